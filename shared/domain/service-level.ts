import type { ContactRecord } from "./contact.ts";
import { queueFate } from "./queue-fate.ts";
import type { DurationMs } from "./time.ts";

/** How the share of calls served in time is counted (reports disagree about callers who gave up); every screen names the one it shows. */
export const SERVICE_LEVEL_VARIANTS = [
  "handled",
  "ignore-abandons",
  "positive",
  "negative",
  "short-abandons-excluded",
] as const;
export type ServiceLevelVariant = (typeof SERVICE_LEVEL_VARIANTS)[number];

/** What a queue's calls are judged by. */
export interface ServiceLevelRule {
  /** In time up to here, inclusive. */
  readonly serviceLevelThresholdMs: DurationMs;
  /** Who gives up before this has waited for nothing yet. */
  readonly shortAbandonMs: DurationMs;
}

/** Of a queue that is not there any more. */
export const NO_RULE: ServiceLevelRule = { serviceLevelThresholdMs: 20_000, shortAbandonMs: 0 };

type Waited = Pick<
  ContactRecord,
  "kind" | "queueId" | "queuedAt" | "callbackAt" | "messageAt" | "answeredAt" | "endedAt" | "outcome"
>;

/** How a wait ended that a service level may count; null: neither answered nor given up. Queue + ring time. */
export function judgedWait(record: Waited, { serviceLevelThresholdMs, shortAbandonMs }: ServiceLevelRule) {
  const fate = queueFate(record);
  const { queuedAt, answeredAt, endedAt, messageAt } = record;
  if (queuedAt === null || (fate !== "answered" && fate !== "abandoned")) return null;
  const answered = fate === "answered";
  const until = answered ? answeredAt : (messageAt ?? endedAt);
  const waitMs = until === null ? null : until - queuedAt;
  return {
    answered,
    waitMs,
    within: waitMs !== null && waitMs <= serviceLevelThresholdMs,
    short: !answered && waitMs !== null && waitMs < shortAbandonMs,
  };
}

/**
 * On which side a call stands in a service level: counted as in time, counted as not, or left out (null). The share is the number of the
 * first among both.
 */
export function verdictOf(
  record: Waited,
  variant: ServiceLevelVariant,
  rule: ServiceLevelRule,
): "in-time" | "not-in-time" | null {
  const judged = judgedWait(record, rule);
  if (judged === null) return null;
  const { answered, within, short } = judged;
  if (answered) return within ? "in-time" : "not-in-time";
  switch (variant) {
    case "handled":
      return null;
    case "ignore-abandons":
      return within ? null : "not-in-time";
    case "positive":
      return within ? "in-time" : "not-in-time";
    case "negative":
      return "not-in-time";
    case "short-abandons-excluded":
      return short ? null : "not-in-time";
    default:
      return variant satisfies never;
  }
}
