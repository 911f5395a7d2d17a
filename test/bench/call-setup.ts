import { percentile, type Bench, type Figure } from "./bench-result.ts";
import { APP_QUEUE_DNIS, CORDBOARD_DNIS } from "./calls/rig-addresses.ts";
import type { Rig } from "./calls/rig.ts";
import { withRig } from "./with-rig.ts";

const RATES = [20, 50, 100] as const;
/** The rate whose figures carry the plain names. */
const MAIN_RATE = 50;
/** In turns, so that a machine that is slower for some seconds is so for both. */
const ROUNDS = 4;
const ROUND_SECONDS = 3;
/** A server runs for weeks and its code is compiled by then: after so many calls it mostly is. */
const WARM_UP_CALLS = 1_200;
const TALK_MS = 250;

const SHARES = [50, 99] as const;

/** INVITE -> 200 OK through an answering agent: this server and app_queue in turn. */
export const callSetup: Bench = {
  figures: RATES.flatMap((rate) => SHARES.map((share) => nameOf(share, rate))),
  async run(report) {
    const figures: Figure[] = [];
    await withRig(TALK_MS, report, async (rig) => {
      for (const service of [CORDBOARD_DNIS, APP_QUEUE_DNIS])
        await rig.load({ service, calls: WARM_UP_CALLS, callsPerSecond: 60 });
      for (const rate of RATES) figures.push(...(await setupAt(rig, rate, report)));
    });
    return figures;
  },
};

async function setupAt(rig: Rig, rate: number, report: (line: string) => void): Promise<Figure[]> {
  const load = { calls: rate * ROUND_SECONDS, callsPerSecond: rate };
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [service, times] of [
      [CORDBOARD_DNIS, ours],
      [APP_QUEUE_DNIS, theirs],
    ] as const) {
      const { calls } = await rig.load({ service, ...load });
      times.push(...calls.map((call) => call.answeredAt - call.invitedAt));
    }
  }
  const placed = ROUNDS * load.calls;
  report(
    `${rate} calls/s: ${ours.length} and ${theirs.length} of ${placed} calls answered; p50 ${percentile(ours, 0.5).toFixed(1)} and ${percentile(theirs, 0.5).toFixed(1)} ms`,
  );
  if (ours.length < placed || theirs.length < placed) throw new Error(`calls were lost at ${rate} calls/s`);
  return SHARES.map((share) => ({
    name: nameOf(share, rate),
    unit: "ms",
    value: percentile(ours, share / 100),
    baseline: percentile(theirs, share / 100),
    remark: `${rate} calls/s, baseline app_queue`,
  }));
}

function nameOf(share: number, rate: number): string {
  return `call-setup-p${share}${rate === MAIN_RATE ? "" : `-at-${rate}`}`;
}
