import type { AgentConfig, AgentStatus, NotReadyReason } from "../../shared/domain/agent.ts";
import { AGENT_CHOSEN_REASONS } from "../../shared/domain/agent.ts";
import type { ContactId, UserId } from "../../shared/domain/ids.ts";
import type { DurationMs } from "../../shared/domain/time.ts";
import type { User } from "../../shared/domain/user.ts";
import type { SipLogin } from "../../shared/wire/console.ts";
import { CommandError, type ConsoleConnection } from "../ports/console-app.ts";
import type { Centre } from "./centre.ts";
import { LOSSES, RESUME_WINDOW_MS } from "./chosen-states.ts";
import { type Desk, newDesk } from "./desk.ts";
import { agentOfEndpoint } from "./endpoint-names.ts";

/** The exchange's absence is not the agent's. */
const PBX_RESUME_WINDOW_MS: DurationMs = 15 * 60_000;

/** Agents at their desks: console connected, phone registered, microphone there; ready or not and why. */
export class AgentDesk {
  readonly #centre: Centre;
  readonly #desks = new Map<UserId, Desk>();
  #configs = new Map<UserId, AgentConfig>();
  /** Over all desks: one that was left and taken anew must not count from the start again. */
  #wishes = 0;

  constructor(centre: Centre) {
    this.#centre = centre;
  }

  configure(configs: readonly AgentConfig[]): void {
    this.#configs = new Map(configs.map((config) => [config.agentId, config]));
  }

  displayName(agentId: UserId): string {
    return this.#configs.get(agentId)?.displayName ?? this.#desks.get(agentId)?.user.displayName ?? agentId;
  }

  config(agentId: UserId): AgentConfig | null {
    return this.#configs.get(agentId) ?? null;
  }

  user(agentId: UserId): User | null {
    return this.#desks.get(agentId)?.user ?? null;
  }

  connection(agentId: UserId): ConsoleConnection | null {
    return this.#desks.get(agentId)?.connection ?? null;
  }

  reachability(agentId: UserId) {
    const desk = this.#desks.get(agentId);
    return {
      phoneRegistered: desk?.phoneRegistered ?? false,
      consoleConnected: desk?.connection != null,
      microphoneReady: desk?.microphoneReady ?? false,
    };
  }

  canTalk(agentId: UserId): boolean {
    const { phoneRegistered, consoleConnected, microphoneReady } = this.reachability(agentId);
    return phoneRegistered && consoleConnected && microphoneReady;
  }

  /**
   * A console takes the desk: an earlier one of the same person is told and closed, the SIP secret is new.
   * `contactInCall`: this very page still has the voice of that contact, so only its socket was gone and nothing is cut.
   */
  async start(connection: ConsoleConnection, contactInCall: ContactId | null): Promise<SipLogin> {
    const { router, journal, clock, lostAgents, monitors, phoneLogins, registry } = this.#centre;
    const { user } = connection;
    const agentId = user.userId;
    const status = router.status(agentId);
    const desk = this.#desks.get(agentId) ?? this.#newDesk(user, status);
    // By the leg: with two calls the page's one leg has gone over to a contact that its INVITE did not name.
    const leg = registry.ofAgent(agentId)?.agentLeg;
    const hasVoice =
      (contactInCall !== null && leg?.state === "up" && leg.invitedFor === contactInCall) ||
      monitors.hasVoice(agentId, contactInCall);
    const keepsLogin = hasVoice && phoneLogins.has(agentId);
    const earlier = desk.connection;
    // The same page, too, which asks for its call anew when the voice is gone: it may be ready by then.
    this.#mayResume(desk, RESUME_WINDOW_MS);
    desk.connection = connection;
    this.#wished(desk);
    if (earlier && earlier !== connection) earlier.end("signed-in-elsewhere");
    if (!keepsLogin) desk.phoneRegistered = false;
    desk.microphoneReady = false;
    if (!status || status.state === "signed-out") router.submit({ type: "agent-signed-in", agentId });
    this.#giveBackReason(desk);
    // At once, not when the PBX has answered: until then nobody may be rung on a phone that is being replaced.
    if (!hasVoice) {
      lostAgents.pageStarted(agentId);
      monitors.pageStarted(agentId);
    }
    this.#reportReachability(desk);
    const login = await phoneLogins.issue(user, keepsLogin);
    if (desk.connection !== connection) throw new CommandError("conflict");
    journal.append({
      at: clock.now(),
      type: "console.started",
      contactId: null,
      agentId,
      payload: { connectionId: connection.connectionId, hasVoice },
    });
    return login;
  }

  disconnected(connection: ConsoleConnection): void {
    const desk = this.#desks.get(connection.user.userId);
    if (desk?.connection !== connection) return;
    desk.connection = null;
    desk.microphoneReady = false;
    this.#mayResume(desk, RESUME_WINDOW_MS);
    this.#reportReachability(desk);
  }

