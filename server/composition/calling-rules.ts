import type { DurationMs } from "../../shared/domain/time.ts";
import type { RedialRule } from "../ports/call-list-store.ts";

const MINUTE_MS: DurationMs = 60_000;

/** With where a rule comes from, and when that was looked up. */
interface SourcedRule extends RedialRule {
  readonly source: string;
  readonly lookedUp: string;
}

/** By country (ISO 3166). */
const RULES: Readonly<Record<string, SourcedRule>> = {
  CN: {
    pauseMs: 30 * MINUTE_MS,
    attemptsPerDayMax: 3,
    source:
      "telemarketing guidance of Chinese carriers, by a secondary source: three calls a number a day, half an hour apart",
    lookedUp: "2026-11-20",
  },
};

/** Where no rule is known: the strictest that is. */
const CAUTIOUS: RedialRule = { pauseMs: 30 * MINUTE_MS, attemptsPerDayMax: 3 };

/** How often, and how soon again, a number of a call list may be called. */
export function redialRuleOf(country: string): RedialRule {
  return RULES[country] ?? CAUTIOUS;
}
