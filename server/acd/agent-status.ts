import type { AgentStatus, NotReadyReason } from "../../shared/domain/agent.ts";
import type { EpochMs } from "../../shared/domain/time.ts";
import type { Agent, Step } from "./acd-state.ts";
import { recount } from "./seat-pools.ts";
import { holdTimerId } from "./timers.ts";

export function statusOf(agent: Agent): AgentStatus {
  return {
    agentId: agent.agentId,
    state: agent.state,
    reason: agent.reason,
    since: agent.since,
    contactId: agent.contact?.contactId ?? null,
    pendingNotReady: agent.pendingNotReady,
  };
}

function reportStatus(step: Step, agent: Agent): void {
  step.effects.push({ type: "agent-changed", status: statusOf(agent) });
}

/** What stands between this agent and an offer; null: nothing. */
export function unreachableBecause(agent: Agent): NotReadyReason | null {
  if (!agent.consoleConnected) return "console-disconnected";
  if (!agent.phoneRegistered || !agent.microphoneReady) return "phone-unreachable";
  return null;
}

/** Takes calls, if not now then next: not who is away, leaves, or has asked for a break after this call. A console lost in a call may be back. */
export function takesCalls(agent: Agent): boolean {
  if (agent.state === "signed-out" || agent.state === "not-ready" || agent.leaving) return false;
  return agent.pendingNotReady === null || agent.pendingByLoss;
}

/** Callers who were given to this agent do not wait for somebody who takes none. */
function noteReleased(step: Step, agent: Agent): void {
  if (agent.held.size === 0 || takesCalls(agent)) return;
  step.released ??= [];
  step.released.push(agent);
}

function countHandling(agent: Agent, at: EpochMs): void {
  const isOccupied = agent.state === "offered" || agent.state === "on-contact" || agent.state === "wrap-up";
  if (isOccupied) agent.occupiedSince ??= at;
  else if (agent.occupiedSince !== null) {
    agent.handledMs += Math.max(0, at - agent.occupiedSince);
    agent.occupiedSince = null;
  }
}

function enter(
  step: Step,
  agent: Agent,
  state: Agent["state"],
  reason: NotReadyReason | null,
  since: EpochMs = step.at,
): void {
  agent.state = state;
  agent.reason = reason;
  agent.since = Math.min(since, step.at);
  countHandling(agent, step.at);
  if (state !== "ready" && agent.heldOff) {
    agent.heldOff = false;
    step.effects.push({ type: "cancel", timerId: holdTimerId(agent.agentId) });
  }
  recount(agent);
  reportStatus(step, agent);
  noteReleased(step, agent);
}

export function becomeSignedOut(step: Step, agent: Agent): void {
  agent.contact = null;
  agent.pendingNotReady = null;
  agent.pendingByLoss = false;
  enter(step, agent, "signed-out", null);
}

export function becomeNotReady(step: Step, agent: Agent, reason: NotReadyReason, since?: EpochMs): void {
  agent.contact = null;
  agent.pendingNotReady = null;
  agent.pendingByLoss = false;
  enter(step, agent, "not-ready", reason, since);
}

/** `idleSince` keeps its value where the agent is not to lose their turn. `since`: what they read, if not now. */
export function becomeReady(step: Step, agent: Agent, idleSince: EpochMs, since?: EpochMs): void {
  agent.contact = null;
  agent.idleSince = Math.min(idleSince, step.at);
  enter(step, agent, "ready", null, since);
}

export function becomeOccupied(
  step: Step,
  agent: Agent,
  state: "offered" | "on-contact" | "wrap-up",
  since?: EpochMs,
): void {
  enter(step, agent, state, null, since);
}

export function setPending(step: Step, agent: Agent, reason: NotReadyReason | null, byLoss: boolean): void {
  agent.pendingNotReady = reason;
  agent.pendingByLoss = byLoss;
  reportStatus(step, agent);
  noteReleased(step, agent);
}
