import { describe, expect, test } from "vitest";
import type { AgentConfig } from "../../shared/domain/agent.ts";
import type { HoursCalendar, OpenRange } from "../../shared/domain/hours.ts";
import { asId, type QueueId, type UserId } from "../../shared/domain/ids.ts";
import { QUEUE_DEFAULTS, type QueueConfig } from "../../shared/domain/queue.ts";
import type { PlanFinding, RoutingPlan } from "../../shared/domain/routing-plan.ts";
import { checkPlan } from "./check-plan.ts";

const MONDAY = Date.UTC(2026, 10, 23);
const hour = (from: number, to: number): OpenRange => ({ opensAtMinute: from * 60, closesAtMinute: to * 60 });

function calendar(
  calendarId: string,
  weekdays: readonly OpenRange[],
  saturday: readonly OpenRange[],
  timeZone = "Asia/Shanghai",
) {
  const weekly = {
    monday: weekdays,
    tuesday: weekdays,
    wednesday: weekdays,
    thursday: weekdays,
    friday: weekdays,
    saturday,
    sunday: [],
  };
  return {
    calendarId,
    names: { en: calendarId, zh: calendarId },
    timeZone,
    weekly,
    exceptions: [],
  } satisfies HoursCalendar;
}
const CALENDARS = [
  calendar("six-days", [hour(9, 18)], [hour(10, 16)]),
  calendar("office", [hour(9, 18)], []),
  calendar("mornings", [hour(8, 12)], [hour(8, 12)]),
  calendar("afternoons", [hour(12, 20)], [hour(12, 20)]),
  // 09:00 to 18:00 in Berlin, winter time, is 16:00 to 01:00 in Shanghai.
  calendar("berlin", [hour(9, 18)], [hour(9, 18)], "Europe/Berlin"),
];

function queue(queueId: string, change: Partial<QueueConfig> = {}): QueueConfig {
  return { ...QUEUE_DEFAULTS, queueId: asId<QueueId>(queueId), names: { en: queueId, zh: queueId }, ...change };
}
function agent(
  agentId: string,
  skills: Record<string, number>,
  queues: readonly string[],
  reserve = false,
): AgentConfig {
  const memberships = queues.map((queueId) => ({ queueId: asId<QueueId>(queueId), preference: 1, reserve }));
  return { agentId: asId<UserId>(agentId), displayName: agentId, skills, memberships };
}
function plan(
  queues: readonly QueueConfig[],
  agents: readonly AgentConfig[],
  shifts: Record<string, string> = {},
): RoutingPlan {
  return {
    queues,
    agents,
    entryPoints: queues
      .slice(0, 1)
      .map(({ queueId }) => ({ dnis: "4001", names: { en: "A", zh: "甲" }, flowId: "direct", queueId })),
    skills: [],
    shifts: Object.entries(shifts).map(([agentId, calendarId]) => ({ agentId: asId<UserId>(agentId), calendarId })),
  };
}
const SURROUNDINGS = {
  calendars: CALENDARS,
  flowIds: ["direct"],
  userIds: new Set(["ana", "bo", "cai"]),
  lastAgentWaitsMs: new Map<string, number>(),
};
const check = (checked: RoutingPlan): readonly PlanFinding[] => checkPlan(checked, SURROUNDINGS, MONDAY);
const codes = (checked: RoutingPlan) => check(checked).map(({ code }) => code);
const german3 = [[{ skill: "german", minLevel: 3 }]];
const named = (skill: string, en: string, zh: string) => ({ skill, names: { en, zh } });
const overflowTo = (queueId: string) => ({ kind: "overflow", queueId: asId<QueueId>(queueId) }) as const;

