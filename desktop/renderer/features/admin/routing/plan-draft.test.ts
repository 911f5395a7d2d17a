import { describe, expect, test } from "vitest";
import { asId, type QueueId, type UserId } from "../../../../../shared/domain/ids.ts";
import { QUEUE_DEFAULTS } from "../../../../../shared/domain/queue.ts";
import {
  addQueue,
  changeAgent,
  changesOf,
  mergePlans,
  nameSkill,
  type PlanDraft,
  putEntryPoint,
  removeQueue,
  skillsOf,
} from "./plan-draft.ts";

const sales = asId<QueueId>("sales");
const service = asId<QueueId>("service");
const ana = asId<UserId>("ana");
const PLAN: PlanDraft = {
  queues: [
    {
      ...QUEUE_DEFAULTS,
      queueId: service,
      names: { en: "Service", zh: "服务" },
      alternatives: [[{ skill: "german", minLevel: 3 }]],
      overflow: [{ afterMs: 1, queueId: sales }],
      onFull: { kind: "overflow", queueId: sales },
      onMaxWait: { kind: "overflow", queueId: sales },
    },
    { ...QUEUE_DEFAULTS, queueId: sales, names: { en: "Sales", zh: "销售" } },
  ],
  agents: [
    {
      agentId: ana,
      displayName: "Ana",
      skills: { english: 4 },
      memberships: [{ queueId: sales, preference: 1, reserve: false }],
    },
  ],
  entryPoints: [{ dnis: "4001", names: {}, flowId: "direct", queueId: "service" }],
  skills: [],
  shifts: [],
};

describe("a draft of the routing plan", () => {
  test("a new queue has an id of its own and safe beginnings", () => {
    const [once, first] = addQueue(PLAN, { en: "Key accounts", zh: "大客户" });
    const [twice, second] = addQueue(once, { en: "Key accounts!", zh: "大客户" });
    expect([first, second]).toEqual(["key-accounts", "key-accounts-2"]);
    expect(twice.queues.at(-1)).toMatchObject({ strategy: "longest-idle", onClosed: { kind: "goodbye" } });
    expect(addQueue(PLAN, { en: "贵宾" })[1]).toBe("queue");
  });

  test("removing a queue removes whatever leads to it, and leaves the rest alone", () => {
    const { queues, agents, entryPoints } = removeQueue(PLAN, sales);
    expect(queues).toEqual([
      { ...PLAN.queues[0], overflow: [], onFull: QUEUE_DEFAULTS.onFull, onMaxWait: QUEUE_DEFAULTS.onMaxWait },
    ]);
    expect(agents[0]?.memberships).toEqual([]);
    expect(entryPoints).toEqual(PLAN.entryPoints);
  });

  test("a number that gets another number is one change less and one more", () => {
    const renamed = putEntryPoint(PLAN, "4001", { dnis: "4000", names: {}, flowId: "direct", queueId: "service" });
    expect(renamed.entryPoints.map(({ dnis }) => dnis)).toEqual(["4000"]);
    expect(changesOf(PLAN, renamed)).toEqual({ queues: 0, agents: 0, numbers: 2, skills: 0 });
  });

  test("a shift is a change of the agent, and none any more when it is taken back", () => {
    const agent = PLAN.agents[0] ?? expect.fail("no agent");
    const shifted = changeAgent(PLAN, agent, "office");
    expect(changesOf(PLAN, shifted)).toEqual({ queues: 0, agents: 1, numbers: 0, skills: 0 });
    expect(changesOf(PLAN, changeAgent(shifted, agent, null))).toEqual({ queues: 0, agents: 0, numbers: 0, skills: 0 });
  });

  test("skills are those asked for and those had", () => expect(skillsOf(PLAN)).toEqual(["english", "german"]));

  test("a skill whose last name is taken away is none of the named ones, and still there", () => {
    const german = { en: "German", zh: "德语" };
    const named = nameSkill(nameSkill(PLAN, "english", { en: "English" }), "german", german);
    expect(named.skills.map(({ skill }) => skill)).toEqual(["english", "german"]);
    expect(changesOf(PLAN, named)).toMatchObject({ queues: 0, agents: 0, skills: 2 });
    const unnamed = nameSkill(named, "english", { en: "" });
    expect(unnamed.skills).toEqual([{ skill: "german", names: german }]);
    expect(skillsOf(unnamed)).toEqual(["english", "german"]);
  });

  test("names given by two people at once are both kept", () => {
    const mine = nameSkill(PLAN, "german", { en: "German", zh: "德语" });
    const theirs = nameSkill(PLAN, "english", { en: "English", zh: "英语" });
    expect(
      mergePlans(PLAN, mine, theirs)
        .skills.map(({ skill }) => skill)
        .sort(),
    ).toEqual(["english", "german"]);
  });
});
