import type { TFunction } from "i18next";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { NOT_READY_REASONS } from "../../../shared/domain/agent.ts";
import type { SkillAlternatives } from "../../../shared/domain/queue.ts";
import type {
  AgentsInTheWay,
  PassedOverAgent,
  RoutingExplanation,
} from "../../../shared/domain/routing-explanation.ts";
import type { WaitingLine } from "../../../shared/wire/waiting-line-schema.ts";
import { useSkillNames } from "../connection/use-skills.ts";
import { type Format, useFormat } from "../i18n/use-format.ts";

interface RoutingWording {
  readonly t: TFunction<"why">;
  readonly format: Format;
  /** Agent and queue ids -> names, as far as they are known here. */
  readonly names: ReadonlyMap<string, string>;
  readonly skillName: (skill: string) => string;
}

export interface RoutingWords {
  /** The one thing that explains most. */
  readonly headline: string;
  readonly facts: readonly string[];
  /** Agents who were looked at and did not get the call. */
  readonly others: readonly string[];
}

const IN_THE_WAY = [
  "talking",
  "ringing",
  "wrappingUp",
  "notReady",
  "freeButNot",
] as const satisfies readonly (keyof AgentsInTheWay)[];

/** An estimate to the second would pretend to know more than it does. */
const ESTIMATE_STEP_MS = 10_000;

/** What the routing core says of a caller, in sentences: the same for the live line and for the call's journal. */
export function useRoutingWords() {
  const { t } = useTranslation("why");
  const format = useFormat();
  const skillName = useSkillNames();
  return useMemo(
    () => ({
      explain: (explanation: RoutingExplanation, names: ReadonlyMap<string, string>): RoutingWords =>
        inWords(explanation, { t, format, names, skillName }),
      ringing: (agent: string): string => t("ringing-now", { agent }),
      calledFirst: (agent: string): string => t("called-first", { agent }),
      othersTitle: t("others"),
      /** null: the queue is open. */
      closed: ({ open, changesAt }: Pick<WaitingLine, "open" | "changesAt">): string | null => {
        if (open) return null;
        return changesAt === null ? t("closed") : t("closed-until", { time: format.dateTime(changesAt) });
      },
      expected: ({ expected, state }: Pick<WaitingLine["callers"][number], "expected" | "state">): string => {
        if (state === "offered") return t("expected-soon");
        if (expected === null) return t("no-estimate");
        const rounded = (ms: number): number => Math.ceil(ms / ESTIMATE_STEP_MS) * ESTIMATE_STEP_MS;
        const [from, to] = [rounded(expected.p50Ms), rounded(expected.p90Ms)];
        if (to === 0) return t("expected-soon");
        return t("expected", { from: format.duration(from), to: format.duration(to) });
      },
    }),
    [t, format, skillName],
  );
}

function inWords(explanation: RoutingExplanation, wording: RoutingWording): RoutingWords {
  const others = explanation.others.map((other) => otherAgent(other, wording));
  const facts = explanation.waiting === null ? choiceFacts(explanation, wording) : waitFacts(explanation, wording);
  const [headline = "", ...rest] = facts;
  return { headline, facts: rest, others };
}

function choiceFacts(explanation: RoutingExplanation, wording: RoutingWording): string[] {
  const { t, format, names } = wording;
  const { chosen, before, rule, givenBy } = explanation;
  const facts: string[] = [];
  if (chosen !== null) {
    const { idleMs, occupancy, skillSum } = chosen;
    const by = givenBy?.displayName ?? "";
    const scores = { idle: format.duration(idleMs), occupancy: format.percent(occupancy), skillSum, by };
    facts.push(t("offered", { agent: nameOf(names, chosen.agentId), rule: t(`rule.${rule}`, scores) }));
  }
  if (before !== null) {
    facts.push(t(`first.${before.because}`));
    if (before.runnerUp !== null) {
      const { waitedMs, headStartMs } = before.runnerUp;
      facts.push(t("runner-up", { waited: format.duration(waitedMs), headStart: format.duration(headStartMs) }));
    }
  }
  return [...facts, ...standing(explanation, wording)];
}

