import type { HoursCalendar } from "../../../shared/domain/hours.ts";
import type { QueueId } from "../../../shared/domain/ids.ts";
import type { EpochMs } from "../../../shared/domain/time.ts";
import { nextChange, openAt } from "../../hours/opening-times.ts";
import type { Centre } from "../centre.ts";

interface Standing {
  readonly open: boolean;
  /** null: stays as it is, or not soon. */
  readonly changesAt: EpochMs | null;
}

/** A calendar that never changes is looked at again so often. */
const LOOK_AGAIN_MS = 24 * 3_600_000;

/**
 * Tells the routing core when queues open and close: at once after a start or a change of the configuration, then at each change by
 * its absolute time. The core itself knows no clock on the wall.
 */
export class OpeningHours {
  readonly #centre: Centre;
  #calendars: ReadonlyMap<string, HoursCalendar> = new Map();
  /** As they stood at the last change: a board asks often, and the next change is dear to compute. */
  #standing: ReadonlyMap<string, Standing> = new Map();
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
  changesAt(queueId: QueueId): EpochMs | null {
    const calendarId = this.#centre.queues.get(queueId)?.calendarId ?? null;
    return calendarId === null ? null : (this.#standing.get(calendarId)?.changesAt ?? null);
  }

  #tellAll(): void {
    const { queues, router, clock, scheduler, wallboard } = this.#centre;
    const now = clock.now();
    const standing = new Map<string, Standing>();
    for (const calendar of this.#calendars.values()) {
      const changesAt = nextChange(calendar, now)?.at ?? null;
      standing.set(calendar.calendarId, { open: openAt(calendar, now), changesAt });
    }
    this.#standing = standing;
    for (const { queueId, calendarId } of queues.values()) {
      // A calendar that is not there closes nothing: better an agent too many than a caller turned away by a slip.
      const isOpen = calendarId === null ? true : (standing.get(calendarId)?.open ?? true);
      if (this.#told.get(queueId) === isOpen || (isOpen && !this.#told.has(queueId))) {
        this.#told.set(queueId, isOpen);
        continue;
      }
      this.#told.set(queueId, isOpen);
      router.submit({ type: "queue-hours", queueId, open: isOpen });
    }
    // Where nobody waits the core has nothing to do, but what a board shows has changed.
    wallboard.touch();
    const changes = [...standing.values()].map(({ changesAt }) => changesAt ?? Number.POSITIVE_INFINITY);
    scheduler.schedule("hours", Math.min(now + LOOK_AGAIN_MS, ...changes), () => this.#tellAll());
  }
}
