/** Why somebody who was dialled was not reached, as far as the network says (Q.850 causes). */
export type NotReached = "no-answer" | "busy" | "unreachable" | "failed";

export function outcomeOfCause(cause: number): NotReached {
  if (cause === 17 || cause === 21) return "busy";
  if (cause === 18 || cause === 19 || cause === 16) return "no-answer";
  if (cause === 1 || cause === 3 || cause === 20 || cause === 27) return "unreachable";
  return "failed";
}

/** Temporary failure, also of a leg that a comparison with the PBX did not find: how it ended was not reported. */
export const CAUSE_UNKNOWN = 41;

/** Normal call clearing, and normal, unspecified. Anything else in a talk is the network's doing, or the exchange's. */
const HUNG_UP: ReadonlySet<number> = new Set([16, 31]);

export function isHangUp(cause: number): boolean {
  return HUNG_UP.has(cause);
}
