/** Why somebody who was dialled was not reached, as far as the network says (Q.850 causes). */
export type NotReached = "no-answer" | "busy" | "unreachable" | "failed";

export function outcomeOfCause(cause: number): NotReached {
  if (cause === 17 || cause === 21) return "busy";
  if (cause === 18 || cause === 19 || cause === 16) return "no-answer";
  if (cause === 1 || cause === 3 || cause === 20 || cause === 27) return "unreachable";
  return "failed";
}
