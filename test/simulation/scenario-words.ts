import type { AgentConfig } from "../../shared/domain/agent.ts";
import type { QueueId, UserId } from "../../shared/domain/ids.ts";
import { asId } from "../../shared/domain/ids.ts";
import {
  AGENT_SELECTION_STRATEGIES,
  CALLER_TREATMENTS,
  QUEUE_DEFAULTS,
  type QueueConfig,
  type RefusalTreatment,
  type SkillAlternatives,
} from "../../shared/domain/queue.ts";

/** Queues, agents and requirements in the words of scenario-table.ts. */

function pairs(words: readonly string[], separator: string): [string, number][] {
  return words
    .filter((word) => word.includes(separator))
    .map((word) => {
      const [name = "", value = ""] = word.split(separator);
      return [name, Number(value)];
    });
}

export function numberAfter(words: readonly string[], word: string, otherwise: number): number {
  const place = words.indexOf(word);
  return place < 0 ? otherwise : Number(words[place + 1]);
}

/** `german=3 fibre=2 or english=5`: alternatives are separated by "or". */
export function alternativesFrom(words: readonly string[]): SkillAlternatives {
  const alternatives: { skill: string; minLevel: number }[][] = [[]];
  for (const word of words) {
    if (word === "or") alternatives.push([]);
    for (const [skill, minLevel] of pairs([word], "=")) alternatives.at(-1)?.push({ skill, minLevel });
  }
  return alternatives.filter((requirements) => requirements.length > 0);
}

export function secondsAfter(words: readonly string[], word: string, otherwise: number): number {
  return numberAfter(words, word, otherwise) * 1000;
}

function treatmentFrom(words: readonly string[]): RefusalTreatment {
  const [kind = "goodbye", queueId = ""] = words;
  if (kind === "overflow") return { kind, queueId: asId<QueueId>(queueId) };
  const known = CALLER_TREATMENTS.find((treatment) => treatment === kind);
  if (known === undefined) throw new Error(`unknown treatment ${kind}`);
  return { kind: known };
}

/** One clause of a queue's line after the first. */
function clauseFrom(clause: string): Partial<QueueConfig> {
  const words = clause.trim().split(/\s+/);
  const [word = "", second = "", ...rest] = words;
  const afterMs = Number(second) * 1000;
  switch (word) {
    case "after":
      return rest[0] === "also-in"
        ? { overflow: [{ afterMs, queueId: asId<QueueId>(rest[1] ?? "") }] }
        : { relaxation: [{ afterMs, alternatives: alternativesFrom(rest) }] };
    case "full":
      return { onFull: treatmentFrom(words.slice(1)) };
    case "max-wait":
      return { maxWaitMs: afterMs, onMaxWait: treatmentFrom(rest) };
    case "no-agents":
      return { onNoAgents: treatmentFrom(words.slice(1)) };
    case "closed":
      return { onClosed: treatmentFrom(words.slice(1)) };
    case "sends-away-at-closing":
      return { closingRule: "treat-waiting" };
    case "service-level":
      return { reserveWhileServiceLevelAtLeast: Number(second), serviceLevelThresholdMs: Number(rest[0]) * 1000 };
    default:
      throw new Error(`cannot read "${clause}"`);
  }
}

export function queueFrom(line: string): QueueConfig {
  const [first = "", ...clauses] = line.split(",");
  const words = first.trim().split(/\s+/);
  const more = clauses.map(clauseFrom);
  return {
    ...QUEUE_DEFAULTS,
    queueId: asId<QueueId>(words[0] ?? ""),
    names: { en: words[0] ?? "" },
    strategy: AGENT_SELECTION_STRATEGIES.find((strategy) => words.includes(strategy)) ?? "longest-idle",
    alternatives: alternativesFrom(words),
    ringTimeoutMs: secondsAfter(words, "rings", 15),
    wrapUpTimeoutMs: secondsAfter(words, "wraps", 0),
    promotionAfterMs: secondsAfter(words, "promotes", 600),
    waitingMax: numberAfter(words, "max", 100),
    ...Object.assign({}, ...more),
    relaxation: more.flatMap(({ relaxation = [] }) => relaxation),
    overflow: more.flatMap(({ overflow = [] }) => overflow),
  };
}

export function agentFrom(line: string): AgentConfig {
  const words = line.trim().split(/\s+/);
  const reserve = words.filter((word) => word.endsWith("r") && word.includes(":")).map((word) => word.slice(0, -1));
  return {
    agentId: asId<UserId>(words[0] ?? ""),
    displayName: words[0] ?? "",
    skills: Object.fromEntries(pairs(words, "=")),
    memberships: pairs(
      words.map((word) => (reserve.includes(word.slice(0, -1)) ? word.slice(0, -1) : word)),
      ":",
    ).map(([queueId, preference]) => ({
      queueId: asId<QueueId>(queueId),
      preference,
      reserve: reserve.includes(`${queueId}:${preference}`),
    })),
  };
}
