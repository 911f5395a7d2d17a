import type { EpochMs } from "../../shared/domain/time.ts";
import type { Agent } from "./acd-state.ts";

/** 0..1: the share of the time since sign-in spent ringing, talking or wrapping up; 0 in the first moment. */
export function occupancyOf(agent: Agent, at: EpochMs): number {
  const signedInMs = at - agent.signedInSince;
  if (signedInMs <= 0 || agent.state === "signed-out") return 0;
  const running = agent.occupiedSince === null ? 0 : Math.max(0, at - agent.occupiedSince);
  return Math.min(1, (agent.handledMs + running) / signedInMs);
}

/** As it is shown: to a hundredth of a per cent, so that a record does not carry noise. */
export function shownOccupancy(agent: Agent, at: EpochMs): number {
  return Math.round(occupancyOf(agent, at) * 10_000) / 10_000;
}
