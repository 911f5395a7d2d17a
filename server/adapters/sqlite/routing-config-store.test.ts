import { afterEach, beforeEach, expect, test } from "vitest";
import type { QueueConfig } from "../../../shared/domain/queue.ts";
import { asId, type QueueId, type UserId } from "../../../shared/domain/ids.ts";
import { type TemporaryStores, temporaryStores } from "./temporary-stores.ts";

let temporary: TemporaryStores;
beforeEach(() => {
  temporary = temporaryStores();
});
afterEach(() => temporary.dispose());

const queue = (queueId: string, waitingMax = 5): QueueConfig => ({
  queueId: asId<QueueId>(queueId),
  names: { en: "Service", zh: "客户服务" },
  strategy: "round-robin",
  alternatives: [[{ skill: "english", minLevel: 3 }], [{ skill: "german", minLevel: 2 }]],
  relaxation: [{ afterMs: 60_000, alternatives: [] }],
  overflow: [{ afterMs: 90_000, queueId: asId<QueueId>("z") }],
  ringTimeoutMs: 1,
  wrapUpTimeoutMs: 2,
  promotionAfterMs: 3,
  serviceLevelThresholdMs: 4,
  shortAbandonMs: 5,
  announceEveryMs: 6,
  waitingMax,
  onFull: { kind: "overflow", queueId: asId<QueueId>("z") },
  maxWaitMs: queueId === "z" ? null : 600_000,
  onMaxWait: { kind: "callback" },
  onNoAgents: { kind: "wait" },
  onClosed: { kind: "voicemail" },
  closingRule: "treat-waiting",
  calendarId: "office",
  reserveWhileServiceLevelAtLeast: 0.75,
});

test("queues keep the order in which they were created, also when changed", async () => {
  const { routing } = temporary.stores;
  for (const name of ["z", "a", "m"]) routing.saveQueue(queue(name));
  routing.saveQueue(queue("z", 9));
  expect(await routing.queues()).toEqual([queue("z", 9), queue("a"), queue("m")]);
});

test("an agent's memberships are replaced as a whole, in the order of preference", async () => {
  const { routing } = temporary.stores;
  for (const name of ["q1", "q2"]) routing.saveQueue(queue(name));
  const q1 = { queueId: asId<QueueId>("q1"), preference: 2, reserve: true };
  const q2 = { queueId: asId<QueueId>("q2"), preference: 1, reserve: false };
  const ana = { agentId: asId<UserId>("ana"), displayName: "Ana", skills: { english: 9 }, memberships: [q1, q2] };
  routing.saveAgent(ana);
  expect(await routing.agents()).toEqual([{ ...ana, memberships: [q2, q1] }]);
  routing.saveAgent({ ...ana, memberships: [q1] });
  expect(await routing.agents()).toEqual([{ ...ana, memberships: [q1] }]);
});

test("a queue that does not exist is refused, and the agent stays as before", async () => {
  const { routing } = temporary.stores;
  const ana = { agentId: asId<UserId>("ana"), displayName: "Ana", skills: {}, memberships: [] };
  routing.saveAgent(ana);
  const astray = {
    ...ana,
    displayName: "Changed",
    memberships: [{ queueId: asId<QueueId>("nowhere"), preference: 1, reserve: false }],
  };
  expect(() => routing.saveAgent(astray)).toThrow(/FOREIGN KEY/);
  expect(await routing.agents()).toEqual([ana]);
  expect(() =>
    routing.saveEntryPoint({ dnis: "4000", names: { en: "x" }, flowId: "direct", queueId: "nowhere" }),
  ).toThrow(/FOREIGN KEY/);
});

test("entry points", async () => {
  const { routing } = temporary.stores;
  routing.saveQueue(queue("q1"));
  const entryPoint = { dnis: "4000", names: { en: "Line", zh: "热线" }, flowId: "direct", queueId: "q1" };
  routing.saveEntryPoint({ ...entryPoint, flowId: "service-line" });
  routing.saveEntryPoint(entryPoint);
  expect(await routing.entryPoints()).toEqual([entryPoint]);
});

test("skills have the names they were given last, and none when the plan has none", async () => {
  const { routing } = temporary.stores;
  routing.saveSkill({ skill: "german", names: { en: "Deutsch", zh: "德语" } });
  routing.saveSkill({ skill: "billing", names: { en: "Billing", zh: "账务" } });
  routing.saveSkill({ skill: "german", names: { en: "German", zh: "德语" } });
  expect(await routing.skills()).toEqual([
    { skill: "billing", names: { en: "Billing", zh: "账务" } },
    { skill: "german", names: { en: "German", zh: "德语" } },
  ]);
  const revision = routing.replace({ queues: [], agents: [], entryPoints: [], skills: [], shifts: [] });
  expect(await routing.skills()).toEqual([]);
  expect(routing.revision()).toBe(revision);
});
