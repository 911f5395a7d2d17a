import type { FaultShares } from "../fakes/pbx-faults.ts";

/** A crowded network, and one that hardly works. */
export const MILD: FaultShares = {
  refused: 0.004,
  lost: 0.004,
  replyLost: 0.004,
  replyLate: 0.05,
  legDies: 0.004,
  eventDropped: 0.004,
  eventTwice: 0.02,
  eventLate: 0.05,
};
export const HARSH: FaultShares = {
  refused: 0.05,
  lost: 0.05,
  replyLost: 0.05,
  replyLate: 0.2,
  legDies: 0.05,
  eventDropped: 0.08,
  eventTwice: 0.1,
  eventLate: 0.2,
};
