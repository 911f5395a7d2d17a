import { startOfDate, startOfDay } from "../../../../shared/domain/calendar-day.ts";
import type { CountedAs } from "../../../../shared/domain/counted-as.ts";
import { CONTACT_OUTCOMES, DISPOSITIONS } from "../../../../shared/domain/contact.ts";
import type { QueueId, UserId } from "../../../../shared/domain/ids.ts";
import type { EpochMs } from "../../../../shared/domain/time.ts";
import type { ServiceLevelVariant } from "../../../../shared/domain/service-level.ts";
import type { ContactFilters } from "../../connection/contact-api.ts";

export const PERIODS = ["today", "yesterday", "week", "month", "all", "dates"] as const;
export type Period = (typeof PERIODS)[number];

export const DIRECTIONS = ["any", "inbound", "outbound"] as const;

/** What came of it: the result an agent chose, or how it ended where nobody did. One list, as people think of it. */
export const RESULTS = [
  "any",
  ...DISPOSITIONS.map((each) => `disposition-${each}` as const),
  ...CONTACT_OUTCOMES.map((each) => `outcome-${each}` as const),
] as const;
export type Result = (typeof RESULTS)[number];

export interface HistoryFilters {
  readonly text: string;
  readonly period: Period;
  /** `2026-11-22`, with period `dates`; empty: open. */
  readonly from: string;
  /** Inclusive, as people say it. */
  readonly to: string;
  readonly direction: (typeof DIRECTIONS)[number];
  readonly result: Result;
  readonly queueId: QueueId | "any";
  readonly agentId: UserId | "any";
  /** The contacts of today that stand in this figure; "any": no matter. */
  readonly counted: CountedAs | "any";
  /** How the service level is counted of which `counted` is a side; else null. */
  readonly variant: ServiceLevelVariant | null;
}

export const NO_FILTERS: HistoryFilters = {
  text: "",
  period: "all",
  from: "",
  to: "",
  direction: "any",
  result: "any",
  queueId: "any",
  agentId: "any",
  counted: "any",
  variant: null,
};

/** As the server is asked. Days are the centre's, as those of figures are. */
export function askedFor(filters: HistoryFilters, now: EpochMs, timeZone: string): ContactFilters {
  const { text, direction, result, queueId, agentId, counted, variant } = filters;
  const disposition = DISPOSITIONS.find((each) => result === `disposition-${each}`);
  const outcome = CONTACT_OUTCOMES.find((each) => result === `outcome-${each}`);
  return {
    ...(text.trim() === "" ? {} : { text: text.trim() }),
    // Of which day the figures are, the server knows.
    ...(counted === "any" ? rangeOf(filters, now, timeZone) : { counted, ...(variant === null ? {} : { variant }) }),
    ...(direction === "any" ? {} : { direction }),
    ...(disposition === undefined ? {} : { disposition }),
    ...(outcome === undefined ? {} : { outcome }),
    ...(queueId === "any" ? {} : { queueId }),
    ...(agentId === "any" ? {} : { agentId }),
  };
}

function rangeOf(
  { period, from, to }: HistoryFilters,
  now: EpochMs,
  timeZone: string,
): Pick<ContactFilters, "since" | "until"> {
  const midnight = (days: number) => startOfDay(now, days, timeZone);
  switch (period) {
    case "all":
      return {};
    case "today":
      return { since: midnight(0) };
    case "yesterday":
      return { since: midnight(-1), until: midnight(0) };
    case "week":
      return { since: midnight(-6) };
    case "month":
      return { since: midnight(-29) };
    case "dates": {
      const [since, last] = [from, to].map((date) => startOfDate(date, timeZone));
      return {
        ...(since == null ? {} : { since }),
        ...(last == null ? {} : { until: startOfDay(last, 1, timeZone) }),
      };
    }
  }
}
