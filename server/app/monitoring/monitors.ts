import type { BridgeId, ChannelId, UserId } from "../../../shared/domain/ids.ts";
import type { MonitorMode } from "../../../shared/domain/monitoring.ts";
import type { DurationMs } from "../../../shared/domain/time.ts";
import type { User } from "../../../shared/domain/user.ts";
import { CONTACT_HEADER } from "../../../shared/wire/console.ts";
import { CommandError } from "../../ports/console-app.ts";
import { TelephonyError, type TelephonySnapshot } from "../../ports/telephony.ts";
import type { Centre } from "../centre.ts";
import type { LiveContact } from "../live-contact.ts";
import { type Monitor, type MonitorEnd, MONITOR_PREFIX, isOfMonitor, newMonitor, goOnTo } from "./monitor.ts";
import { mayListen } from "./may-listen.ts";
import { noteMonitor } from "./note-monitor.ts";
import { MonitorConnection } from "./monitor-connection.ts";
import { doneMonitoring, nowMonitoring } from "./supervisor-status.ts";
import { endpointName } from "../endpoint-names.ts";

/** The supervisor's phone takes the call by itself; the browser may have to ask for the microphone first. */
const RING_MS: DurationMs = 20_000;
/** The PBX ends a ring by itself; a little later it is ended here, in case its report was lost. */
const RING_GRACE_MS: DurationMs = 3_000;
/** A page that is gone this long shows nobody any more that it listens. */
const PAGE_GONE_AFTER_MS: DurationMs = 5_000;
/** The supervisor did it, or sees nothing of it. */
const UNTOLD: readonly MonitorEnd[] = ["stopped", "page-gone", "signed-out"];

/** Supervisors on agents' calls: who listens to whom, from the click to the last leg. See README.md. */
export class Monitors {
  readonly #centre: Centre;
  readonly #connection: MonitorConnection;
  readonly #bySupervisor = new Map<UserId, Monitor>();
  readonly #changed = new Set<UserId>();