  /** Signed out on purpose, or disabled: the SIP login is revoked at once. */
  async signOut(agentId: UserId, because: "signed-out" | "disabled"): Promise<void> {
    const { router, registry, conversations, lostAgents, monitors, ownCalls, listWork, phoneLogins, log } =
      this.#centre;
    const desk = this.#desks.get(agentId);
    const status = router.status(agentId);
    // Without a desk they may still be in the core, with a call adopted after a restart.
    if (!desk && (!status || status.state === "signed-out")) return;
    monitors.signedOut(agentId);
    listWork.release(agentId);
    const contact = registry.ofAgent(agentId);
    if (contact) {
      ownCalls.agentGone(contact);
      if (contact.record.phase === "connected") lostAgents.offDuty(contact);
      else conversations.over(contact);
    }
    router.submit({ type: "agent-signed-out", agentId });
    this.#desks.delete(agentId);
    desk?.connection?.end(because);
    try {
      await phoneLogins.revoke(agentId);
    } catch (error) {
      log.error({ err: error, agentId }, "SIP login could not be revoked; it is replaced at the next sign-in");
    }
  }

  phoneRegistered(endpointName: string, registered: boolean): void {
    const agentId = agentOfEndpoint(endpointName);
    const desk = agentId === null ? undefined : this.#desks.get(agentId);
    if (desk === undefined || desk.phoneRegistered === registered) return;
    if (registered && !this.#centre.phoneLogins.isInUse(desk.user.userId)) return;
    desk.phoneRegistered = registered;
    if (!registered) {
      this.#mayResume(desk, RESUME_WINDOW_MS);
      this.#centre.phoneLogins.reportedGone(desk.user.userId);
    }
    this.#reportReachability(desk);
  }

  /** Without the PBX nobody can be rung, whatever it said last: no phantom ready agents, and all are back when it is. */
  pbxLost(): void {
    for (const desk of this.#desks.values()) {
      if (!desk.phoneRegistered) continue;
      desk.phoneRegistered = false;
      this.#mayResume(desk, PBX_RESUME_WINDOW_MS);
      this.#reportReachability(desk);
    }
  }

  microphone(agentId: UserId, ready: boolean): void {
    const desk = this.#deskOf(agentId);
    if (desk.microphoneReady === ready) return;
    desk.microphoneReady = ready;
    if (!ready) this.#mayResume(desk, RESUME_WINDOW_MS);
    this.#reportReachability(desk);
  }

  /** To be given to `ready` when something is asked first. A second Ready meanwhile is the same wish. */
  lastWish(agentId: UserId): number {
    return this.#deskOf(agentId).wish;
  }

  /** @throws CommandError `conflict`: something else has been wanted since `wish`, which counts */
  ready(agentId: UserId, wish: number | null = null): void {
    const desk = this.#deskOf(agentId);
    if (wish !== null && desk.wish !== wish) throw new CommandError("conflict");
    // Before the wish is fulfilled nothing of the one before is forgotten: who presses too early is ready when the line is back.
    if (!this.canTalk(agentId)) throw new CommandError("agent-unreachable");
    if (this.#centre.monitors.of(agentId)) throw new CommandError("monitor-busy");
    desk.resume = null;
    const state = this.#centre.router.status(agentId)?.state;
    if (state === "wrap-up") throw new CommandError("wrap-up-required");
    // Pressed in the moment in which they became ready by themselves.
    if (state === "ready") return;
    this.#centre.router.submit({ type: "agent-ready", agentId });
  }

  notReady(agentId: UserId, reason: NotReadyReason): void {
    const desk = this.#deskOf(agentId);
    if (!AGENT_CHOSEN_REASONS.includes(reason)) throw new CommandError("bad-request");
    this.#wished(desk);
    desk.resume = null;
    this.#centre.router.submit({ type: "agent-not-ready", agentId, reason });
  }

  force(by: User, agentId: UserId, state: "ready" | "not-ready"): void {
    const { journal, clock, router } = this.#centre;
    const desk = this.#deskOf(agentId);
    journal.append({
      at: clock.now(),
      type: "agent.forced",
      contactId: null,
      agentId,
      payload: { by: by.userId, state },
    });
    this.#wished(desk);
    if (state === "ready") return this.ready(agentId);
    desk.resume = null;
    router.submit({ type: "agent-not-ready", agentId, reason: "admin-work" });
  }

  /** Ready as soon as their phone and page are back, if that is soon. */
  resumeSoon(agentId: UserId): void {
    const windowMs = RESUME_WINDOW_MS;
    this.#deskOf(agentId).resume = { windowMs, until: this.#centre.clock.now() + windowMs, keepsTurn: false };
  }

  statusChanged(status: AgentStatus): void {
    const { registry, wrapUps, views, legsAhead, clock } = this.#centre;
    const contact = registry.ofAgent(status.agentId);
    const desk = this.#desks.get(status.agentId);
    this.#centre.chosenStates.statusChanged(status);
    if (status.state === "not-ready" && desk?.resume?.until === null)
      desk.resume = { ...desk.resume, until: clock.now() + desk.resume.windowMs };
    if (status.state === "ready" || status.state === "on-contact") legsAhead.wanted(status.agentId);
    else if (status.state === "not-ready" || status.state === "signed-out") legsAhead.drop(status.agentId);
    // The core has moved on from this contact's wrap-up (its time ran out): the record closes with its draft.
    if (contact?.record.phase === "wrap-up" && status.contactId !== contact.record.contactId) wrapUps.finish(contact);
    views.push(status.agentId);
  }

  offerMissed(agentId: UserId, because: string): void {
    const { clock } = this.#centre;
    this.connection(agentId)?.pushNotice({
      at: clock.now(),
      code: `offer-${because}`,
      severity: because === "agent-gone" ? "error" : "warning",
      callback: null,
    });
  }

  signedIn(): readonly User[] {
    return [...this.#desks.values()].map((desk) => desk.user);
  }

  #newDesk(user: User, status: AgentStatus | null): Desk {
    // Adopted after a restart in the middle of a call: whoever was given one was ready.
    const isAdopted =
      status?.pendingNotReady === "just-signed-in" &&
      this.#centre.registry.ofAgent(user.userId)?.record.direction === "inbound";
    const earlier = this.#centre.chosenStates.takeEarlier(user.userId);
    const comesBackReady = earlier === undefined ? isAdopted : earlier.reason === null;
    const until = this.#centre.clock.now() + RESUME_WINDOW_MS;
    const window = { windowMs: RESUME_WINDOW_MS, until, keepsTurn: false };
    const reason = earlier?.reason ?? null;
    const givenBack = reason === null ? null : { reason, since: earlier?.since ?? null };
    const desk = newDesk(user, { resume: comesBackReady ? window : null, givenBack });
    this.#desks.set(user.userId, desk);
    return desk;
  }

  /** What they had chosen not to be ready for, before the server was started anew. */
  #giveBackReason(desk: Desk): void {
    const { givenBack, user } = desk;
    desk.givenBack = null;
    const state = this.#centre.router.status(user.userId)?.state;
    if (givenBack === null || (state !== "not-ready" && state !== "on-contact" && state !== "wrap-up")) return;
    const { reason, since } = givenBack;
    const begun = since === null ? {} : { since };
    this.#centre.router.submit({ type: "agent-not-ready", agentId: user.userId, reason, ...begun });
  }

  #wished(desk: Desk): void {
    this.#wishes += 1;
    desk.wish = this.#wishes;
  }

