import type { EpochMs } from "../../../../shared/domain/time.ts";
import type { WallboardQueue } from "../../../../shared/wire/wallboard-schemas.ts";

/** How urgent a figure is: told by colour and by shape. `none`: nothing to judge yet. */
export type Level = "none" | "good" | "warning" | "bad";

/** So far below its target the service level is bad. */
const SERVICE_LEVEL_BAD_BELOW = 0.1;
/** Share of the threshold from which a wait is worth a glance. */
const WAIT_WARNING = 0.5;
const ABANDON_WARNING = 0.05;
const ABANDON_BAD = 0.1;

/** Measured against the queue's own setting, or the threshold of its service level. */
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

export function serviceLevelLevel(share: number | null, target: number): Level {
  if (share === null) return "none";
  // In whole per mille: 0.8 - 0.1 is a little less than 0.7.
  const below = Math.round((target - share) * 1_000);
  if (below > SERVICE_LEVEL_BAD_BELOW * 1_000) return "bad";
  return below > 0 ? "warning" : "good";
}

/** Of those who were answered or gave up: who is still waiting, was called back or passed on has not decided anything. */
export function abandonLevel({ answered, abandoned }: Pick<WallboardQueue, "answered" | "abandoned">): Level {
  if (answered + abandoned === 0) return "none";
  const share = abandoned / (answered + abandoned);
  if (share > ABANDON_BAD) return "bad";
  return share > ABANDON_WARNING ? "warning" : "good";
}
