import type { OpenRange } from "../../shared/domain/hours.ts";
import type { DurationMs } from "../../shared/domain/time.ts";
import type { CallingHours } from "../hours/calling-hours.ts";
import { australianHolidays, britishHolidays, frenchHolidays, germanHolidays } from "../hours/public-holidays.ts";
import type { RedialRule } from "../ports/call-list-store.ts";

const MINUTE_MS: DurationMs = 60_000;
const NEVER: readonly OpenRange[] = [];

/** With where a rule comes from, and when that was looked up. Not legal advice: whoever calls answers for it. */
interface Sourced {
  readonly source: string;
  readonly lookedUp: string;
}

/** How often, and how soon again, a number may be called; by the centre's country (ISO 3166-1). */
const REDIAL_RULES: Readonly<Record<string, RedialRule & Sourced>> = {
  CN: {
    pauseMs: 30 * MINUTE_MS,
    attemptsPerDayMax: 3,
    source:
      "telemarketing guidance of Chinese carriers, by a secondary source: three calls a number a day, half an hour apart",
    lookedUp: "2026-11-20",
  },
};

/** Where no rule is known: the strictest that is. */
const CAUTIOUS_REDIAL: RedialRule = { pauseMs: 30 * MINUTE_MS, attemptsPerDayMax: 3 };

/** At which hours of the called party's own day; by the country of their number. */
const CALLING_HOURS: Readonly<Record<string, CallingHours & Sourced>> = {
  CN: {
    ...everyDay("CN", hours(9, 21)),
    source:
      "carriers' conditions for outbound lines, by secondary sources: 9:00 to 21:00 on every day; the thirteen ministries' " +
      "programme against nuisance calls (2018) has the hours of marketing calls regulated without naming any",
    lookedUp: "2026-11-23",
  },
  US: {
    ...everyDay("US", hours(8, 21)),
    source: "47 CFR 64.1200(c)(1), 16 CFR 310.4(c): not before 8 a.m. or after 9 p.m. at the called party's location",
    lookedUp: "2026-11-23",
  },
  CA: {
    ruleId: "CA",
    mondayToFriday: hours(9, 21.5),
    saturday: hours(10, 18),
    sunday: hours(10, 18),
    source:
      "CRTC Unsolicited Telecommunications Rules, Part III: 9:00 to 21:30 on weekdays, 10:00 to 18:00 at weekends",
    lookedUp: "2026-11-23",
  },
  GB: {
    ruleId: "GB",
    mondayToFriday: hours(8, 21),
    saturday: hours(9, 21),
    sunday: NEVER,
    closedDates: britishHolidays,
    source:
      "Direct Marketing Association's code: 8:00 to 21:00, Saturdays 9:00 to 21:00, no Sundays or public holidays; " +
      "Ofcom and the ICO name no hours (the ICO: none that are antisocial)",
    lookedUp: "2026-11-23",
  },
  DE: {
    ruleId: "DE",
    mondayToFriday: hours(8, 20),
    saturday: hours(9, 18),
    sunday: NEVER,
    closedDates: germanHolidays,
    source:
      "Branchenkodex of CCV and DDV on section 7 UWG: 8:00 to 20:00, Saturdays 9:00 to 18:00, no Sundays or holidays",
    lookedUp: "2026-11-23",
  },
  FR: {
    ruleId: "FR",
    mondayToFriday: [...hours(10, 13), ...hours(14, 20)],
    saturday: NEVER,
    sunday: NEVER,
    closedDates: frenchHolidays,
    source:
      "Code de la consommation, D. 223-9 (décret 2022-1313): 10:00 to 13:00, 14:00 to 20:00, no weekends or holidays",
    lookedUp: "2026-11-23",
  },
  AU: {
    ruleId: "AU",
    mondayToFriday: hours(9, 20),
    saturday: hours(9, 17),
    sunday: NEVER,
    closedDates: australianHolidays,
    source:
      "Telemarketing and Research Calls Industry Standard 2017: 9:00 to 20:00, Saturdays 9:00 to 17:00, no Sundays or " +
      "national public holidays",
    lookedUp: "2026-11-23",
  },
};

/** Where no rule is known. */
const CAUTIOUS_HOURS: CallingHours = everyDay("cautious", hours(9, 20));
/** Without an outside line only a web phone can ring, and whoever has opened one is awake. */
const NO_TRUNK_HOURS: CallingHours = everyDay("no-trunk", hours(0, 24));

export function redialRuleOf(country: string): RedialRule {
  return REDIAL_RULES[country] ?? CAUTIOUS_REDIAL;
}

/** `own`: what the centre has set for a country (ISO 3166-1) instead of the rule here. */
export function callingHoursBy(
  own: ReadonlyMap<string, CallingHours>,
  hasTrunk = true,
): (country: string | null) => CallingHours {
  if (!hasTrunk) return () => NO_TRUNK_HOURS;
  return (country) =>
    country === null ? CAUTIOUS_HOURS : (own.get(country) ?? CALLING_HOURS[country] ?? CAUTIOUS_HOURS);
}

/** `CN=09:00-20:30, US=10:00-19:00`; null: not of that form. */
export function ownCallingHours(text: string | null): ReadonlyMap<string, CallingHours> | null {
  if (text === null) return new Map();
  const own = new Map<string, CallingHours>();
  for (const part of text.split(",")) {
    const match = /^\s*([A-Z]{2})=(\d\d):(\d\d)-(\d\d):(\d\d)\s*$/.exec(part);
    if (match === null) return null;
    const [, country = "", ...digits] = match;
    const [fromHour = 0, fromMinute = 0, toHour = 0, toMinute = 0] = digits.map(Number);
    const range = { opensAtMinute: fromHour * 60 + fromMinute, closesAtMinute: toHour * 60 + toMinute };
    if (fromMinute > 59 || toMinute > 59 || range.closesAtMinute > 1_440 || range.opensAtMinute >= range.closesAtMinute)
      return null;
    own.set(country, everyDay("own", [range]));
  }
  return own;
}

function everyDay(ruleId: string, ranges: readonly OpenRange[]): CallingHours {
  return { ruleId, mondayToFriday: ranges, saturday: ranges, sunday: ranges };
}

function hours(from: number, to: number): readonly OpenRange[] {
  return [{ opensAtMinute: from * 60, closesAtMinute: to * 60 }];
}
