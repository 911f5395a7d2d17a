import type { BridgeId, ChannelId } from "../../shared/domain/ids.ts";
import type { DurationMs, EpochMs } from "../../shared/domain/time.ts";
import type { TelephonySnapshot } from "../ports/telephony.ts";
import { CAUSE_UNKNOWN } from "./outcome-of-cause.ts";
import type { Centre } from "./centre.ts";
import type { LegMusic } from "./leg-music.ts";
import type { AgentLeg, LiveContact, SecondCall } from "./live-contact.ts";
import { rearrange } from "./transfers/arrange.ts";
import { placesOf } from "./transfers/places.ts";
import type { Recovery } from "./recovery.ts";
import type { TelephonyEvents } from "./telephony-events.ts";

/** Orphan legs and missed events are looked for this often (telephony.md: treat loss of events as normal). */
const INTERVAL_MS: DurationMs = 60_000;
/** After a request failed or a leg was found missing. */
const SOON_MS: DurationMs = 5_000;
/** A leg that nobody knows may be one whose arrival is being reported just now. */
const ORPHAN_AFTER_MS: DurationMs = 4_000;

/**
 * Compares what the centre believes with what the PBX has, and puts right what differs:
 *
 *   a leg of ours is missing         -> as if its end had been reported
 *   a leg that nobody knows          -> ended, if it is still unknown at the second look
 *   a bridge that nobody knows       -> removed
 *   talking, but not in the bridge   -> joined;   held, parked or waiting, but in it -> taken out
 *   talking, but music may play on   -> stopped;   the customer is held, but the agent may hear it -> the agent's stopped
 *   a supervisor is not connected  -> connected again; what is left of one who is gone -> ended at once
 *   SIP logins lost or left over     -> made again, revoked
 *
 * What was touched after the snapshot began is left alone: the snapshot is older than the truth.
 */
export class Reconciliation {
  readonly #centre: Centre;
  readonly #recovery: Recovery;
  readonly #events: TelephonyEvents;
  /** Unknown legs -> when they were seen first. */
  #suspects = new Map<ChannelId, EpochMs>();
  #running: Promise<void> | null = null;
  #again = false;
  #soonPlanned = false;
  #started = false;
  #stopped = false;

  constructor(centre: Centre, recovery: Recovery, events: TelephonyEvents) {
    this.#centre = centre;
    this.#recovery = recovery;
    this.#events = events;
  }

  /** The first comparison, after a start; rejects when the PBX cannot be asked. Then regular ones follow. */
  async start(): Promise<void> {
    const first = this.#once();
    this.#running = first;
    try {
      await first;
    } finally {
      this.#running = null;
    }
    this.#started = true;
    this.#plan();
  }

  stop(): void {
    this.#stopped = true;
    this.#centre.scheduler.cancel("reconcile");
    this.#centre.scheduler.cancel("reconcile:soon");
  }

  /** In a few seconds, once for however many reasons. */
  soon(): void {
    if (this.#soonPlanned || this.#stopped) return;
    this.#soonPlanned = true;
    const { scheduler, clock } = this.#centre;
    scheduler.schedule("reconcile:soon", clock.now() + SOON_MS, () => {
      this.#soonPlanned = false;
      this.now();
    });
  }

  /** Now, or right after the comparison that is under way. */
  now(): void {
    if (this.#stopped || !this.#started) return;
    if (this.#running) {
      this.#again = true;
      return;
    }
    this.#running = this.#once()
      .catch((error: unknown) => {
        const { log, views } = this.#centre;
        log.error({ err: error }, "calls could not be compared with the PBX; tried again");
        // After a restart of the PBX logins are pushed by it: until then nobody can be rung. Without a line its return says when.
        if (views.pbxConnected) this.soon();
      })
      .finally(() => {
        this.#running = null;
        if (!this.#again) return;
        this.#again = false;
        this.now();
      });
  }

  #plan(): void {
    const { scheduler, clock } = this.#centre;
    scheduler.schedule("reconcile", clock.now() + INTERVAL_MS, () => {
      this.now();
      this.#plan();
    });
  }

  async #once(): Promise<void> {
    const { telephony, registry, contacts, phoneLogins, playbackStops, monitors } = this.#centre;
    contacts.saveKept();
    const mark = registry.mark();
    const snapshot = await telephony.snapshot();
    const alive = new Set(snapshot.channels.map((channel) => channel.channelId));
    await this.#recovery.adoptOpen(snapshot);
    this.#endVanished(alive, mark);
    this.#centre.legsAhead.compare(alive, mark);
    playbackStops.compare(alive);
    monitors.compare(snapshot, mark);
    this.#repairBridges(snapshot, mark);
    this.#endOrphans(snapshot);
    await phoneLogins.compare();
  }

  #endVanished(alive: ReadonlySet<ChannelId>, mark: number): void {
    for (const contact of [...this.#centre.registry.all()]) {
      if (contact.touched > mark) continue;
      const { customerLeg, agentLeg, outsideLeg } = contact;
      if (outsideLeg && !alive.has(outsideLeg.channelId)) this.#events.legEnded(outsideLeg.channelId, CAUSE_UNKNOWN);
      if (customerLeg && !alive.has(customerLeg)) this.#events.legEnded(customerLeg, CAUSE_UNKNOWN);
      if (agentLeg && agentLeg.state !== "reserved" && !alive.has(agentLeg.channelId) && contact.agentLeg === agentLeg)
        this.#events.legEnded(agentLeg.channelId, CAUSE_UNKNOWN);
    }
  }

  #repairBridges(snapshot: TelephonySnapshot, mark: number): void {
    const states = new Map(snapshot.channels.map(({ channelId, state }) => [channelId, state]));
    const bridges = new Map(snapshot.bridges.map((bridge) => [bridge.bridgeId, new Set(bridge.channelIds)]));
    for (const contact of this.#centre.registry.all()) {
      const { bridgeId, customerLeg, agentLeg, record } = contact;
      if (contact.first) continue;
      if (contact.second) {
        this.#repairTwoCalls(contact, contact.second, snapshot, mark);
        continue;
      }
      if (contact.touched > mark || !customerLeg || record.phase === "dialing") continue;
      if (states.get(customerLeg) === "ringing") contact.customerLegUp = false;
      const inside = bridgeId ? (bridges.get(bridgeId) ?? null) : null;
      if (record.phase === "forwarded" && contact.outsideLeg?.state === "up") {
        const together = inside?.has(customerLeg) && inside.has(contact.outsideLeg.channelId);
        if (!together || contact.music.mayPlay || contact.partyMusic.mayPlay) this.#centre.outsideLegs.join(contact);
      } else if (record.phase === "forwarded" || record.phase === "parked") {
        this.#centre.transfers.play(contact);
      } else if (record.phase !== "connected" || contact.heldSince !== null || contact.parkedSince !== null) {
        if (bridgeId && inside?.has(customerLeg)) this.#takeOut(contact, bridgeId, customerLeg);
        else if (record.phase === "connected") this.#centre.transfers.play(contact);
        if (agentLeg?.state === "up") this.#stopAgain(contact, contact.partyMusic, agentLeg.channelId);
      } else if (agentLeg?.state === "up") this.#repairTalk(contact, customerLeg, agentLeg, inside);
    }
  }

