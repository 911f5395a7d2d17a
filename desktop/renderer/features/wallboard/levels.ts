import type { EpochMs } from "../../../../shared/domain/time.ts";
import type { WallboardQueue } from "../../../../shared/wire/console.ts";

/** How urgent a figure is: told by colour and by shape. `none`: nothing to judge yet. */
export type Level = "none" | "good" | "warning" | "bad";

/** The usual "80/20" target of the trade; the 20 s are the queue's own threshold. */
export const SERVICE_LEVEL_TARGET = 0.8;
const SERVICE_LEVEL_BAD = 0.7;
/** Share of the threshold from which a wait is worth a glance. */
const WAIT_WARNING = 0.5;
const ABANDON_WARNING = 0.05;
const ABANDON_BAD = 0.1;

/** Measured against the threshold of the queue's service level. */
export function waitLevel(longestWaitSince: EpochMs | null, thresholdMs: number, now: EpochMs): Level {
  if (longestWaitSince === null) return "none";
  const waitedMs = now - longestWaitSince;
  if (waitedMs > thresholdMs) return "bad";
  return waitedMs > thresholdMs * WAIT_WARNING ? "warning" : "good";
}

/** Bad when everybody signed in has another caller coming behind the present one; nobody signed in is bad at once. */
export function waitingLevel({ waiting, signedInAgents }: Pick<WallboardQueue, "waiting" | "signedInAgents">): Level {
  if (waiting === 0) return "none";
  if (waiting > signedInAgents) return "bad";
  return waiting * 2 > signedInAgents ? "warning" : "good";
}

export function serviceLevelLevel(share: number | null): Level {
  if (share === null) return "none";
  if (share < SERVICE_LEVEL_BAD) return "bad";
  return share < SERVICE_LEVEL_TARGET ? "warning" : "good";
}

/** Of those who were answered or gave up: who is still waiting, was called back or passed on has not decided anything. */
export function abandonLevel({ answered, abandoned }: Pick<WallboardQueue, "answered" | "abandoned">): Level {
  if (answered + abandoned === 0) return "none";
  const share = abandoned / (answered + abandoned);
  if (share > ABANDON_BAD) return "bad";
  return share > ABANDON_WARNING ? "warning" : "good";
}
