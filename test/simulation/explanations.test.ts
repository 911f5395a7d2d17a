import { describe, expect, it } from "vitest";
import { explainWaiting } from "../../server/acd/views.ts";
import {
  CALLER_FIRST_REASONS,
  PASSED_OVER_REASONS,
  ROUTING_RULES,
  type RoutingExplanation,
} from "../../shared/domain/routing-explanation.ts";
import { NOT_READY_REASONS } from "../../shared/domain/agent.ts";
import { type ContactId, asId } from "../../shared/domain/ids.ts";
import { inPlainWords } from "./explanation-words.ts";
import type { ExplanationCase } from "./explanation-case.ts";
import { OFFER_EXPLANATION_CASES } from "./offer-explanation-cases.ts";
import { msOf, played } from "./scenario-table.ts";
import { WAIT_EXPLANATION_CASES } from "./wait-explanation-cases.ts";

const CASES: readonly ExplanationCase[] = [...OFFER_EXPLANATION_CASES, ...WAIT_EXPLANATION_CASES];

function explained({ given, rows, asks }: ExplanationCase): RoutingExplanation {
  const { state, offers } = played({ given, rows });
  const [contactId = "", when = "0:00"] = asks?.split(" ") ?? [];
  const explanation =
    asks === undefined ? offers.at(-1) : explainWaiting(state, asId<ContactId>(contactId), msOf(when));
  if (explanation === undefined || explanation === null) throw new Error("there is no explanation");
  return explanation;
}

describe("what a supervisor reads", () => {
  it.each(CASES)("$name", (one) => {
    const lines = one.says.trim().split("\n");
    expect(inPlainWords(explained(one))).toEqual(lines.map((line) => line.trim()));
  });
});

describe("the tables show every reason there is", () => {
  const told = CASES.map(explained);
  const used = (codes: readonly (string | undefined)[]): ReadonlySet<string | undefined> => new Set(codes);

  it("why an agent was passed over", () => {
    const shown = used(told.flatMap(({ others }) => others.map(({ because }) => because)));
    expect(PASSED_OVER_REASONS.filter((reason) => !shown.has(reason))).toEqual([]);
  });

  it("why each of those who are not ready is not, and of nobody else", () => {
    for (const { because, notReadyReason } of told.flatMap(({ others }) => others))
      expect(notReadyReason !== undefined).toBe(because === "not-ready");
  });

  it("which rule named the agent", () => {
    const shown = used(told.map(({ rule }) => rule));
    expect(ROUTING_RULES.filter((rule) => !shown.has(rule))).toEqual([]);
  });

  it("why this caller came first", () => {
    const shown = used(told.map(({ before }) => before?.because));
    expect(CALLER_FIRST_REASONS.filter((reason) => !shown.has(reason))).toEqual([]);
  });

  it("what stands between a caller and the agents, and what will change by itself", () => {
    const waits = told.flatMap(({ waiting }) => (waiting === null ? [] : [waiting]));
    const missing = (facts: readonly object[], isShown: (value: unknown) => boolean): string[] =>
      Object.keys(facts[0] ?? {}).filter(
        (key) => !facts.some((one) => isShown(Object.entries(one).find(([name]) => name === key)?.[1])),
      );
    expect(
      missing(
        waits.map(({ agents }) => agents),
        (count) => count !== 0,
      ),
    ).toEqual([]);
    const reasons = new Set(waits.flatMap(({ agents }) => Object.keys(agents.notReadyBecause ?? {})));
    expect(NOT_READY_REASONS.filter((reason) => !reasons.has(reason))).toEqual([]);
    expect(
      missing(
        waits.map(({ next }) => next),
        (at) => at !== null,
      ),
    ).toEqual([]);
    expect(waits.some(({ holdsFor }) => holdsFor !== null)).toBe(true);
  });
});
