import type { CountedAs } from "../../../../shared/domain/counted-as.ts";
import { CONTACT_OUTCOMES, DISPOSITIONS } from "../../../../shared/domain/contact.ts";
import type { QueueId, UserId } from "../../../../shared/domain/ids.ts";
import type { EpochMs } from "../../../../shared/domain/time.ts";
import type { ContactFilters } from "../../connection/contact-api.ts";

export const PERIODS = ["today", "yesterday", "week", "month", "all", "dates"] as const;
export type Period = (typeof PERIODS)[number];

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
  readonly direction: "any" | "inbound" | "outbound";
  readonly result: Result;
  readonly queueId: QueueId | "any";
  readonly agentId: UserId | "any";
  /** The contacts of today that stand in this figure; "any": no matter. */
  readonly counted: CountedAs | "any";
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
};

/** As the server is asked. Days are those of this machine. */
export function askedFor(filters: HistoryFilters, now: EpochMs): ContactFilters {
  const { text, direction, result, queueId, agentId, counted } = filters;
  const disposition = DISPOSITIONS.find((each) => result === `disposition-${each}`);
  const outcome = CONTACT_OUTCOMES.find((each) => result === `outcome-${each}`);
  return {
    ...(text.trim() === "" ? {} : { text: text.trim() }),
    // The day of a figure is the server's, and it knows which.
    ...(counted === "any" ? rangeOf(filters, now) : { counted }),
    ...(direction === "any" ? {} : { direction }),
    ...(disposition === undefined ? {} : { disposition }),
    ...(outcome === undefined ? {} : { outcome }),
    ...(queueId === "any" ? {} : { queueId }),
    ...(agentId === "any" ? {} : { agentId }),
  };
}

function rangeOf({ period, from, to }: HistoryFilters, now: EpochMs): Pick<ContactFilters, "since" | "until"> {
  switch (period) {
    case "all":
      return {};
    case "today":
      return { since: midnight(now, 0) };
    case "yesterday":
      return { since: midnight(now, -1), until: midnight(now, 0) };
    case "week":
      return { since: midnight(now, -6) };
    case "month":
      return { since: midnight(now, -29) };
    case "dates": {
      const since = from === "" ? Number.NaN : Date.parse(`${from}T00:00:00`);
      const until = to === "" ? Number.NaN : midnight(Date.parse(`${to}T00:00:00`), 1);
      return { ...(Number.isNaN(since) ? {} : { since }), ...(Number.isNaN(until) ? {} : { until }) };
    }
  }
}

/** Midnight of the day `days` away; by the calendar, since not every day has 24 hours. */
export function midnight(at: EpochMs, days: number): EpochMs {
  const day = new Date(at);
  day.setHours(0, 0, 0, 0);
  day.setDate(day.getDate() + days);
  return day.getTime();
}
