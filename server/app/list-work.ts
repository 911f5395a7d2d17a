import { startOfDay } from "../../shared/domain/calendar-day.ts";
import type { CallListEntry, NextEntry } from "../../shared/domain/call-list.ts";
import type { CalledPlace, CallPermit, ListOutlook, ListPause } from "../../shared/domain/calling-hours.ts";
import type { Disposition } from "../../shared/domain/contact.ts";
import { asId, type CallListEntryId, type CallListId, type UserId } from "../../shared/domain/ids.ts";
import type { EpochMs } from "../../shared/domain/time.ts";
import { callableFrom, callingStateAt } from "../hours/calling-hours.ts";
import { CommandError } from "../ports/console-app.ts";
import type { PlaceStanding, Redial } from "../ports/call-list-store.ts";
import type { Centre } from "./centre.ts";
import type { LiveContact } from "./live-contact.ts";

/** What the agent said came of it that ends the work on an entry; anything else leaves it open for another attempt. */
const FINISHING: readonly Disposition[] = [
  "resolved",
  "sale",
  "not-interested",
  "wrong-number",
  "complaint",
  "do-not-call",
];

/**
 * Who of a call list may be rung, and when: by the hours of day where they are, by what was tried before. Asked when an entry is
 * leased, once more when it is dialled, and for what a list's page says of it. Modes that dial by themselves ask the same.
 */
export class ListWork {
  readonly #centre: Centre;

  constructor(centre: Centre) {
    this.#centre = centre;
  }

