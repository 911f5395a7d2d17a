import { type Rig, startRig } from "./calls/rig.ts";

/** A rig for one piece of work. `talkMs`: how long agents talk. */
export async function withRig(
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