  #repairTalk(
    contact: LiveContact,
    customerLeg: ChannelId,
    agentLeg: AgentLeg,
    inside: ReadonlySet<ChannelId> | null,
  ): void {
    const { conversations, log } = this.#centre;
    const { contactId } = contact.record;
    if (contact.customerLegUp && inside?.has(customerLeg) && inside.has(agentLeg.channelId)) {
      // Whoever asked for the stop may have had two calls then, and has one now: nobody else asks again.
      this.#stopAgain(contact, contact.music, customerLeg);
      this.#stopAgain(contact, contact.partyMusic, agentLeg.channelId);
      return;
    }
    log.warn({ contactId }, "legs were not together: joined again");
    if (!inside) contact.bridgeId = null;
    // Nobody knows whether it still plays: a stop too many does no harm.
    contact.music.adopted(false);
    conversations.join(contact, agentLeg);
  }

  #stopAgain(contact: LiveContact, music: LegMusic, leg: ChannelId): void {
    const { conversations, telephony, log } = this.#centre;
    if (!music.mayPlay) return;
    log.info({ contactId: contact.record.contactId }, "music may still play where none belongs: stopped again");
    conversations.attempt(contact, "music off", music.stop(telephony, leg));
  }

  #repairTwoCalls(first: LiveContact, second: SecondCall, { bridges }: TelephonySnapshot, mark: number): void {
    if (first.touched > mark || second.contact.touched > mark) return;
    const bridgeOf = (leg: ChannelId) => bridges.find(({ channelIds }) => channelIds.includes(leg))?.bridgeId ?? null;
    const wrong = placesOf(first, second).filter(
      ({ leg, bridgeId, music, hearsMusic }) =>
        bridgeOf(leg) !== bridgeId || (hearsMusic ? !music.isOn : music.mayPlay),
    );
    if (wrong.length === 0) return;
    this.#centre.log.warn(
      { contactId: first.record.contactId },
      "legs of two calls were not in their places: arranged",
    );
    // Nobody knows what plays: asked for again, or stopped once too often.
    for (const { music } of wrong) music.adopted(false);
    rearrange(this.#centre, first);
  }

  #takeOut(contact: LiveContact, bridgeId: BridgeId, customerLeg: ChannelId): void {
    const { telephony, conversations, registry, log } = this.#centre;
    log.warn({ contactId: contact.record.contactId }, "customer was in the bridge without a conversation: taken out");
    registry.touch(contact);
    conversations.attempt(contact, "take out", telephony.removeFromBridge(bridgeId, customerLeg));
    conversations.attempt(contact, "music", contact.music.start(telephony, customerLeg));
  }

  #endOrphans(snapshot: TelephonySnapshot): void {
    const { registry, legsAhead, monitors, telephony, clock, log } = this.#centre;
    const seen = new Map<ChannelId, EpochMs>();
    for (const { channelId } of snapshot.channels) {
      if (registry.byChannel(channelId) || legsAhead.has(channelId) || monitors.has(channelId)) continue;
      const since = this.#suspects.get(channelId) ?? clock.now();
      seen.set(channelId, since);
      if (clock.now() - since < ORPHAN_AFTER_MS) continue;
      telephony
        .hangup(channelId, "normal")
        .catch((error: unknown) => log.warn({ err: error, channelId }, "orphan leg could not be ended"));
    }
    this.#suspects = seen;
    if (seen.size > 0) this.soon();
    const known = new Set([...registry.all()].map((contact) => contact.bridgeId));
    for (const { bridgeId } of snapshot.bridges) {
      if (known.has(bridgeId) || monitors.ownsBridge(bridgeId)) continue;
      telephony
        .destroyBridge(bridgeId)
        .catch((error: unknown) => log.warn({ err: error, bridgeId }, "orphan bridge could not be removed"));
    }
  }
}
