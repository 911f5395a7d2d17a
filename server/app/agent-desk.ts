import type { AgentConfig, AgentStatus, NotReadyReason } from "../../shared/domain/agent.ts";
import { AGENT_CHOSEN_REASONS } from "../../shared/domain/agent.ts";
import type { UserId } from "../../shared/domain/ids.ts";
import type { EpochMs } from "../../shared/domain/time.ts";
import type { User } from "../../shared/domain/user.ts";
import type { SipLogin } from "../../shared/wire/console.ts";
import { CommandError, type ConsoleConnection } from "../ports/console-app.ts";
import type { Centre } from "./centre.ts";

/** An agent who was ready when the socket broke is ready again when it is back within this time. */
const RESUME_WINDOW_MS = 60_000;

interface Desk {
  readonly user: User;
  connection: ConsoleConnection | null;
  phoneRegistered: boolean;
  microphoneReady: boolean;
  /** Set when an unexpected loss took a ready agent out; cleared by anything the agent does. */
  resumeReadyUntil: EpochMs | null;
}

/** Agents at their desks: console connected, phone registered, microphone there; ready or not and why. */
export class AgentDesk {
  readonly #centre: Centre;
  readonly #desks = new Map<UserId, Desk>();
  #configs = new Map<UserId, AgentConfig>();

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

