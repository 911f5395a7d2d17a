import { percentile, type Bench, type Figure } from "./bench-result.ts";
import { APP_QUEUE_DNIS, CORDBOARD_DNIS } from "./calls/rig-addresses.ts";
import type { Rig } from "./calls/rig.ts";
import { withRig } from "./with-rig.ts";

const RATES = [20, 50, 100] as const;
/** The rate whose figures carry the plain names. */
const MAIN_RATE = 50;
const SECONDS = 12;
const TALK_MS = 250;

const SHARES = [50, 99] as const;

/** INVITE -> 200 OK through an answering agent: this server and app_queue in turn. */
export const callSetup: Bench = {
  figures: RATES.flatMap((rate) => SHARES.map((share) => nameOf(share, rate))),
  async run(report) {
    const figures: Figure[] = [];
    await withRig(TALK_MS, report, async (rig) => {
      await rig.load({ service: CORDBOARD_DNIS, calls: 100, callsPerSecond: 20 });
      await rig.load({ service: APP_QUEUE_DNIS, calls: 100, callsPerSecond: 20 });
      for (const rate of RATES) figures.push(...(await setupAt(rig, rate, report)));
    });
    return figures;
  },
};

async function setupAt(rig: Rig, rate: number, report: (line: string) => void): Promise<Figure[]> {
  const load = { calls: rate * SECONDS, callsPerSecond: rate };
  const timesOf = async (service: string) => {
    const { calls } = await rig.load({ service, ...load });
    return calls.map((call) => call.answeredAt - call.invitedAt);
  };
  const ours = await timesOf(CORDBOARD_DNIS);
  const theirs = await timesOf(APP_QUEUE_DNIS);
  report(
    `${rate} calls/s: ${ours.length} and ${theirs.length} of ${load.calls} calls answered; p50 ${percentile(ours, 0.5).toFixed(1)} and ${percentile(theirs, 0.5).toFixed(1)} ms`,
  );
  if (ours.length < load.calls || theirs.length < load.calls) throw new Error(`calls were lost at ${rate} calls/s`);
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