  /** Whom the agent calls next; with nobody, when and why not before. */
  async next(agentId: UserId, callListId: CallListId): Promise<NextEntry> {
    const { callLists, settings, clock } = this.#centre;
    const now = clock.now();
    const redial = this.#redialAt(now);
    const limits = { redial, mayRing: (place: CalledPlace) => this.#hoursAt(place, now).open };
    const entry = await callLists.next(callListId, agentId, settings.listLeaseMs, now, limits);
    return { entry, pause: entry === null ? await this.#pauseOf(callListId, redial, now) : null };
  }

  async skip(agentId: UserId, entryId: CallListEntryId): Promise<void> {
    const { callLists, clock } = this.#centre;
    await callLists.skip(entryId, agentId, clock.now());
  }

  /** The agent is signed out: colleagues need not wait for the lease of whom they looked at. */
  release(agentId: UserId): void {
    const { callLists, registry, log } = this.#centre;
    const calling = registry.ofAgent(agentId)?.record.callListEntryId ?? null;
    callLists
      .release(agentId, calling === null ? null : asId<CallListEntryId>(calling))
      .catch((error: unknown) => log.error({ err: error, agentId }, "entries of a call list could not be released"));
  }

  /**
   * The entry that this agent holds, with what its call is allowed by. What was right when it was leased may not be any more.
   * @throws CommandError `on-do-not-call-list` | `forbidden` | `dial-forbidden` | `outside-calling-hours` | `called-before`
   */
  async permitted(agentId: UserId, entryId: CallListEntryId): Promise<{ entry: CallListEntry; permit: CallPermit }> {
    const { callLists, dialPolicy, doNotCall, clock } = this.#centre;
    const entry = await callLists.entry(entryId);
    const now = clock.now();
    // Before the lease: whoever is put on the list is taken from the agent who looks at them.
    if (entry && doNotCall.isListed(entry.phone)) this.#refuse(agentId, entry, "on-do-not-call-list", now);
    if (!entry || entry.leasedBy !== agentId || entry.state !== "leased") throw new CommandError("forbidden");
    dialPolicy.permitListed(agentId, entry.phone);
    const refusal = !this.#hoursAt(entry.place, now).open
      ? "outside-calling-hours"
      : (await callLists.pausingUntil(entry.phone, this.#redialAt(now), now)) !== null
        ? "called-before"
        : null;
    if (refusal === null) return { entry, permit: this.#permitOf(entry.place) };
    return this.#refuse(agentId, entry, refusal, now);
  }

  #refuse(
    agentId: UserId,
    { phone }: CallListEntry,
    because: "on-do-not-call-list" | "outside-calling-hours" | "called-before",
    at: EpochMs,
  ): never {
    const payload = { number: phone, purpose: "call-list", because };
    this.#centre.journal.append({ at, type: "dial.refused", contactId: null, agentId, payload });
    throw new CommandError(because);
  }

  /** What would come of this list's open entries now. */
  async outlook(callListId: CallListId): Promise<ListOutlook> {
    const { callLists, clock } = this.#centre;
    const now = clock.now();
    const { places, held, doNotCall } = await callLists.standing(callListId, this.#redialAt(now), now);
    const closed = places.filter(({ place }) => !this.#hoursAt(place, now).open);
    const open = places.filter((each) => !closed.includes(each));
    const pausing = sum(open.map((each) => each.pausing));
    return {
      callable: sum(open.map((each) => each.open)) - pausing,
      outOfHours: sum(closed.map((each) => each.open)),
      hoursFrom: earliest(closed.map(({ place }) => this.#callableFrom(place, now))),
      pausing,
      pausingUntil: earliest(open.map(({ pausingUntil }) => pausingUntil)),
      held,
      doNotCall,
    };
  }

  /** Wrap-up of a dialled contact is over: the attempt stands in the list. */
  attemptEnded({ record, permit }: LiveContact): void {
    const { callLists, log } = this.#centre;
    if (!record.callListEntryId || !record.agentId) return;
    callLists
      .recordAttempt({
        entryId: asId<CallListEntryId>(record.callListEntryId),
        contactId: record.contactId,
        agentId: record.agentId,
        at: record.arrivedAt,
        outcome: record.outcome ?? "failed",
        disposition: record.disposition,
        permit,
        finished: record.disposition !== null && FINISHING.includes(record.disposition),
      })
      .catch((error: unknown) =>
        log.error({ err: error, contactId: record.contactId }, "attempt could not be recorded"),
      );
  }

  /** Of the one who may be called first. */
  async #pauseOf(callListId: CallListId, redial: Redial, now: EpochMs): Promise<ListPause | null> {
    const { places } = await this.#centre.callLists.standing(callListId, redial, now);
    let first: ListPause | null = null;
    for (const standing of places) {
      const pause = this.#pauseAt(standing, now);
      if (pause !== null && (first === null || pause.at < first.at)) first = pause;
    }
    return first;
  }

  #pauseAt({ place, open, pausing, pausingUntil }: PlaceStanding, now: EpochMs): ListPause | null {
    // Somebody there need not wait for anything but the hours.
    const from = pausing < open ? now : (pausingUntil ?? now);
    const at = this.#callableFrom(place, from);
    if (at === null) return null;
    const hours = this.#hoursAt(place, from);
    // After the pause it is still a time for calls: then it is the pause that they wait for.
    if (hours.open) return { at, because: "called-before", timeZone: null };
    return { at, because: hours.because, timeZone: hours.timeZone };
  }

  #permitOf(place: CalledPlace): CallPermit {
    const { settings } = this.#centre;
    return {
      rule: settings.callingHoursOf(place.country).ruleId,
      timeZones: [...this.#zonesOf(place)],
      doNotCallVersion: this.#centre.doNotCall.version(),
    };
  }

  #hoursAt(place: CalledPlace, at: EpochMs) {
    return callingStateAt(this.#centre.settings.callingHoursOf(place.country), this.#zonesOf(place), at);
  }

  #callableFrom(place: CalledPlace, at: EpochMs): EpochMs | null {
    return callableFrom(this.#centre.settings.callingHoursOf(place.country), this.#zonesOf(place), at);
  }

  /** A number that tells no place is treated as if it were here. */
  #zonesOf({ timeZones }: CalledPlace): readonly string[] {
    return timeZones.length === 0 ? [this.#centre.settings.timeZone] : timeZones;
  }

  #redialAt(now: EpochMs): Redial {
    const { redialRule, timeZone } = this.#centre.settings;
    return {
      rule: redialRule,
      dayStartedAt: startOfDay(now, 0, timeZone),
      nextDayAt: startOfDay(now, 1, timeZone),
    };
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}

function earliest(times: readonly (EpochMs | null)[]): EpochMs | null {
  return times.reduce((first, at) => (at !== null && (first === null || at < first) ? at : first), null);
}
