import {
  AGENT_SELECTION_STRATEGIES,
  type CallerTreatment,
  type OverflowStep,
  type QueueConfig,
  type QueueTreatment,
  type RefusalTreatment,
  type RelaxationStep,
  type SkillAlternatives,
} from "../../shared/domain/queue.ts";
import type { QueueId } from "../../shared/domain/ids.ts";
import type { SeededRandom } from "./seeded-random.ts";

const TREATMENTS: readonly CallerTreatment["kind"][] = ["voicemail", "callback", "goodbye"];

type Rules = Pick<
  QueueConfig,
  | "strategy"
  | "alternatives"
  | "relaxation"
  | "overflow"
  | "maxWaitMs"
  | "onFull"
  | "onMaxWait"
  | "onNoAgents"
  | "onClosed"
  | "closingRule"
  | "reserveWhileServiceLevelAtLeast"
>;

/** Everything a queue can be told to do, drawn by chance: alternatives, steps, overflow in circles, limits, closing. */
export function randomRules(
  random: SeededRandom,
  skills: readonly string[],
  queueIds: readonly QueueId[],
): Readonly<Rules> {
  const alternatives = (): SkillAlternatives =>
    Array.from({ length: random.between(0, 3) }, () =>
      Array.from({ length: random.between(1, 2) }, () => ({
        skill: random.pick(skills) ?? "law",
        minLevel: random.between(1, 6),
      })),
    );
  const step = (): number => random.between(5, 200) * 1_000;
  const other = (): QueueId | undefined => random.pick(queueIds);
  const refusal = (): RefusalTreatment => {
    const queueId = random.chance(0.4) ? other() : undefined;
    return queueId === undefined ? { kind: random.pick(TREATMENTS) ?? "goodbye" } : { kind: "overflow", queueId };
  };
  const treatment = (): QueueTreatment => (random.chance(0.4) ? { kind: "wait" } : refusal());
  const relaxation = Array.from(
    { length: random.pick([0, 0, 1, 2, 4]) ?? 0 },
    (): RelaxationStep => ({ afterMs: step(), alternatives: alternatives() }),
  );
  const overflow = Array.from({ length: random.pick([0, 0, 1, 2]) ?? 0 }, (): OverflowStep | undefined => {
    const queueId = other();
    return queueId === undefined ? undefined : { afterMs: step(), queueId };
  });
  return {
    strategy: random.pick(AGENT_SELECTION_STRATEGIES) ?? "longest-idle",
    alternatives: random.chance(0.5) ? [] : alternatives(),
    relaxation: relaxation.toSorted((a, b) => a.afterMs - b.afterMs),
    overflow: overflow.filter((one) => one !== undefined).toSorted((a, b) => a.afterMs - b.afterMs),
    maxWaitMs: random.chance(0.5) ? null : random.between(20, 300) * 1_000,
    onFull: refusal(),
    onMaxWait: treatment(),
    onNoAgents: treatment(),
    onClosed: refusal(),
    closingRule: random.chance(0.5) ? "serve-waiting" : "treat-waiting",
    reserveWhileServiceLevelAtLeast: 0.5 + random.next() / 2,
  };
}
