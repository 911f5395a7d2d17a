import { type CallCentreOptions, NO_FAULTS } from "./call-centre-options.ts";
import { agentFrom, queueFrom } from "./scenario-words.ts";

/** The plain world of queueing theory: one queue, agents alike, picking up at once, no wrap-up, nothing goes wrong. */
export function plainCentre(
  calls: number,
  agents: number,
  queue: string,
  stream: {
    readonly meanGapS: number;
    readonly handlingS: number;
    readonly patienceS?: number;
    readonly vipShare?: number;
    readonly headStartS?: number;
  },
): CallCentreOptions {
  return {
    seed: 20_261_121,
    calls,
    queues: [queueFrom(queue)],
    agents: Array.from({ length: agents }, (_, n) => agentFrom(`agent${n} works q:1`)),
    streams: [
      {
        queueId: "q",
        meanGapMs: stream.meanGapS * 1000,
        meanHandlingMs: stream.handlingS * 1000,
        meanPatienceMs: stream.patienceS === undefined ? null : stream.patienceS * 1000,
        vipShare: stream.vipShare ?? 0,
        headStartMs: (stream.headStartS ?? 0) * 1000,
        requirements: [],
      },
    ],
    faults: NO_FAULTS,
    answerDelayMaxMs: 0,
    checkEvery: 0,
    checkOffers: false,
  };
}
