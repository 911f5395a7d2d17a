import type { ContactOutcome } from "../../shared/domain/contact.ts";
import type { ContactId, CustomerId, UserId } from "../../shared/domain/ids.ts";
import type { AgentView, ConsoleContact, ContactTimeline } from "../../shared/wire/console.ts";
import type { ConsoleConnection } from "../ports/console-app.ts";
import type { Centre } from "./centre.ts";
import type { LiveContact } from "./live-contact.ts";
import { monitorParts } from "./monitoring/monitor-views.ts";
import { consultedByView, secondCallView } from "./transfers/second-call-view.ts";

/** A view that nobody waits for is acknowledged too; this only bounds how long the acknowledgement is kept. */
const VIEW_ACK_LIMIT_MS = 5_000;
/** Earlier contacts go to the console this many view intervals after the view: by then the phone rings. */
const TIMELINE_INTERVALS = 2;
/** In a rush more changes go into one view. */
const RUSH_INTERVALS = 4;

/**
 * What one agent's console shows, made whole from the centre's state each time (it cannot drift). Only an offer is sent at
 * once; everything else waits `viewIntervalMs`, so that a call being set up is not held up by telling about it.
 */
export class AgentViews {
  readonly #centre: Centre;
  readonly #dirty = new Set<UserId>();
  /** Whose timeline a console was sent last. */
  readonly #timelines = new WeakMap<ConsoleConnection, string>();
  #flushPlanned = false;
  #seq = 0;
  #pbxConnected = false;

  constructor(centre: Centre) {
    this.#centre = centre;
  }

  get pbxConnected(): boolean {
    return this.#pbxConnected;
  }

