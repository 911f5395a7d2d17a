import { ALTERNATIVES_MAX, type SkillAlternatives, type SkillRequirement } from "../../shared/domain/queue.ts";
import type { Agent, Demand } from "./acd-state.ts";

/** Skill -> level asked for. */
type Levels = ReadonlyMap<string, number>;

/**
 * What is asked of an agent when both the queue's and the caller's own requirements must hold: every pair of alternatives
 * merged (the higher level counts), without those that ask for more than another one. Equal demands look alike.
 */
export function demandOf(ofQueue: SkillAlternatives, own: SkillAlternatives): Demand {
  const merged: Levels[] = [];
  for (const first of ofQueue.length === 0 ? [[]] : ofQueue) {
    for (const second of own.length === 0 ? [[]] : own) merged.push(levelsOf(first, second));
  }
  const needed = merged.filter((one, place) =>
    merged.every((other, otherPlace) => place === otherPlace || !makesNeedless(other, one, otherPlace < place)),
  );
  const alternatives = needed.map(requirementsOf).sort(byText);
  // More than can be asked for in one place would make each decision slower for everybody: the easiest ones stay.
  const kept = alternatives.slice(0, ALTERNATIVES_MAX);
  const isOpenToAll = kept.some((requirements) => requirements.length === 0);
  const shown: SkillAlternatives = isOpenToAll ? [] : kept;
  return {
    signature: JSON.stringify(
      shown.map((requirements) => requirements.map(({ skill, minLevel }) => [skill, minLevel])),
    ),
    alternatives: shown,
  };
}

function levelsOf(first: readonly SkillRequirement[], second: readonly SkillRequirement[]): Levels {
  const levels = new Map<string, number>();
  for (const { skill, minLevel } of [...first, ...second]) {
    levels.set(skill, Math.max(levels.get(skill) ?? 0, minLevel));
  }
  return levels;
}

/** Whoever satisfies `one` satisfies `other` too, so `one` lets nobody in. Of equals the first stays. */
function makesNeedless(other: Levels, one: Levels, otherIsFirst: boolean): boolean {
  for (const [skill, minLevel] of other) {
    if ((one.get(skill) ?? 0) < minLevel) return false;
  }
  const areEqual = other.size === one.size && [...one].every(([skill, minLevel]) => other.get(skill) === minLevel);
  return !areEqual || otherIsFirst;
}

function requirementsOf(levels: Levels): readonly SkillRequirement[] {
  return [...levels].sort(([a], [b]) => (a < b ? -1 : 1)).map(([skill, minLevel]) => ({ skill, minLevel }));
}

/** Short ones first, then by skill and level. */
function byText(a: readonly SkillRequirement[], b: readonly SkillRequirement[]): number {
  const [first, second] = [JSON.stringify(a), JSON.stringify(b)];
  return a.length - b.length || (first < second ? -1 : first > second ? 1 : 0);
}

export function canServe(agent: Agent, demand: Demand): boolean {
  const { alternatives } = demand;
  if (alternatives.length === 0) return true;
  for (const requirements of alternatives) if (hasAll(agent, requirements)) return true;
  return false;
}

function hasAll(agent: Agent, requirements: readonly SkillRequirement[]): boolean {
  for (const { skill, minLevel } of requirements) {
    if ((agent.skills.get(skill) ?? 0) < minLevel) return false;
  }
  return true;
}

/**
 * How skilled an agent is for a demand: the highest sum of levels over an alternative they satisfy (or, if they satisfy
 * none, over any); where nothing is asked for, the sum of all their levels.
 */
export function skillSumFor(agent: Agent, demand: Demand): number {
  if (demand.alternatives.length === 0) return agent.skillTotal;
  let best = -1;
  let bestOfAny = 0;
  for (const requirements of demand.alternatives) {
    let sum = 0;
    for (const { skill } of requirements) sum += agent.skills.get(skill) ?? 0;
    bestOfAny = Math.max(bestOfAny, sum);
    if (sum > best && hasAll(agent, requirements)) best = sum;
  }
  return best < 0 ? bestOfAny : best;
}
