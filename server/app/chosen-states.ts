import type { AgentStatus, NotReadyReason } from "../../shared/domain/agent.ts";
import type { UserId } from "../../shared/domain/ids.ts";
import type { DurationMs, EpochMs } from "../../shared/domain/time.ts";
import type { ChosenState } from "../ports/chosen-state-store.ts";
import type { Centre } from "./centre.ts";

/** Reasons that nobody chose. `just-signed-in` is left by itself only after a restart, by those whose desk remembers more. */
export const LOSSES: readonly NotReadyReason[] = ["console-disconnected", "phone-unreachable", "just-signed-in"];
/** An agent who was ready when the socket broke is ready again when it is back within this time. */
export const RESUME_WINDOW_MS: DurationMs = 60_000;
/** A server that was away longer finds another shift. */
const AWAY_MAX_MS: DurationMs = 15 * 60_000;
/** Less than the window above: who was there at the last sign was there at the end. */
const SIGN_OF_LIFE_MS: DurationMs = 30_000;

/**
 * Remembers over a restart of the server what each agent had chosen (ready, or a reason not to be) and gives it back to whose page
 * returns in the first minute, each with the time it began. Written only when the choice changes, so calls pay nothing for it.
 */
export class ChosenStates {
  readonly #centre: Centre;
  readonly #states = new Map<UserId, ChosenState>();
  /** Of the earlier run, to be given back. */
  readonly #earlier = new Map<UserId, ChosenState>();
  /** Since when those who were ready in the earlier run had waited, until it is given back or they choose anew; null: being looked up. */
  readonly #waitedSince = new Map<UserId, EpochMs | null>();
  #givesBackUntil: EpochMs = 0;

  constructor(centre: Centre) {
    this.#centre = centre;
  }

  /** Before anything of this run is journaled: the last entry, and the last sign of life, tell until when the earlier one lived. */
  load(): void {
    const { journal, clock, chosenStateStore } = this.#centre;
    const now = clock.now();
    const [last] = journal.read(Math.max(0, journal.lastSeq() - 1), 1);
    const diedAt = Math.max(last?.at ?? 0, chosenStateStore.aliveAt() ?? 0);
    this.#givesBackUntil = now - diedAt <= AWAY_MAX_MS ? now + RESUME_WINDOW_MS : 0;
    for (const state of chosenStateStore.all()) {
      if (state.lostAt === null || state.lostAt >= diedAt - RESUME_WINDOW_MS) this.#earlier.set(state.agentId, state);
      // Whoever is not back when the next run begins was lost with this one.
      this.#keep({ ...state, lostAt: state.lostAt ?? diedAt });
    }
    this.#signOfLife();
  }

  /** At lunch in a small centre nothing else may be written for a quarter of an hour. */
  #signOfLife(): void {
    const { clock, scheduler, chosenStateStore } = this.#centre;
    const now = clock.now();
    this.#written(() => chosenStateStore.setAlive(now));
    scheduler.schedule("sign-of-life", now + SIGN_OF_LIFE_MS, () => this.#signOfLife());
  }

  /** Asked once, by the first page of the agent; undefined: nothing is given back. */
  takeEarlier(agentId: UserId): ChosenState | undefined {
    if (this.#centre.clock.now() > this.#givesBackUntil) return undefined;
    const earlier = this.#earlier.get(agentId);
    this.#earlier.delete(agentId);
    if (earlier?.reason === null && earlier.since !== null) this.#findWaitedSince(agentId, earlier.since);
    return earlier;
  }

  /** For the event that makes them ready again; once. */
  waitedSince(agentId: UserId): { readonly since?: EpochMs } {
    const since = this.#waitedSince.get(agentId);
    this.#waitedSince.delete(agentId);
    return since == null ? {} : { since };
  }

  /** Since they chose to be ready, or since their last wrap-up: which that was the record of the call knows, so no call writes it here. */
  #findWaitedSince(agentId: UserId, chosenAt: EpochMs): void {
    const { contacts, log } = this.#centre;
    this.#waitedSince.set(agentId, null);
    contacts.list({ agentId, limit: 1 }).then(
      ([last]) => {
        // Otherwise they were ready already, or chose something else meanwhile.
        if (this.#waitedSince.has(agentId))
          this.#waitedSince.set(agentId, Math.max(chosenAt, last?.wrapUpEndedAt ?? chosenAt));
      },
      (err: unknown) => log.warn({ err, agentId }, "since when an agent has waited is not known; it begins anew"),
    );
  }

  statusChanged({ agentId, state, reason, since, pendingNotReady }: AgentStatus): void {
    const known = this.#states.get(agentId);
    const isAway = state === "not-ready";
    const chosen = isAway ? reason : pendingNotReady;
    const isLoss = chosen !== null && LOSSES.includes(chosen);
    if (!isLoss) this.#waitedSince.delete(agentId);
    if (state === "signed-out") {
      if (known && this.#written(() => this.#centre.chosenStateStore.remove(agentId))) this.#states.delete(agentId);
      return;
    }
    if (chosen === null) {
      const wasReady = known?.reason === null && known.lostAt === null ? known.since : null;
      this.#keep({ agentId, reason: null, since: wasReady ?? since, lostAt: null });
    } else if (!isLoss) this.#keep({ agentId, reason: chosen, since: isAway ? since : null, lostAt: null });
    else if (known) this.#keep({ ...known, lostAt: known.lostAt ?? this.#centre.clock.now() });
  }

  #keep(state: ChosenState): void {
    const known = this.#states.get(state.agentId);
    const isKnown = known?.reason === state.reason && known.since === state.since && known.lostAt === state.lostAt;
    if (isKnown) return;
    // What was not written is not known, so the next change writes it.
    if (this.#written(() => this.#centre.chosenStateStore.save(state))) this.#states.set(state.agentId, state);
  }

  /** A disk that takes no more costs what a restart could give back, nobody their call. */
  #written(write: () => void): boolean {
    try {
      write();
      return true;
    } catch (err) {
      this.#centre.log.error({ err }, "what an agent chose could not be kept for a restart");
      return false;
    }
  }
}