  endpointName(agentId: UserId): string {
    return `agent-${agentId}`;
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

  /** A console takes the desk: an earlier one of the same person is told and closed, the SIP secret is new. */
  async start(connection: ConsoleConnection): Promise<SipLogin> {
    const { telephony, random, router, settings, journal, clock } = this.#centre;
    const { user } = connection;
    const agentId = user.userId;
    const desk = this.#desks.get(agentId) ?? this.#newDesk(user);
    const earlier = desk.connection;
    if (earlier && earlier !== connection) {
      // A reload is a takeover too: the agent who was ready stays so once the new page can talk.
      if (router.status(agentId)?.state === "ready") desk.resumeReadyUntil = clock.now() + RESUME_WINDOW_MS;
      earlier.end("signed-in-elsewhere");
    }
    desk.connection = connection;
    desk.phoneRegistered = false;
    desk.microphoneReady = false;
    const secret = random.secret(24);
    const name = this.endpointName(agentId);
    await telephony.pushEndpoint({
      name,
      secret,
      kind: "agent",
      callerId: { name: user.displayName, number: user.login },
    });
    if (desk.connection !== connection) throw new CommandError("conflict");
    journal.append({
      at: clock.now(),
      type: "console.started",
      contactId: null,
      agentId,
      payload: { connectionId: connection.connectionId },
    });
    const status = router.status(agentId);
    if (!status || status.state === "signed-out") router.submit({ type: "agent-signed-in", agentId });
    this.#reportReachability(desk);
    return { username: name, secret, wsUrl: settings.sipWsUrl, domain: settings.sipDomain };
  }

  disconnected(connection: ConsoleConnection): void {
    const desk = this.#desks.get(connection.user.userId);
    if (desk?.connection !== connection) return;
    desk.connection = null;
    desk.microphoneReady = false;
    if (this.#centre.router.status(desk.user.userId)?.state === "ready") {
      desk.resumeReadyUntil = this.#centre.clock.now() + RESUME_WINDOW_MS;
    }
    this.#reportReachability(desk);
  }

  /** Signed out on purpose, or disabled: the SIP login is revoked at once. */
  async signOut(agentId: UserId, because: "signed-out" | "disabled"): Promise<void> {
    const desk = this.#desks.get(agentId);
    if (!desk) return;
    const { telephony, router, registry, conversations, log } = this.#centre;
    const contact = registry.ofAgent(agentId);
    if (contact) conversations.over(contact);
    router.submit({ type: "agent-signed-out", agentId });
    this.#desks.delete(agentId);
    desk.connection?.end(because);
    try {
      await telephony.revokeEndpoint(this.endpointName(agentId));
    } catch (error) {
      log.error({ err: error, agentId }, "SIP login could not be revoked; it is replaced at the next sign-in");
    }
  }

  phoneRegistered(endpointName: string, registered: boolean): void {
    for (const desk of this.#desks.values()) {
      if (this.endpointName(desk.user.userId) !== endpointName || desk.phoneRegistered === registered) continue;
      desk.phoneRegistered = registered;
      if (!registered && this.#centre.router.status(desk.user.userId)?.state === "ready") {
        desk.resumeReadyUntil = this.#centre.clock.now() + RESUME_WINDOW_MS;
      }
      this.#reportReachability(desk);
    }
  }

  microphone(agentId: UserId, ready: boolean): void {
    const desk = this.#deskOf(agentId);
    if (desk.microphoneReady === ready) return;
    desk.microphoneReady = ready;
    this.#reportReachability(desk);
  }

  ready(agentId: UserId): void {
    const desk = this.#deskOf(agentId);
    desk.resumeReadyUntil = null;
    if (!this.canTalk(agentId)) throw new CommandError("agent-unreachable");
    const state = this.#centre.router.status(agentId)?.state;
    if (state === "wrap-up") throw new CommandError("wrap-up-required");
    this.#centre.router.submit({ type: "agent-ready", agentId });
  }

  notReady(agentId: UserId, reason: NotReadyReason): void {
    const desk = this.#deskOf(agentId);
    if (!AGENT_CHOSEN_REASONS.includes(reason)) throw new CommandError("bad-request");
    desk.resumeReadyUntil = null;
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
    desk.resumeReadyUntil = null;
    if (state === "ready") this.ready(agentId);
    else router.submit({ type: "agent-not-ready", agentId, reason: "admin-work" });
  }

  statusChanged(status: AgentStatus): void {
    const { registry, wrapUps, views } = this.#centre;
    const contact = registry.ofAgent(status.agentId);
    // The core has moved on from this contact's wrap-up (its time ran out): the record closes with its draft.
    if (contact?.record.phase === "wrap-up" && status.contactId !== contact.record.contactId) wrapUps.finish(contact);
    views.push(status.agentId);
  }

  offerMissed(agentId: UserId, because: string): void {
    const { clock, figures } = this.#centre;
    figures.offerMissed(agentId);
    this.connection(agentId)?.pushNotice({
      at: clock.now(),
      code: `offer-${because}`,
      severity: because === "agent-gone" ? "error" : "warning",
    });
  }

  signedIn(): readonly User[] {
    return [...this.#desks.values()].map((desk) => desk.user);
  }

  #newDesk(user: User): Desk {
    const desk: Desk = {
      user,
      connection: null,
      phoneRegistered: false,
      microphoneReady: false,
      resumeReadyUntil: null,
    };
    this.#desks.set(user.userId, desk);
    return desk;
  }

  #deskOf(agentId: UserId): Desk {
    const desk = this.#desks.get(agentId);
    if (!desk) throw new CommandError("not-signed-in");
    return desk;
  }

  #reportReachability(desk: Desk): void {
    const { router, clock, journal, views, wallboard } = this.#centre;
    const agentId = desk.user.userId;
    router.submit({ type: "agent-reachability", agentId, ...this.reachability(agentId) });
    const resume = desk.resumeReadyUntil;
    if (resume !== null && this.canTalk(agentId)) {
      desk.resumeReadyUntil = null;
      const reason = router.status(agentId)?.reason;
      if (clock.now() <= resume && (reason === "console-disconnected" || reason === "phone-unreachable")) {
        journal.append({ at: clock.now(), type: "agent.resumed-ready", contactId: null, agentId, payload: {} });
        router.submit({ type: "agent-ready", agentId });
      }
    }
    views.push(agentId);
    wallboard.touch();
  }
}
