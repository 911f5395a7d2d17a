import type { ListOutlook, ListPause } from "../../../shared/domain/calling-hours.ts";
import type { DoNotCallPage } from "../../../shared/domain/do-not-call.ts";
import type { EpochMs } from "../../../shared/domain/time.ts";

const HOUR_MS = 3_600_000;

/** Who of a list may be called, and who asked not to be. */
export function outlook(now: EpochMs): ListOutlook {
  return {
    callable: 9,
    outOfHours: 4,
    hoursFrom: now + 9 * HOUR_MS,
    pausing: 3,
    pausingUntil: now + HOUR_MS / 4,
    held: 2,
    doNotCall: 1,
  };
}

/** In each of these the clock never changes; whatever time it is here, it is from four to seven in the morning in one of them. */
const UTC_HOURS = {
  "Pacific/Honolulu": -10,
  "America/Phoenix": -7,
  "America/Bogota": -5,
  "America/Sao_Paulo": -3,
  "Africa/Abidjan": 0,
  "Africa/Nairobi": 3,
  "Asia/Tashkent": 5,
  "Asia/Bangkok": 7,
  "Asia/Tokyo": 9,
  "Pacific/Noumea": 11,
} as const;
const DAY_MS = 24 * HOUR_MS;
const OPENS_MS = 8 * HOUR_MS;

/** Nobody may be called: it is early morning where they are. */
export function tooEarly(now: EpochMs): ListPause {
  for (const [timeZone, hours] of Object.entries(UTC_HOURS)) {
    const sinceMidnightMs = (now + hours * HOUR_MS) % DAY_MS;
    if (sinceMidnightMs >= 4 * HOUR_MS && sinceMidnightMs < 7 * HOUR_MS)
      return { at: now + OPENS_MS - sinceMidnightMs, because: "too-early", timeZone };
  }
  throw new Error("no zone is in its early morning");
}

/** What the same list says of itself then. */
export function nobodyYet(now: EpochMs): ListOutlook {
  const waiting = { ...outlook(now), callable: 0, pausing: 0, pausingUntil: null, held: 0 };
  return { ...waiting, outOfHours: 16, hoursFrom: tooEarly(now).at };
}

export function doNotCall(now: EpochMs, isEmpty: boolean): DoNotCallPage {
  if (isEmpty) return { numbers: [], total: 0, found: 0, changes: [] };
  const common = { contactId: null };
  return {
    numbers: [
      {
        ...common,
        phone: "+8613800138702",
        addedAt: now - HOUR_MS,
        byName: "Ana Silva",
        because: "asked",
        note: "Two calls this week were too many",
      },
      {
        ...common,
        phone: "+442071234567",
        addedAt: now - 30 * HOUR_MS,
        byName: "Grace Okafor",
        because: "added",
        note: "By letter",
      },
      {
        ...common,
        phone: "+8613800138811",
        addedAt: now - 200 * HOUR_MS,
        byName: "Grace Okafor",
        because: "imported",
        note: "",
      },
    ],
    total: 3,
    found: 3,
    changes: [
      {
        version: 5,
        at: now - HOUR_MS,
        phone: "+8613800138702",
        change: "added",
        byName: "Ana Silva",
        note: "Two calls this week were too many",
      },
      {
        version: 4,
        at: now - 26 * HOUR_MS,
        phone: "+8613800138955",
        change: "removed",
        byName: "Grace Okafor",
        note: "Asked for offers again, by mail",
      },
      {
        version: 3,
        at: now - 30 * HOUR_MS,
        phone: "+442071234567",
        change: "added",
        byName: "Grace Okafor",
        note: "By letter",
      },
    ],
  };
}