  #deskOf(agentId: UserId): Desk {
    const desk = this.#desks.get(agentId);
    if (!desk) throw new CommandError("not-signed-in");
    return desk;
  }

  /** Call before the loss is reported: an agent who is ready, being offered a call or to be ready after one loses nothing by it. */
  #mayResume(desk: Desk, windowMs: DurationMs): void {
    const status = this.#centre.router.status(desk.user.userId);
    if (status?.state === "ready" || status?.state === "offered")
      desk.resume = { windowMs, until: this.#centre.clock.now() + windowMs, keepsTurn: true };
    const isOccupied = status?.state === "on-contact" || status?.state === "wrap-up";
    if (isOccupied && status.pendingNotReady === null) desk.resume = { windowMs, until: null, keepsTurn: false };
  }

  #reportReachability(desk: Desk): void {
    const { router, clock, journal, views, lostAgents, legsAhead, monitors, chosenStates } = this.#centre;
    const agentId = desk.user.userId;
    if (!this.canTalk(agentId)) legsAhead.drop(agentId);
    router.submit({ type: "agent-reachability", agentId, ...this.reachability(agentId) });
    lostAgents.reachabilityChanged(agentId);
    monitors.reachabilityChanged(agentId);
    const { resume } = desk;
    if (resume !== null && this.canTalk(agentId)) {
      desk.resume = null;
      const status = router.status(agentId);
      const reason = status?.state === "not-ready" ? status.reason : status?.pendingNotReady;
      const inTime = resume.until === null || clock.now() <= resume.until;
      if (inTime && reason && LOSSES.includes(reason)) {
        journal.append({ at: clock.now(), type: "agent.resumed-ready", contactId: null, agentId, payload: {} });
        const turn = resume.keepsTurn ? ({ keepsTurn: true } as const) : chosenStates.waitedSince(agentId);
        router.submit({ type: "agent-ready", agentId, ...turn });
      }
    }
    views.push(agentId);
  }
}
