import type { ContactOutcome, ContactPhase, ContactRecord } from "../../shared/domain/contact.ts";
import type { ChannelId, ContactId, PlaybackId, UserId } from "../../shared/domain/ids.ts";
import type { EpochMs } from "../../shared/domain/time.ts";
import type { Centre } from "./centre.ts";
import type { ContactTimer, LiveContact } from "./live-contact.ts";

/** More live contacts than this and new calls are refused: the PBX and the machine are far beyond their size. */
export const LIVE_CONTACTS_MAX = 20_000;

/** `outside`: a number that the customer was given to, or that is asked. */
export type LegRole = "customer" | "agent" | "outside";

/** All contacts that are not closed, found by id, channel, playback or agent; and their record in the store. */
export class ContactRegistry {
  readonly #centre: Centre;
  readonly #unsaved = new Set<LiveContact>();
  readonly #byId = new Map<ContactId, LiveContact>();
  readonly #byChannel = new Map<ChannelId, { contact: LiveContact; role: LegRole }>();
  readonly #byPlayback = new Map<PlaybackId, LiveContact>();
  readonly #byAgent = new Map<UserId, LiveContact>();
  #ticks = 0;

  constructor(centre: Centre) {
    this.#centre = centre;
  }

  get size(): number {
    return this.#byId.size;
  }

  /** How many legs and playbacks are bound; for tests that look for leaks. */
  get bound(): { readonly channels: number; readonly playbacks: number; readonly agents: number } {
    return { channels: this.#byChannel.size, playbacks: this.#byPlayback.size, agents: this.#byAgent.size };
  }

  all(): IterableIterator<LiveContact> {
    return this.#byId.values();
  }

  /** Counts up: what is touched after a mark is newer than whatever was asked of the PBX at it. */
  mark(): number {
    this.#ticks += 1;
    return this.#ticks;
  }

  touch(contact: LiveContact): void {
    contact.touched = this.mark();
  }

  get(contactId: ContactId): LiveContact | null {
    return this.#byId.get(contactId) ?? null;
  }

  byChannel(channelId: ChannelId): { contact: LiveContact; role: LegRole } | null {
    return this.#byChannel.get(channelId) ?? null;
  }

  byPlayback(playbackId: PlaybackId): LiveContact | null {
    return this.#byPlayback.get(playbackId) ?? null;
  }

  /** The one contact an agent is offered, talks on or wraps up. */
  ofAgent(agentId: UserId): LiveContact | null {
    return this.#byAgent.get(agentId) ?? null;
  }

  add(contact: LiveContact): void {
    this.#byId.set(contact.record.contactId, contact);
    this.save(contact);
    // Nothing is routed yet, and a board counts who is in the menus.
    this.#centre.wallboard.touch();
  }

  bindChannel(channelId: ChannelId, contact: LiveContact, role: LegRole): void {
    this.#byChannel.set(channelId, { contact, role });
    this.touch(contact);
  }

  unbindChannel(channelId: ChannelId): void {
    this.#byChannel.delete(channelId);
  }

  bindPlayback(playbackId: PlaybackId, contact: LiveContact): void {
    this.#byPlayback.set(playbackId, contact);
  }

  unbindPlayback(playbackId: PlaybackId): void {
    this.#byPlayback.delete(playbackId);
  }

  bindAgent(agentId: UserId, contact: LiveContact): void {
    this.#byAgent.set(agentId, contact);
  }

  unbindAgent(agentId: UserId, contact: LiveContact): void {
    if (this.#byAgent.get(agentId) === contact) this.#byAgent.delete(agentId);
  }

  /** One timer of each kind for a contact; it ends with the contact. */
  arm(contact: LiveContact, kind: ContactTimer, dueAt: EpochMs, fire: () => void): void {
    contact.timers.add(kind);
    this.#centre.scheduler.schedule(timerIdOf(contact, kind), dueAt, () => {
      contact.timers.delete(kind);
      fire();
    });
  }

  disarm(contact: LiveContact, kind: ContactTimer): void {
    if (contact.timers.delete(kind)) this.#centre.scheduler.cancel(timerIdOf(contact, kind));
  }

  setPhase(contact: LiveContact, phase: ContactPhase): void {
    contact.record.phase = phase;
    this.save(contact);
  }

  save(contact: LiveContact): void {
    this.#unsaved.delete(contact);
    this.#centre.figures.book(contact.record);
    this.#centre.callbackChanges.look(contact);
    this.#centre.contacts.save(snapshotOf(contact));
  }

  /**
   * For the steps between arriving and talking: the journal has them already, and a restart that finds an older phase in the
   * record queues the caller again all the same. Saved `viewIntervalMs` later: a caller whom an agent answers meanwhile is saved once.
   */
  setPhaseSoon(contact: LiveContact, phase: ContactPhase): void {
    const { figures, scheduler, clock, settings } = this.#centre;
    contact.record.phase = phase;
    figures.book(contact.record);
    if (this.#unsaved.size === 0) {
      const save = (): void => this.saveUnsaved();
      if (settings.viewIntervalMs === 0) setImmediate(save);
      else scheduler.schedule("save-soon", clock.now() + settings.viewIntervalMs, save);
    }
    this.#unsaved.add(contact);
  }

  /** What `setPhaseSoon` has put off; also for a stop. */
  saveUnsaved(): void {
    for (const contact of [...this.#unsaved]) this.save(contact);
  }

  /** The end of a contact: its record is final and nothing points at it any more. */
  close(contact: LiveContact, outcome: ContactOutcome): void {
    const { record } = contact;
    if (record.phase === "closed") return;
    record.outcome ??= outcome;
    record.endedAt ??= this.#centre.clock.now();
    record.phase = "closed";
    this.save(contact);
    this.#byId.delete(record.contactId);
    for (const kind of [...contact.timers]) this.disarm(contact, kind);
    if (contact.customerLeg) this.unbindChannel(contact.customerLeg);
    if (contact.agentLeg) this.unbindChannel(contact.agentLeg.channelId);
    if (contact.outsideLeg) this.unbindChannel(contact.outsideLeg.channelId);
    if (contact.announcement) this.unbindPlayback(contact.announcement);
    if (record.agentId) this.unbindAgent(record.agentId, contact);
    this.#centre.journal.append({
      at: this.#centre.clock.now(),
      type: "contact.closed",
      contactId: record.contactId,
      agentId: record.agentId,
      payload: { outcome: record.outcome, disposition: record.disposition },
    });
    this.#centre.waitPromises.closed(record);
    this.#centre.wallboard.touch();
  }
}

function timerIdOf(contact: LiveContact, kind: ContactTimer): string {
  return `${kind}:${contact.record.contactId}`;
}

export function snapshotOf(contact: LiveContact): ContactRecord {
  return { ...contact.record, collected: [...contact.record.collected] };
}
