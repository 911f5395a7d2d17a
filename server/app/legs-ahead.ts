import { asId, type ChannelId, type UserId } from "../../shared/domain/ids.ts";
import type { DurationMs, EpochMs } from "../../shared/domain/time.ts";
import type { Centre } from "./centre.ts";
import { endpointName } from "./endpoint-names.ts";

/** A leg is made this long after there was reason to: whoever is served just now comes first on the PBX. */
const AFTER_MS: DurationMs = 60;
/** Addresses it would offer for media may have changed by then. */
const AGE_MAX_MS: DurationMs = 10 * 60_000;
const TAG = "ahead";

interface Ahead {
  readonly channelId: ChannelId;
  readonly madeAt: EpochMs;
  /** Null: the PBX has not said that it is there. Otherwise when it did, as the registry counts. */
  thereSince: number | null;
}

/**
 * Legs to agents' telephones that are made before there is a call for them. Making one takes Asterisk longer than anything else
 * on the way of a call (session, media ports, keys); with one at hand the next caller's telephone rings that much sooner.
 *
 *   agent ready or talking --AFTER_MS--> made --taken by an offer--> (the offer's)
 *                                         |
 *                                         +-- agent away, phone registered anew, too old --> hung up
 *
 * It is bound to the address the phone had when it was made, so whatever hints at another one (a page started, a registration
 * reported) ends it. What is wrong with it all the same shows when it is dialled: `Offers` rings on a fresh one then.
 */
export class LegsAhead {
  readonly #centre: Centre;
  readonly #byAgent = new Map<UserId, Ahead>();
  #isStopped = false;

  constructor(centre: Centre) {
    this.#centre = centre;
  }

  /** The agent is ready or talking: their next call is to find a leg. */
  wanted(agentId: UserId): void {
    const { scheduler, clock, settings, rush } = this.#centre;
    if (this.#byAgent.has(agentId) || this.#byAgent.size >= settings.legsAheadMax) return;
    scheduler.schedule(timerOf(agentId), clock.now() + AFTER_MS, () => rush.whenCalm(() => this.#make(agentId)));
  }

  /** A leg for a call to this agent, theirs alone from now on; null: there is none. */
  take(agentId: UserId): ChannelId | null {
    const ahead = this.#byAgent.get(agentId);
    if (!ahead || ahead.thereSince === null) return null;
    this.#byAgent.delete(agentId);
    return ahead.channelId;
  }

  /** Nothing may be rung on it any more. */
  drop(agentId: UserId): void {
    this.#centre.scheduler.cancel(timerOf(agentId));
    const ahead = this.#byAgent.get(agentId);
    if (!ahead) return;
    this.#byAgent.delete(agentId);
    this.#end(ahead.channelId);
  }

  has(channelId: ChannelId): boolean {
    return this.#agentOf(channelId) !== null;
  }

  /** The PBX has ended it. The next reason makes another one. */
  ended(channelId: ChannelId): void {
    const agentId = this.#agentOf(channelId);
    if (agentId !== null) this.#byAgent.delete(agentId);
  }

  /** `alive`: what the PBX had when it was asked at `mark` of the registry. */
  compare(alive: ReadonlySet<ChannelId>, mark: number): void {
    const oldest = this.#centre.clock.now() - AGE_MAX_MS;
    for (const [agentId, { channelId, thereSince, madeAt }] of [...this.#byAgent]) {
      if (thereSince === null || thereSince > mark) continue;
      if (!alive.has(channelId)) this.#byAgent.delete(agentId);
      else if (madeAt < oldest) this.drop(agentId);
      else continue;
      this.wanted(agentId);
    }
  }

  /** Before a stop: nobody else knows of them. */
  async stop(): Promise<void> {
    const { telephony } = this.#centre;
    this.#isStopped = true;
    const legs = [...this.#byAgent.values()];
    this.#byAgent.clear();
    // What stays is ended by the comparison after the next start.
    await Promise.allSettled(legs.map(({ channelId }) => telephony.hangup(channelId, "normal")));
  }

  #make(agentId: UserId): void {
    const { agents, telephony, random, clock, registry, router, settings, log } = this.#centre;
    const state = router.status(agentId)?.state;
    const isWanted = state === "ready" || state === "on-contact" || state === "wrap-up";
    if (this.#isStopped || !isWanted || !agents.canTalk(agentId)) return;
    if (this.#byAgent.has(agentId) || this.#byAgent.size >= settings.legsAheadMax) return;
    const channelId = asId<ChannelId>(random.id("leg"));
    const ahead: Ahead = { channelId, madeAt: clock.now(), thereSince: null };
    this.#byAgent.set(agentId, ahead);
    const to = { kind: "endpoint", name: endpointName(agentId) } as const;
    telephony.createLeg({ channelId, to, callerId: { name: "Cordboard", number: TAG }, headers: {}, tag: TAG }).then(
      () => {
        ahead.thereSince = registry.mark();
        // Dropped while it was being made, and the request to end it may have come first.
        if (this.#byAgent.get(agentId) !== ahead) this.#end(channelId);
      },
      (error: unknown) => {
        // The offer makes its own, and says what is wrong if that fails too.
        log.info({ err: error, agentId }, "no leg could be made ahead");
        if (this.#byAgent.get(agentId) === ahead) this.#byAgent.delete(agentId);
      },
    );
  }

  #end(channelId: ChannelId): void {
    const { telephony, log, reconciliation } = this.#centre;
    telephony.hangup(channelId, "normal").catch((error: unknown) => {
      log.info({ err: error, channelId }, "a leg made ahead could not be ended yet");
      reconciliation.soon();
    });
  }

  #agentOf(channelId: ChannelId): UserId | null {
    for (const [agentId, ahead] of this.#byAgent) if (ahead.channelId === channelId) return agentId;
    return null;
  }
}

function timerOf(agentId: UserId): string {
  return `ahead:${agentId}`;
}
