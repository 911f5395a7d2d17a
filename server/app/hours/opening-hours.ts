import type { HoursCalendar } from "../../../shared/domain/hours.ts";
import type { QueueId } from "../../../shared/domain/ids.ts";
import { nextChange, openAt } from "../../hours/opening-times.ts";
import type { Centre } from "../centre.ts";

/** A calendar that never changes is looked at again so often. */
const LOOK_AGAIN_MS = 24 * 3_600_000;

/**
 * Tells the routing core when queues open and close: at once after a start or a change of the configuration, then at each change by
 * its absolute time. The core itself knows no clock on the wall.
 */
export class OpeningHours {
  readonly #centre: Centre;
  #calendars: ReadonlyMap<string, HoursCalendar> = new Map();
  readonly #told = new Map<QueueId, boolean>();

  constructor(centre: Centre) {
    this.#centre = centre;
  }

  /** After the queues were configured. */
  async load(): Promise<void> {
    const calendars = await this.#centre.hoursStore.calendars();
    this.#calendars = new Map(calendars.map((calendar) => [calendar.calendarId, calendar]));
    for (const queueId of [...this.#told.keys()]) if (!this.#centre.queues.has(queueId)) this.#told.delete(queueId);
    this.#tellAll();
  }

  isOpen(queueId: QueueId): boolean {
    return this.#told.get(queueId) ?? true;
  }

  /** When the queue opens or closes next; null: always open, or not soon. */
  changesAt(queueId: QueueId): number | null {
    const calendar = this.#calendarOf(queueId);
    return calendar === null ? null : (nextChange(calendar, this.#centre.clock.now())?.at ?? null);
  }

  #tellAll(): void {
    const { queues, router, clock, scheduler } = this.#centre;
    const now = clock.now();
    let wakeAt = now + LOOK_AGAIN_MS;
    const open = new Map<string, boolean>();
    for (const calendar of this.#calendars.values()) {
      open.set(calendar.calendarId, openAt(calendar, now));
      wakeAt = Math.min(wakeAt, nextChange(calendar, now)?.at ?? wakeAt);
    }
    for (const { queueId, calendarId } of queues.values()) {
      // A calendar that is not there closes nothing: better an agent too many than a caller turned away by a slip.
      const isOpen = calendarId === null ? true : (open.get(calendarId) ?? true);
      if (this.#told.get(queueId) === isOpen || (isOpen && !this.#told.has(queueId))) {
        this.#told.set(queueId, isOpen);
        continue;
      }
      this.#told.set(queueId, isOpen);
      router.submit({ type: "queue-hours", queueId, open: isOpen });
    }
    scheduler.schedule("hours", wakeAt, () => this.#tellAll());
  }

  #calendarOf(queueId: QueueId): HoursCalendar | null {
    const calendarId = this.#centre.queues.get(queueId)?.calendarId ?? null;
    return calendarId === null ? null : (this.#calendars.get(calendarId) ?? null);
  }
}