describe("demand that nobody can serve is told before it is saved", () => {
  const service = (change: Partial<QueueConfig> = {}) => queue("service", { calendarId: "six-days", ...change });
  const rows: readonly (readonly [what: string, plan: RoutingPlan, codes: readonly string[]])[] = [
    ["somebody for everything", plan([service()], [agent("ana", {}, ["service"])]), []],
    ["a queue without members", plan([service()], [agent("ana", {}, [])]), ["no-members", "agent-without-queue"]],
    [
      "nobody has German at level 3",
      plan([service({ alternatives: german3 })], [agent("ana", { german: 2 }, ["service"])]),
      ["nobody-can-serve"],
    ],
    [
      "German or English, nobody has German",
      plan(
        [service({ alternatives: [...german3, [{ skill: "english", minLevel: 1 }]] })],
        [agent("ana", { english: 4 }, ["service"])],
      ),
      ["alternative-nobody-has"],
    ],
    [
      "a name that every object has is no skill",
      plan([service({ alternatives: [[{ skill: "constructor", minLevel: 1 }]] })], [agent("ana", {}, ["service"])]),
      ["nobody-can-serve"],
    ],
    ["all who can are reserve", plan([service()], [agent("ana", {}, ["service"], true)]), ["only-reserve"]],
    [
      "nobody works on Saturdays",
      plan([service()], [agent("ana", {}, ["service"])], { ana: "office" }),
      ["nobody-on-shift"],
    ],
    [
      "one of two works at any time",
      plan([service()], [agent("ana", {}, ["service"]), agent("bo", {}, ["service"])], { ana: "office" }),
      [],
    ],
    [
      "two half days make a day",
      plan([service()], [agent("ana", {}, ["service"]), agent("bo", {}, ["service"])], {
        ana: "mornings",
        bo: "afternoons",
      }),
      [],
    ],
  ];
  test.each(rows)("%s", (_what, checked, expected) => expect(codes(checked)).toEqual(expected));

  test("German at level 3 on Saturdays: nobody", () => {
    const agents = [agent("ana", { german: 5 }, ["service"]), agent("bo", { german: 2 }, ["service"])];
    const [finding] = check(plan([service({ alternatives: german3 })], agents, { ana: "office" }));
    expect(finding).toMatchObject({
      severity: "warning",
      code: "nobody-on-shift",
      queueId: "service",
      alternatives: german3,
    });
    expect(finding?.gaps).toEqual([{ weekday: "saturday", fromMinute: 600, toMinute: 960 }]);
  });

  test("shifts somewhere else are compared as moments, and shown by the queue's clock", () => {
    const [finding] = check(plan([service()], [agent("ana", {}, ["service"])], { ana: "berlin" }));
    expect(finding?.gaps.slice(0, 2)).toEqual([
      { weekday: "monday", fromMinute: 540, toMinute: 960 },
      { weekday: "tuesday", fromMinute: 540, toMinute: 960 },
    ]);
  });

  test("a queue that never closes misses whole nights", () => {
    const [finding] = check(plan([queue("service")], [agent("ana", {}, ["service"])], { ana: "office" }));
    expect(finding?.gaps).toContainEqual({ weekday: "sunday", fromMinute: 0, toMinute: 1_440 });
    expect(finding?.gaps).toContainEqual({ weekday: "monday", fromMinute: 1_080, toMinute: 1_440 });
  });

  test("what a later step asks for is counted: from then on somebody would do", () => {
    const relaxation = [{ afterMs: 60_000, alternatives: [[{ skill: "german", minLevel: 1 }]] }];
    const [finding] = check(
      plan([service({ alternatives: german3, relaxation })], [agent("ana", { german: 1 }, ["service"])]),
    );
    expect(finding).toMatchObject({ code: "nobody-can-serve", relaxedAfterMs: 60_000 });
  });
});

describe("ways that lead nowhere", () => {
  const ana = agent("ana", {}, ["service", "sales"]);
  const rows: readonly (readonly [what: string, queues: readonly QueueConfig[], codes: readonly string[]])[] = [
    ["a queue no number and no other queue leads to", [queue("service"), queue("sales")], ["not-reached"]],
    [
      "one that only an overflow leads to",
      [queue("service", { overflow: [{ afterMs: 1, queueId: asId<QueueId>("sales") }] }), queue("sales")],
      [],
    ],
    [
      "closed queues that send callers to each other",
      [queue("service", { onClosed: overflowTo("sales") }), queue("sales", { onClosed: overflowTo("service") })],
      ["overflow-in-a-circle", "overflow-in-a-circle"],
    ],
    [
      "a step after the wait has ended",
      [
        queue("service", {
          maxWaitMs: 60_000,
          onMaxWait: { kind: "voicemail" },
          overflow: [{ afterMs: 90_000, queueId: asId<QueueId>("sales") }],
        }),
        queue("sales"),
      ],
      ["step-after-the-end"],
    ],
  ];
  test.each([
    // kept     promoted   longest wait and what then             told
    [0, 180_000, null, "voicemail", []],
    [180_000, 180_000, null, "voicemail", []],
    [180_001, 180_000, null, "voicemail", ["kept-past-promotion"]],
    [30_000, 180_000, 60_000, "voicemail", []],
    [60_000, 180_000, 60_000, "voicemail", ["kept-to-the-end"]],
    [60_000, 180_000, 60_000, "wait", []],
    [0, 0, 0, "voicemail", []],
    // The promotion ends it in time.
    [90_000, 30_000, 60_000, "voicemail", ["kept-past-promotion"]],
    [90_000, 60_000, 60_000, "voicemail", ["kept-past-promotion", "kept-to-the-end"]],
  ] as const)(
    "kept for the agent of last time %i ms, before everybody from %i, over at %s with %s: %o",
    (keptMs, promotionAfterMs, maxWaitMs, kind, expected) => {
      const service = queue("service", { promotionAfterMs, maxWaitMs, onMaxWait: { kind } });
      const surroundings = { ...SURROUNDINGS, lastAgentWaitsMs: new Map([["service", keptMs]]) };
      const found = checkPlan(plan([service], [agent("ana", {}, ["service"])]), surroundings, MONDAY);
      expect(found.map(({ code, queueId, severity }) => [code, queueId, severity])).toEqual(
        expected.map((code) => [code, "service", "warning"]),
      );
    },
  );

  test.each(rows)("%s", (_what, queues, expected) => expect(codes(plan(queues, [ana]))).toEqual(expected));
});