  constructor(centre: Centre) {
    this.#centre = centre;
    this.#connection = new MonitorConnection({
      centre,
      isOver: (monitor) => this.of(monitor.by.userId) !== monitor,
      ofAgent: ({ agentId }) => this.onAgent(agentId),
      note: (monitor, type, payload) => noteMonitor(centre, monitor, type, payload),
      onChange: ({ by }) => centre.views.push(by.userId),
      onFailure: (monitor) => this.#end(monitor, "failed"),
    });
  }

  /** What this supervisor listens to. */
  of(supervisorId: UserId): Monitor | null {
    return this.#bySupervisor.get(supervisorId) ?? null;
  }

  /** Who listens to this agent, in the order they came. */
  onAgent(agentId: UserId): readonly Monitor[] {
    return [...this.#bySupervisor.values()].filter((monitor) => monitor.agentId === agentId);
  }

  all(): IterableIterator<Monitor> {
    return this.#bySupervisor.values();
  }

  /**
   * Who listens to somebody already goes on to this agent: the same leg of theirs, nothing rings again. Resolves then when it is so
   * at the PBX. @throws CommandError `monitor-self` | `monitor-busy` | `no-active-call` | `monitor-limit` | `agent-unreachable`
   */
  async start(by: User, agentId: UserId): Promise<void> {
    const { agents, phoneLogins } = this.#centre;
    mayListen(this.#centre, by, agentId);
    // A phone that has just registered may not have been reported yet.
    await phoneLogins.lookUp(by.userId);
    const { contact, agentLeg } = mayListen(this.#centre, by, agentId);
    const current = this.of(by.userId);
    if (current) return this.#switch(current, agentId, contact, agentLeg);
    if (!agents.reachability(by.userId).phoneRegistered) throw new CommandError("agent-unreachable");
    this.#begin(by, agentId, contact, agentLeg);
  }

  #begin(by: User, agentId: UserId, contact: LiveContact, agentLeg: ChannelId): void {
    const { random, clock, registry, scheduler, log } = this.#centre;
    const monitor = newMonitor(random.id(MONITOR_PREFIX), {
      by,
      agentId,
      contact,
      agentLeg,
      since: clock.now(),
      touched: registry.mark(),
    });
    this.#bySupervisor.set(by.userId, monitor);
    noteMonitor(this.#centre, monitor, "monitor.started", {
      mode: monitor.mode,
      leg: monitor.leg,
      bridgeId: monitor.bridgeId,
    });
    monitor.before = nowMonitoring(this.#centre, by.userId);
    this.#show(monitor);
    const giveUpAt = clock.now() + RING_MS + RING_GRACE_MS;
    scheduler.schedule(ringTimer(monitor), giveUpAt, () => this.#end(monitor, "no-answer"));
    this.#ring(monitor).catch((error: unknown) => {
      const isUnreachable = error instanceof TelephonyError && error.code === "agent-unreachable";
      if (!isUnreachable)
        log.warn({ err: error, monitorId: monitor.monitorId }, "a supervisor's own phone could not be called");
      this.#end(monitor, isUnreachable ? "phone-unreachable" : "failed");
    });
  }

  /** Always to listen: a word for the one agent must not reach the other. */
  async #switch(monitor: Monitor, agentId: UserId, contact: LiveContact, agentLeg: ChannelId): Promise<void> {
    const { clock, registry, views } = this.#centre;
    const before = monitor.agentId;
    noteMonitor(this.#centre, monitor, "monitor.stopped", { because: "switched" satisfies MonitorEnd });
    goOnTo(monitor, { agentId, contact, agentLeg, since: clock.now(), touched: registry.mark() });
    noteMonitor(this.#centre, monitor, "monitor.started", {
      mode: monitor.mode,
      leg: monitor.leg,
      bridgeId: monitor.bridgeId,
    });
    views.push(before);
    this.#show(monitor);
    // Another supervisor may have the former agent's leg to speak to now.
    this.agentChanged(before);
    await this.#connection.settle(monitor);
    if (this.of(monitor.by.userId) !== monitor) throw new CommandError("no-active-call");
  }

  /** Resolves when who hears whom is as asked for; @throws CommandError `no-active-call`: not listening to anybody */
  async setMode(by: User, mode: MonitorMode): Promise<void> {
    const monitor = this.of(by.userId);
    if (!monitor) throw new CommandError("no-active-call");
    if (monitor.mode === mode) return;
    monitor.mode = mode;
    noteMonitor(this.#centre, monitor, "monitor.mode-changed", { mode });
    this.#show(monitor);
    await this.#connection.settle(monitor);
    if (this.of(by.userId) !== monitor) throw new CommandError("no-active-call");
  }

  /** Harmless when it is over already. */
  stop(by: User): void {
    const monitor = this.of(by.userId);
    if (monitor) this.#end(monitor, "stopped");
  }

  /** True: it is one of these. */
  legAnswered(channelId: ChannelId): boolean {
    const monitor = this.#byChannel(channelId);
    if (monitor?.leg !== channelId) return monitor !== null;
    if (monitor.legState === "up") return true;
    const { scheduler, registry, log } = this.#centre;
    scheduler.cancel(ringTimer(monitor));
    monitor.legState = "up";
    monitor.touched = registry.mark();
    this.#connection.open(monitor).then(
      () => this.#connection.settle(monitor),
      (error: unknown) => {
        log.warn({ err: error, monitorId: monitor.monitorId }, "a supervisor's own leg could not be used");
        this.#end(monitor, "failed");
      },
    );
    this.#show(monitor);
    return true;
  }

  /** True: it was one of these. */
  legEnded(channelId: ChannelId): boolean {
    const monitor = this.#byChannel(channelId);
    if (!monitor) return false;
    if (channelId === monitor.leg) this.#end(monitor, monitor.legState === "up" ? "hung-up" : "no-answer");
    else if (channelId === monitor.snoopId) {
      this.#connection.lost(monitor);
      // With the agent's leg, whose end is reported next; or alone, and then it is made again.
      this.agentChanged(monitor.agentId);
    }
    return true;
  }

  has(channelId: ChannelId): boolean {
    return this.#byChannel(channelId) !== null;
  }

  /** What somebody does or where their leg is has changed. Looked at behind whatever is under way. */
  agentChanged(agentId: UserId): void {
    if (this.#bySupervisor.size === 0 || this.#changed.has(agentId)) return;
    if (this.#changed.size === 0) setImmediate(() => this.#lookAtChanged());
    this.#changed.add(agentId);
  }

  /** Whether this page has the voice of what its person listens to. */
  hasVoice(supervisorId: UserId, inCall: string | null): boolean {
    const monitor = this.of(supervisorId);
    return monitor?.legState === "up" && (monitor.monitorId as string) === inCall;
  }

  /** A page took the desk without the voice. */
  pageStarted(supervisorId: UserId): void {
    const monitor = this.of(supervisorId);
    if (monitor) this.#end(monitor, "page-gone");
  }

  /** The supervisor's page came or went. */
  reachabilityChanged(supervisorId: UserId): void {
    const monitor = this.of(supervisorId);
    if (!monitor) return;
    const { agents, scheduler, clock } = this.#centre;
    if (agents.reachability(supervisorId).consoleConnected) scheduler.cancel(pageTimer(monitor));
    else
      scheduler.schedule(pageTimer(monitor), clock.now() + PAGE_GONE_AFTER_MS, () => this.#end(monitor, "page-gone"));
  }

  signedOut(supervisorId: UserId): void {
    const monitor = this.of(supervisorId);
    if (monitor) this.#end(monitor, "signed-out");
  }

  /** Reports may have been lost, and an earlier run or a request that came too late may have left something. */
  compare(snapshot: TelephonySnapshot, mark: number): void {
    const alive = new Map(snapshot.channels.map(({ channelId, state }) => [channelId, state]));
    for (const monitor of [...this.#bySupervisor.values()]) {
      if (monitor.touched > mark) continue;
      const state = alive.get(monitor.leg);
      // An exchange that dies takes the call along: then nobody is told of a call that goes on.
      const isOver = this.#centre.registry.ofAgent(monitor.agentId)?.record.phase !== "connected";
      if (state === undefined && isOver) this.#end(monitor, "call-over");
      else if (state === undefined && monitor.legState !== "made") this.legEnded(monitor.leg);
      else if (state === "up" && monitor.legState === "ringing") this.legAnswered(monitor.leg);
      else if (monitor.legState === "up") this.#connection.compare(monitor, snapshot);
      this.agentChanged(monitor.agentId);
    }
    for (const channelId of alive.keys())
      if (isOfMonitor(channelId) && !this.has(channelId)) this.#connection.endLeft(channelId);
  }

  ownsBridge(bridgeId: BridgeId): boolean {
    for (const monitor of this.#bySupervisor.values()) if (monitor.bridgeId === bridgeId) return true;
    return false;
  }

  async #ring(monitor: Monitor): Promise<void> {
    const { telephony, agents, views, settings, registry } = this.#centre;
    // The page must know what it is called for before its phone gets an INVITE, or it would refuse it.
    await views.pushAndWait(monitor.by.userId, settings.popWaitMs);
    if (this.of(monitor.by.userId) !== monitor) return;
    monitor.legState = "ringing";
    monitor.touched = registry.mark();
    await telephony.originate({
      channelId: monitor.leg,
      to: { kind: "endpoint", name: endpointName(monitor.by.userId) },
      callerId: { name: agents.displayName(monitor.agentId), number: MONITOR_PREFIX },
      headers: { [CONTACT_HEADER]: monitor.monitorId },
      ringTimeoutMs: RING_MS,
      tag: monitor.monitorId,
    });
  }

  #lookAtChanged(): void {
    const changed = [...this.#changed];
    this.#changed.clear();
    for (const agentId of changed) {
      const own = this.of(agentId);
      if (own && this.#centre.registry.ofAgent(agentId)) this.#end(own, "own-call");
      for (const monitor of this.onAgent(agentId)) this.#follow(monitor);
    }
  }

  /** The agent's call is over, or another one on the same leg; or the same one on another leg. */
  #follow(monitor: Monitor): void {
    const contact = this.#centre.registry.ofAgent(monitor.agentId);
    const leg = contact?.agentLeg?.channelId ?? null;
    if (contact?.record.phase !== "connected") return this.#end(monitor, "call-over");
    if (contact !== monitor.contact) {
      if (leg !== monitor.agentLeg) return this.#end(monitor, "call-over");
      noteMonitor(this.#centre, monitor, "monitor.moved-on", {});
      monitor.contact = contact;
      noteMonitor(this.#centre, monitor, "monitor.continued", { mode: monitor.mode });
    }
    monitor.agentLeg = leg ?? monitor.agentLeg;
    this.#centre.views.push(monitor.by.userId);
    // It never rejects.
    void this.#connection.settle(monitor);
  }

  #end(monitor: Monitor, because: MonitorEnd): void {
    const { scheduler, clock, agents, views } = this.#centre;
    const { by, agentId } = monitor;
    if (this.of(by.userId) !== monitor) return;
    this.#bySupervisor.delete(by.userId);
    scheduler.cancel(ringTimer(monitor));
    scheduler.cancel(pageTimer(monitor));
    noteMonitor(this.#centre, monitor, "monitor.stopped", { because });
    this.#connection.close(monitor);
    if (monitor.before) doneMonitoring(this.#centre, monitor.before);
    if (!UNTOLD.includes(because))
      agents.connection(by.userId)?.pushNotice({
        at: clock.now(),
        code: `monitor-${because}`,
        severity: because === "call-over" || because === "own-call" ? "info" : "warning",
        callback: null,
      });
    views.push(by.userId);
    this.#show(monitor);
    // Another supervisor may have the agent's leg to speak to now.
    this.agentChanged(agentId);
  }

  #show({ by, agentId }: Monitor): void {
    const { views } = this.#centre;
    views.push(by.userId);
    views.push(agentId);
  }

  #byChannel(channelId: ChannelId): Monitor | null {
    for (const monitor of this.#bySupervisor.values())
      if (monitor.leg === channelId || monitor.snoopId === channelId) return monitor;
    return null;
  }
}

function ringTimer({ monitorId }: Monitor): string {
  return `monitor-ring:${monitorId}`;
}

function pageTimer({ monitorId }: Monitor): string {
  return `monitor-page:${monitorId}`;
}
