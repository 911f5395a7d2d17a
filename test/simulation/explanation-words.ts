import type { AgentScores, PassedOverAgent, RoutingExplanation } from "../../shared/domain/routing-explanation.ts";
import type { SkillAlternatives } from "../../shared/domain/queue.ts";

/** An explanation as one would tell it, one line a fact; facts that say nothing (no head start, no overflow) are left out. */
export function inPlainWords(explanation: RoutingExplanation): readonly string[] {
  const { chosen, before, waiting, overflowedTo, viaQueueId, queueId } = explanation;
  const lines = [
    [
      chosen === null ? `waited ${seconds(explanation.waitedMs)}` : `rang ${agent(chosen)}`,
      `rule ${explanation.rule}`,
      ...(explanation.givenBy === undefined ? [] : [`given by ${explanation.givenBy.displayName}`]),
      ...(chosen === null || explanation.waitedMs === 0 ? [] : [`waited ${seconds(explanation.waitedMs)}`]),
      ...(explanation.headStartMs === 0 ? [] : [`head start ${seconds(explanation.headStartMs)}`]),
      ...(explanation.promoted ? ["promoted"] : []),
      ...(explanation.isCallback ? ["callback"] : []),
    ].join(", "),
  ];
  if (explanation.alternatives.length > 0 || explanation.relaxationStep > 0)
    lines.push(`asked for ${asked(explanation.alternatives)}${step(explanation.relaxationStep)}`);
  if (overflowedTo.length > 0) lines.push(`also in ${overflowedTo.join(", ")}`);
  if (viaQueueId !== queueId) lines.push(`by a seat of ${viaQueueId}`);
  for (const other of explanation.others) lines.push(`not ${agent(other)}: ${other.because}${detail(other)}`);
  if (before !== null) {
    const { runnerUp } = before;
    lines.push(
      runnerUp === null
        ? `first because ${before.because}`
        : `before ${runnerUp.contactId} of ${runnerUp.queueId} (waited ${seconds(runnerUp.waitedMs)}${
            runnerUp.headStartMs === 0 ? "" : `, head start ${seconds(runnerUp.headStartMs)}`
          }${runnerUp.promoted ? ", promoted" : ""}) because ${before.because}`,
    );
  }
  if (waiting !== null) {
    const { position, agents, holdsFor, next } = waiting;
    const { notReadyBecause, ...counts } = agents;
    const inTheWay = Object.entries(counts).filter(([, count]) => count > 0);
    lines.push(`place ${position}; ${inTheWay.map(([what, count]) => `${count} ${what}`).join(", ") || "no agents"}`);
    if (notReadyBecause !== undefined) {
      const reasons = Object.entries(notReadyBecause).map(([reason, count]) => `${count} ${reason}`);
      lines.push(`not ready: ${reasons.join(", ")}`);
    }
    if (holdsFor !== null) lines.push(`waits for ${holdsFor.agentId} alone until ${clock(holdsFor.until)}`);
    const steps = Object.entries(next).filter(([, at]) => at !== null);
    if (steps.length > 0) lines.push(`next: ${steps.map(([what, at]) => `${what} ${clock(at ?? 0)}`).join(", ")}`);
  }
  return lines;
}

function agent({ agentId, idleMs, occupancy, skillSum, preference, reserve }: AgentScores): string {
  const figures = [
    ...(idleMs === 0 ? [] : [`idle ${seconds(idleMs)}`]),
    ...(occupancy === 0 ? [] : [`occupied ${Math.round(occupancy * 100)} %`]),
    ...(skillSum === 0 ? [] : [`skill ${skillSum}`]),
    ...(preference === 1 ? [] : [`choice ${preference}`]),
    ...(reserve ? ["reserve"] : []),
  ];
  return figures.length === 0 ? agentId : `${agentId} (${figures.join(", ")})`;
}

function detail({ lacks, notReadyReason }: PassedOverAgent): string {
  if (notReadyReason !== undefined) return ` ${notReadyReason}`;
  return lacks === null ? "" : ` ${lacks.skill} ${lacks.level} of ${lacks.minLevel}`;
}

function asked(alternatives: SkillAlternatives): string {
  if (alternatives.length === 0) return "anybody";
  return alternatives
    .map((requirements) => requirements.map(({ skill, minLevel }) => `${skill}=${minLevel}`).join(" "))
    .join(" or ");
}

function step(relaxationStep: number): string {
  return relaxationStep === 0 ? "" : ` (step ${relaxationStep})`;
}

function seconds(ms: number): string {
  return `${ms / 1000} s`;
}

function clock(at: number): string {
  return `${Math.floor(at / 60_000)}:${String((at / 1000) % 60).padStart(2, "0")}`;
}