function waitFacts(explanation: RoutingExplanation, wording: RoutingWording): string[] {
  const { t, format, names } = wording;
  const { waiting, alternatives, overflowedTo, givenBy } = explanation;
  if (waiting === null) return [];
  const { agents, holdsFor, next, position } = waiting;
  const facts: string[] = [];
  if (holdsFor !== null) {
    const words = { agent: nameOf(names, holdsFor.agentId), time: format.exactTime(holdsFor.until) };
    facts.push(givenBy === undefined ? t("holds-for", words) : t("given-to", { ...words, by: givenBy.displayName }));
  }
  facts.push(...agentFacts(agents, skillsText(alternatives, wording), wording));
  if (overflowedTo.length > 0)
    facts.push(
      t("also-in", {
        queues: listed(
          overflowedTo.map((id) => nameOf(names, id)),
          t,
        ),
      }),
    );
  facts.push(...standing(explanation, wording), t("place", { place: format.number(position) }));
  const steps: [keyof typeof next, string][] = [
    ["relaxationAt", "relaxation-at"],
    ["overflowAt", "overflow-at"],
    ["promotionAt", "promotion-at"],
    ["maxWaitAt", "max-wait-at"],
  ];
  const due = steps.flatMap(([step, key]) => (next[step] === null ? [] : [{ at: next[step], key }]));
  for (const { at, key } of due.sort((a, b) => a.at - b.at)) facts.push(t(key, { time: format.exactTime(at) }));
  return facts;
}

/** Who could take it, and what they do instead. */
function agentFacts(agents: AgentsInTheWay, skills: string, wording: RoutingWording): string[] {
  const { t } = wording;
  const able = IN_THE_WAY.reduce((sum, state) => sum + agents[state], 0);
  const facts: string[] = [];
  if (able > 0) {
    const states = IN_THE_WAY.filter((state) => agents[state] > 0).flatMap((state) =>
      state === "notReady" ? notReady(agents, wording) : [t(state, { count: agents[state] })],
    );
    facts.push(t(skills === "" ? "able" : "able-skilled", { count: able, skills, states: listed(states, t) }));
    if (agents.signedOut > 0) facts.push(t("signed-out", { count: agents.signedOut }));
  } else if (agents.signedOut > 0) facts.push(t("nobody-signed-in", { count: agents.signedOut }));
  else facts.push(skills === "" ? t("no-agents") : t("nobody-has", { skills }));
  if (able === 0 && skills !== "" && agents.signedOut > 0) facts.push(t("needs", { skills }));
  if (agents.lackingSkill > 0) facts.push(t("lacking", { count: agents.lackingSkill }));
  return facts;
}

/** By reason; who is left over, as all of them in the journal of an older version, is not ready. */
function notReady({ notReady: all, notReadyBecause = {} }: AgentsInTheWay, { t }: RoutingWording): readonly string[] {
  const reasons = NOT_READY_REASONS.map((reason) => ({ reason, count: notReadyBecause[reason] ?? 0 }));
  const left = all - reasons.reduce((sum, { count }) => sum + count, 0);
  const words = reasons
    .filter(({ count }) => count > 0)
    .map(({ reason, count }) => t(`not-ready-because.${reason}`, { count }));
  return left > 0 ? [...words, t("notReady", { count: left })] : words;
}

function standing(
  { promoted, headStartMs, isCallback, relaxationStep }: RoutingExplanation,
  { t, format }: RoutingWording,
): string[] {
  const facts: string[] = [];
  if (promoted) facts.push(t("promoted"));
  else if (headStartMs > 0) facts.push(t("head-start", { duration: format.duration(headStartMs) }));
  if (isCallback) facts.push(t("callback"));
  if (relaxationStep > 0) facts.push(t("relaxed", { step: relaxationStep }));
  return facts;
}

function otherAgent(
  { agentId, because, lacks, notReadyReason, idleMs, occupancy, skillSum }: PassedOverAgent,
  wording: RoutingWording,
): string {
  const { t, format, names, skillName } = wording;
  // The journal of an older version says of whom, and not why.
  if (because === "not-ready" && notReadyReason !== undefined)
    return t("other", { agent: nameOf(names, agentId), because: t(`because-not-ready.${notReadyReason}`) });
  const why = t(`because.${because}`, {
    idle: format.duration(idleMs),
    occupancy: format.percent(occupancy),
    skillSum,
    skill: lacks === null ? "" : skillName(lacks.skill),
    level: lacks?.level ?? 0,
    minLevel: lacks?.minLevel ?? 0,
  });
  return t("other", { agent: nameOf(names, agentId), because: why });
}

function skillsText(alternatives: SkillAlternatives, { t, skillName }: RoutingWording): string {
  return alternatives
    .map((all) =>
      all
        .map(({ skill, minLevel }) => t("skill", { skill: skillName(skill), level: minLevel }))
        .reduce((first, second) => (first === "" ? second : t("both", { first, second })), ""),
    )
    .filter((text) => text !== "")
    .join(` ${t("or")} `);
}

function listed(parts: readonly string[], t: RoutingWording["t"]): string {
  return parts.join(t("list-separator"));
}

function nameOf(names: ReadonlyMap<string, string>, id: string): string {
  return names.get(id) ?? id;
}