describe("mistakes", () => {
  const good = plan([queue("service")], [agent("ana", {}, ["service"])]);
  const rows: readonly (readonly [what: string, plan: RoutingPlan, code: string])[] = [
    ["two queues of one id", { ...good, queues: [queue("service"), queue("service")] }, "twice"],
    [
      "a queue without a Chinese name",
      { ...good, queues: [queue("service", { names: { en: "Service" } })] },
      "name-missing",
    ],
    [
      "a member of a queue that is not there",
      { ...good, agents: [agent("ana", {}, ["service", "gone"])] },
      "unknown-queue",
    ],
    [
      "an overflow to a queue that is not there",
      { ...good, queues: [queue("service", { onFull: overflowTo("gone") })] },
      "unknown-queue",
    ],
    [
      "an overflow to itself",
      { ...good, queues: [queue("service", { onFull: overflowTo("service") })] },
      "leads-to-itself",
    ],
    [
      "a skill with a name in one language only",
      { ...good, skills: [{ skill: "german", names: { en: "German", zh: " " } }] },
      "name-missing",
    ],
    [
      "two names for one skill",
      { ...good, skills: ["German", "Deutsch"].map((name) => ({ skill: "german", names: { en: name, zh: "德语" } })) },
      "twice",
    ],
    [
      "two skills of one name, whatever its capitals",
      { ...good, skills: [named("german", "German", "德语"), named("delivery", "GERMAN ", "送货")] },
      "name-taken",
    ],
    [
      "a skill called in one language as another is in the other",
      { ...good, skills: [named("german", "German", "德语"), named("delivery", "德语", "送货")] },
      "name-taken",
    ],
    [
      "a skill called by the word of another that an agent has",
      { ...good, agents: [agent("ana", { german: 5 }, ["service"])], skills: [named("delivery", "German", "送货")] },
      "name-taken",
    ],
    [
      "a calendar that is not there",
      { ...good, queues: [queue("service", { calendarId: "gone" })] },
      "unknown-calendar",
    ],
    [
      "a number with a flow that is not there",
      { ...good, entryPoints: good.entryPoints.map((entry) => ({ ...entry, flowId: "gone" })) },
      "unknown-flow",
    ],
    ["skills of nobody", { ...good, agents: [...good.agents, agent("nobody", {}, ["service"])] }, "unknown-agent"],
    ["level 11", { ...good, agents: [agent("ana", { german: 11 }, ["service"])] }, "level-out-of-range"],
    [
      "level 0 asked for",
      { ...good, queues: [queue("service", { alternatives: [[{ skill: "german", minLevel: 0 }]] })] },
      "level-out-of-range",
    ],
    [
      "steps back in time",
      {
        ...good,
        queues: [
          queue("service", {
            relaxation: [
              { afterMs: 20, alternatives: [] },
              { afterMs: 10, alternatives: [] },
            ],
          }),
        ],
      },
      "steps-not-in-order",
    ],
    [
      "a shift nobody knows",
      { ...good, shifts: [{ agentId: asId<UserId>("ana"), calendarId: "gone" }] },
      "unknown-calendar",
    ],
  ];
  test.each(rows)("%s", (_what, checked, code) => {
    const [first] = check(checked);
    expect(first).toMatchObject({ severity: "mistake", code });
  });
});