  setPbxConnected(connected: boolean): void {
    this.#pbxConnected = connected;
    for (const user of this.#centre.agents.signedIn()) this.push(user.userId);
    // Boards say it also where nobody is signed in.
    this.#centre.wallboard.touch();
  }

  /** The view of this agent has changed. It is sent a moment later: what follows at once belongs into the same view. */
  push(agentId: UserId): void {
    this.#dirty.add(agentId);
    // Their row on the boards too: holding, or a name chosen for the caller, concerns no routing.
    this.#centre.wallboard.touch();
    // Whoever listens to this agent goes where they go.
    this.#centre.monitors.agentChanged(agentId);
    if (this.#flushPlanned) return;
    this.#flushPlanned = true;
    const { scheduler, clock, settings, rush } = this.#centre;
    const afterMs = settings.viewIntervalMs * (rush.isOn ? RUSH_INTERVALS : 1);
    if (afterMs === 0) setImmediate(() => this.#flush());
    else scheduler.schedule("views", clock.now() + afterMs, () => this.#flush());
  }

  /** Sends the view now; resolves true when the console says it is painted, false when it did not in time or is away. */
  async pushAndWait(agentId: UserId, limitMs: number): Promise<boolean> {
    const connection = this.#centre.agents.connection(agentId);
    if (!connection) return false;
    this.#dirty.delete(agentId);
    const painted = await connection.pushView(this.#build(agentId), limitMs);
    this.#timelineSoon(agentId);
    return painted;
  }

  /** The view a console starts with. */
  first(agentId: UserId): AgentView {
    this.#timelineSoon(agentId);
    return this.#build(agentId);
  }

  #build(agentId: UserId): AgentView {
    const { router, agents, figures, registry, clock, parking, dialPolicy, voicemailInbox, callbackChanges } =
      this.#centre;
    const user = agents.user(agentId);
    const now = clock.now();
    this.#seq += 1;
    const contact = registry.ofAgent(agentId);
    return {
      seq: this.#seq,
      serverNow: now,
      status: router.status(agentId) ?? {
        agentId,
        state: "signed-out",
        reason: null,
        since: now,
        contactId: null,
        pendingNotReady: null,
      },
      reachability: { ...agents.reachability(agentId), pbxConnected: this.#pbxConnected },
      contact: contact ? consoleContact(contact, this.#centre.doNotCall.isListed(contact.record.ani.e164)) : null,
      today: figures.ofAgent(agentId),
      queues: (agents.config(agentId)?.memberships ?? []).slice(0, 50).map(({ queueId }) => {
        const { waiting, longestWaitSince } = router.queueSummary(queueId);
        return { queueId, waiting, longestWaitSince };
      }),
      parked: user ? parking.listFor(user) : [],
      mayDial: user !== null && dialPolicy.mayDial(user),
      messages: user ? voicemailInbox.countFor(user) : { open: 0, changedAt: 0 },
      callbacksChangedAt: user ? callbackChanges.changedAtFor(user) : 0,
      ...monitorParts(this.#centre, agentId),
    };
  }

  #flush(): void {
    this.#flushPlanned = false;
    const agents = [...this.#dirty];
    this.#dirty.clear();
    for (const agentId of agents) {
      const connection = this.#centre.agents.connection(agentId);
      // `pushView` never rejects: a console that does not answer is found out by the socket's heartbeat.
      if (connection) void connection.pushView(this.#build(agentId), VIEW_ACK_LIMIT_MS);
      this.#timelineSoon(agentId);
    }
  }

  /** After whatever else is to happen now: a call being set up waits for the view, but not for this. */
  #timelineSoon(agentId: UserId): void {
    const { registry, agents, scheduler, clock, settings, rush, log } = this.#centre;
    const shown = registry.ofAgent(agentId)?.context;
    const connection = agents.connection(agentId);
    if (!shown?.customerId || !connection) return;
    const { contactId, customerId } = shown;
    const key = `${contactId} ${customerId}`;
    if (this.#timelines.get(connection) === key) return;
    this.#timelines.set(connection, key);
    const send = (): void => {
      this.#sendTimeline(connection, contactId, customerId, key).catch((error: unknown) => {
        this.#timelines.delete(connection);
        log.error({ err: error, contactId }, "the customer's timeline could not be shown");
      });
    };
    const afterMs = settings.viewIntervalMs * TIMELINE_INTERVALS;
    if (afterMs > 0) scheduler.schedule(`timeline:${agentId}`, clock.now() + afterMs, () => rush.whenCalm(send));
    else setImmediate(send);
  }

  async #sendTimeline(
    connection: ConsoleConnection,
    contactId: ContactId,
    customerId: CustomerId,
    key: string,
  ): Promise<void> {
    const contacts = await this.#centre.callerRecords.timeline(contactId, customerId);
    // Somebody else is shown by now, and their own are on the way or there: the page keeps one.
    if (this.#timelines.get(connection) !== key) return;
    // Not there: asked for again with the next view.
    if (contacts === null) this.#timelines.delete(connection);
    connection.pushTimeline({
      contactId,
      customerId,
      contacts: contacts === null ? null : [...contacts],
    } as ContactTimeline);
  }
}

function consoleContact(contact: LiveContact, doNotCall: boolean): ConsoleContact | null {
  const { record, context, agentLeg, transferredBy } = contact;
  const { phase } = record;
  const agentId = agentLeg?.agentId ?? record.agentId;
  if (phase !== "offered" && phase !== "dialing" && phase !== "connected" && phase !== "wrap-up") return null;
  return {
    context,
    customer: contact.customer,
    phase,
    offerId: agentLeg?.offerId ?? null,
    // Also while a lost call is being brought back: the phone takes it by itself.
    ringing: agentLeg?.state === "ringing" || contact.parkedSince !== null,
    ringEndsAt: agentLeg?.ringEndsAt ?? null,
    held: contact.heldSince !== null,
    heldSince: contact.heldSince,
    connectedAt: record.answeredAt,
    endedAt: record.endedAt,
    wrapUpEndsAt: contact.wrapUpEndsAt,
    draft: contact.draft,
    callListEntry: contact.listEntry,
    doNotCall,
    notReached: phase === "wrap-up" && record.answeredAt === null ? notReached(record.outcome) : null,
    endedBy: record.endedBy,
    second: contact.second ? secondCallView(contact, contact.second) : null,
    consultedBy: consultedByView(contact),
    // Who fetches back whom they parked themselves has nobody to thank for the call.
    transferredBy: transferredBy === null || transferredBy.agentId === agentId ? null : transferredBy.name,
    customerGone: phase === "connected" && contact.customerLeg === null && contact.first === null,
    passedOn: record.passedOn,
  } as ConsoleContact;
}

function notReached(outcome: ContactOutcome | null): ConsoleContact["notReached"] {
  return outcome === "no-answer" || outcome === "busy" || outcome === "unreachable" || outcome === "failed"
    ? outcome
    : null;
}
