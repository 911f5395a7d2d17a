import { percentile, type Bench, type Figure } from "./bench-result.ts";
import { AGENTS, APP_QUEUE_DNIS, CORDBOARD_DNIS } from "./calls/rig-addresses.ts";
import { type Rig, startRig } from "./calls/rig.ts";

const RATES = [20, 50, 100] as const;
/** The rate whose figures carry the plain names. */
const MAIN_RATE = 50;
const SECONDS = 12;
const TALK_MS = 250;
const BACKLOG_CALLS = 600;
const BACKLOG_TALK_MS = 1_500;

/** INVITE -> 200 OK through an answering agent, and how well a backlog is worked off: this server and app_queue in turn. */
export const callSetup: Bench = {
  figures: ["call-setup-p50", "call-setup-p99", "backlog-efficiency"],
  async run(report) {
    const figures: Figure[] = [];
    await withRig(TALK_MS, report, async (rig) => {
      await rig.load({ service: CORDBOARD_DNIS, calls: 100, callsPerSecond: 20 });
      await rig.load({ service: APP_QUEUE_DNIS, calls: 100, callsPerSecond: 20 });
      for (const rate of RATES) figures.push(...(await setupAt(rig, rate, report)));
    });
    await withRig(BACKLOG_TALK_MS, report, async (rig) => {
      figures.push(await backlog(rig, report));
    });
    return figures;
  },
};

async function withRig(
  talkMs: number,
  report: (line: string) => void,
  work: (rig: Rig) => Promise<void>,
): Promise<void> {
  const rig = await startRig(talkMs, report);
  try {
    await work(rig);
  } finally {
    await rig.stop();
  }
}

async function setupAt(rig: Rig, rate: number, report: (line: string) => void): Promise<Figure[]> {
  const load = { calls: rate * SECONDS, callsPerSecond: rate };
  const ours = (await rig.load({ service: CORDBOARD_DNIS, ...load })).map((call) => call.answeredAt - call.invitedAt);
  const theirs = (await rig.load({ service: APP_QUEUE_DNIS, ...load })).map((call) => call.answeredAt - call.invitedAt);
  report(
    `${rate} calls/s: ${ours.length} and ${theirs.length} of ${load.calls} calls answered; p50 ${percentile(ours, 0.5).toFixed(1)} and ${percentile(theirs, 0.5).toFixed(1)} ms`,
  );
  if (ours.length < load.calls || theirs.length < load.calls) throw new Error(`calls were lost at ${rate} calls/s`);
  const suffix = rate === MAIN_RATE ? "" : `-at-${rate}`;
  return [50, 99].map((share) => ({
    name: `call-setup-p${share}${suffix}`,
    unit: "ms",
    value: percentile(ours, share / 100),
    baseline: percentile(theirs, share / 100),
    remark: `${rate} calls/s, baseline app_queue`,
  }));
}

/** Efficiency = the time the agents' work needs at the least / the time from the first INVITE to the last BYE. */
async function backlog(rig: Rig, report: (line: string) => void): Promise<Figure> {
  const load = { calls: BACKLOG_CALLS, callsPerSecond: 300 };
  const idealMs = (BACKLOG_CALLS / AGENTS) * BACKLOG_TALK_MS;
  const efficiencyOf = async (service: string) => {
    const calls = await rig.load({ service, ...load });
    const begun = Math.min(...calls.map((call) => call.invitedAt));
    const over = Math.max(...calls.map((call) => call.endedAt));
    report(`backlog on ${service}: ${((over - begun) / 1_000).toFixed(1)} s, ideal ${(idealMs / 1_000).toFixed(1)} s`);
    return idealMs / (over - begun);
  };
  const value = await efficiencyOf(CORDBOARD_DNIS);
  return {
    name: "backlog-efficiency",
    unit: "",
    value,
    baseline: await efficiencyOf(APP_QUEUE_DNIS),
    remark: "600 callers, 60 agents, 1.5 s; baseline app_queue",
  };
}
