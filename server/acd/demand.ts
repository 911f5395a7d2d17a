import type { SkillRequirement } from "../../shared/domain/agent.ts";
import type { Agent, Demand } from "./acd-state.ts";

/** Merges requirements; where both ask for a skill the higher level counts. */
export function demandOf(
  queueRequirements: readonly SkillRequirement[],
  ownRequirements: readonly SkillRequirement[],
): Demand {
  const levels = new Map<string, number>();
  for (const list of [queueRequirements, ownRequirements]) {
    for (const { skill, minLevel } of list) levels.set(skill, Math.max(levels.get(skill) ?? 0, minLevel));
  }
  const requirements = [...levels]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([skill, minLevel]) => ({ skill, minLevel }));
  return { signature: JSON.stringify(requirements.map(({ skill, minLevel }) => [skill, minLevel])), requirements };
}

export function canServe(agent: Agent, demand: Demand): boolean {
  for (const { skill, minLevel } of demand.requirements) {
    if ((agent.skills.get(skill) ?? 0) < minLevel) return false;
  }
  return true;
}

/** How skilled an agent is for a demand: the sum of the levels asked for; where nothing is asked for, of all levels. */
export function skillSumFor(agent: Agent, demand: Demand): number {
  if (demand.requirements.length === 0) return agent.skillTotal;
  let sum = 0;
  for (const { skill } of demand.requirements) sum += agent.skills.get(skill) ?? 0;
  return sum;
}
