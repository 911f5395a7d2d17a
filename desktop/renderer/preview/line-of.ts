import { TIERS } from "../../../shared/domain/customer.ts";
import { asId, type ContactId, type QueueId, type UserId } from "../../../shared/domain/ids.ts";
import type { RoutingExplanation } from "../../../shared/domain/routing-explanation.ts";
import type { WallboardQueue } from "../../../shared/wire/wallboard-schemas.ts";
import type { WaitingLine } from "../../../shared/wire/waiting-line-schema.ts";

const NAMES = ["Wang Fang", null, "Dalian Harbour Logistics", "李娜"] as const;

/** The line of one queue of `boardOf`: the same callers for the same arguments, each waiting for another reason. */
export function lineOf({ queueId, waiting }: Pick<WallboardQueue, "queueId" | "waiting">, now: number): WaitingLine {
  return {
    seq: 1,
    serverNow: now,
    queueId,
    open: queueId !== "billing",
    changesAt: queueId === "billing" ? now + 3 * 3_600_000 : null,
    inLine: waiting,
    callers: Array.from({ length: waiting }, (_, place) => callerOf(queueId, place, now)),
  };
}

function callerOf(queueId: QueueId, place: number, now: number): WaitingLine["callers"][number] {
  const headStartMs = place % 4 === 0 ? 45_000 : 0;
  const waitingSince = now - 192_000 + place * 12_000;
  const isRung = place === 0;
  const ownUntil = place === 1 || place === 7 ? now + 40_000 : null;
  const givenBy = place === 7 ? { givenBy: { userId: asId<UserId>("u-9"), displayName: "Sofia Marchetti" } } : {};
  return {
    contactId: asId<ContactId>(`c-${queueId}-${place}`),
    name: NAMES[place % NAMES.length] ?? null,
    number: place === 4 ? "" : "+86138••••8001",
    tier: TIERS[place % TIERS.length] ?? "standard",
    waitingSince,
    headStartMs,
    state: isRung ? "offered" : "waiting",
    isCallback: place === 3,
    isGuest: place === 5,
    ringsAt: isRung ? "Liu Yang" : null,
    isCalledFirst: false,
    ownAgent: ownUntil === null ? null : "Zhang Wei",
    expected: isRung || place === 6 ? null : { p50Ms: 25_000 * place, p90Ms: 61_000 * place },
    explanation: {
      ...WAITS,
      ...givenBy,
      decidedAt: now,
      waitedMs: now - waitingSince,
      headStartMs,
      promoted: place === 2,
      isCallback: place === 3,
      queueId,
      viaQueueId: queueId,
      relaxationStep: place === 2 ? 1 : 0,
      overflowedTo: place === 2 ? [asId<QueueId>("sales")] : [],
      alternatives: place % 2 === 0 ? [[{ skill: "german", minLevel: 3 }]] : [],
      waiting: {
        position: place + 1,
        agents: place === 6 ? NOBODY : BUSY,
        holdsFor: ownUntil === null ? null : { agentId: asId<UserId>("u-2"), until: ownUntil },
        next: {
          relaxationAt: place === 4 ? now + 20_000 : null,
          overflowAt: place === 4 ? now + 50_000 : null,
          promotionAt: place === 2 ? null : waitingSince + 240_000,
          maxWaitAt: null,
        },
      },
    },
  };
}

const BUSY = {
  ...{ talking: 2, ringing: 0, wrappingUp: 0, notReady: 3, lackingSkill: 3, freeButNot: 0, signedOut: 2 },
  notReadyBecause: { break: 2, "ring-no-answer": 1 },
};
const NOBODY = { talking: 0, ringing: 0, wrappingUp: 0, notReady: 0, lackingSkill: 6, freeButNot: 0, signedOut: 2 };
const OTHER = { idleMs: 0, occupancy: 0.74, preference: 1, reserve: false };
const WAITS: Omit<RoutingExplanation, "decidedAt" | "waitedMs" | "headStartMs" | "promoted" | "queueId"> = {
  rule: "longest-idle",
  isCallback: false,
  viaQueueId: null,
  alternatives: [],
  relaxationStep: 0,
  overflowedTo: [],
  chosen: null,
  others: [
    { ...OTHER, agentId: asId<UserId>("u-1"), skillSum: 5, because: "busy", lacks: null },
    { ...OTHER, agentId: asId<UserId>("u-3"), skillSum: 4, because: "not-ready", lacks: null, notReadyReason: "break" },
    {
      ...OTHER,
      agentId: asId<UserId>("u-0"),
      skillSum: 2,
      because: "level-too-low",
      lacks: { skill: "german", minLevel: 3, level: 2 },
    },
  ],
  before: null,
  waiting: null,
};
