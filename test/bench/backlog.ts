import { percentile, type Bench, type Figure } from "./bench-result.ts";
import { AGENTS, APP_QUEUE_DNIS, CORDBOARD_DNIS } from "./calls/rig-addresses.ts";
import type { Rig } from "./calls/rig.ts";
import { withRig } from "./with-rig.ts";

const CALLS = 600;
const CALLS_PER_SECOND = 300;
const TALK_MS = 1_500;
/** As in call-setup: a server runs for weeks and its code is compiled by then. At a rate that the agents can just serve. */
const WARM_UP_CALLS = 800;
const WARM_UP_PER_SECOND = 36;
/** The time the agents' work needs at the least. */
const IDEAL_MS = (CALLS / AGENTS) * TALK_MS;
const LOAD = `${CALLS} callers, ${AGENTS} agents, ${TALK_MS / 1_000} s; baseline app_queue`;

/**
 * More callers than agents from the first second on: how much of the agents' time is talk (efficiency), and how long each is
 * left without a call although people wait (idle gap: their BYE to the next INVITE at their phone).
 */
export const backlog: Bench = {
  figures: ["backlog-efficiency", "agent-idle-gap-p50", "agent-idle-gap-p99"],
  async run(report) {
    const figures: Figure[] = [];
    await withRig(TALK_MS, report, async (rig) => {
      for (const service of [CORDBOARD_DNIS, APP_QUEUE_DNIS])
        await rig.load({ service, calls: WARM_UP_CALLS, callsPerSecond: WARM_UP_PER_SECOND });
      const ours = await workedOff(rig, CORDBOARD_DNIS, report);
      const theirs = await workedOff(rig, APP_QUEUE_DNIS, report);
      figures.push({
        name: "backlog-efficiency",
        unit: "",
        value: ours.efficiency,
        baseline: theirs.efficiency,
        remark: LOAD,
      });
      for (const share of [50, 99])
        figures.push({
          name: `agent-idle-gap-p${share}`,
          unit: "ms",
          value: percentile(ours.idleGapsMs, share / 100),
          baseline: percentile(theirs.idleGapsMs, share / 100),
          remark: LOAD,
        });
    });
    return figures;
  },
};

async function workedOff(
  rig: Rig,
  service: string,
  report: (line: string) => void,
): Promise<{ readonly efficiency: number; readonly idleGapsMs: readonly number[] }> {
  const { calls, idleGapsMs } = await rig.load({ service, calls: CALLS, callsPerSecond: CALLS_PER_SECOND });
  const begun = Math.min(...calls.map((call) => call.invitedAt));
  const over = Math.max(...calls.map((call) => call.endedAt));
  report(
    `backlog on ${service}: ${((over - begun) / 1_000).toFixed(1)} s, ideal ${(IDEAL_MS / 1_000).toFixed(1)} s; agents idle ${percentile(idleGapsMs, 0.5).toFixed(0)} ms between calls (${idleGapsMs.length} gaps)`,
  );
  // Each agent's first call has none before it.
  if (idleGapsMs.length < CALLS - AGENTS) throw new Error(`only ${idleGapsMs.length} gaps were captured`);
  return { efficiency: IDEAL_MS / (over - begun), idleGapsMs };
}
