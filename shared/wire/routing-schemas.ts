/** The routing plan on the wire (administrators). */
import * as Type from "typebox";
import { CALLER_TREATMENTS, CLOSING_RULES, AGENT_SELECTION_STRATEGIES } from "../domain/queue.ts";
import { ALTERNATIVES_MAX, QUEUE_STEPS_MAX, REQUIREMENTS_MAX } from "../domain/queue.ts";
import { WEEKDAYS } from "../domain/hours.ts";
import {
  PLAN_AGENTS_MAX,
  PLAN_CALENDARS_MAX,
  PLAN_ENTRY_POINTS_MAX,
  PLAN_FINDINGS_MAX,
  PLAN_MISTAKES,
  PLAN_QUEUES_MAX,
  PLAN_WARNINGS,
} from "../domain/routing-plan.ts";
import {
  DurationMsSchema,
  NamedSkillsSchema,
  NamesSchema,
  nullable,
  oneOf,
  QueueIdSchema,
  UserIdSchema,
} from "./domain-schemas.ts";

const strict = { additionalProperties: false } as const;
const SKILL_MAX = 40;
const SKILLS_MAX = 50;
const DAY_MS = 86_400_000;
/** Empty while it is being typed: that is a mistake of the plan (`level-out-of-range`), told with all others, not a request nobody understands. */
const skillName = Type.String({ maxLength: SKILL_MAX });
const id = Type.String({ minLength: 1, maxLength: 80, pattern: "^[A-Za-z0-9._:-]+$" });
const within = (minimum: number, maximum: number) => Type.Integer({ minimum, maximum });
const durationMs = within(0, DAY_MS);

const alternatives = Type.Array(
  Type.Array(Type.Object({ skill: skillName, minLevel: within(1, 10) }, strict), {
    minItems: 1,
    maxItems: REQUIREMENTS_MAX,
  }),
  { maxItems: ALTERNATIVES_MAX },
);
const callerTreatment = Type.Object({ kind: oneOf(CALLER_TREATMENTS) }, strict);
const overflowTreatment = Type.Object({ kind: Type.Literal("overflow"), queueId: QueueIdSchema }, strict);
const refusal = Type.Union([callerTreatment, overflowTreatment]);
const treatment = Type.Union([callerTreatment, overflowTreatment, Type.Object({ kind: Type.Literal("wait") }, strict)]);

export const QueueConfigSchema = Type.Object(
  {
    queueId: QueueIdSchema,
    names: NamesSchema,
    strategy: oneOf(AGENT_SELECTION_STRATEGIES),
    alternatives,
    relaxation: Type.Array(Type.Object({ afterMs: durationMs, alternatives }, strict), { maxItems: QUEUE_STEPS_MAX }),
    overflow: Type.Array(Type.Object({ afterMs: durationMs, queueId: QueueIdSchema }, strict), {
      maxItems: QUEUE_STEPS_MAX,
    }),
    ringTimeoutMs: within(1_000, 300_000),
    wrapUpTimeoutMs: within(0, 3_600_000),
    promotionAfterMs: within(1_000, DAY_MS),
    serviceLevelThresholdMs: within(1_000, 3_600_000),
    shortAbandonMs: within(0, 600_000),
    announceEveryMs: within(5_000, 3_600_000),
    waitingMax: within(0, 50_000),
    onFull: refusal,
    maxWaitMs: nullable(within(1_000, DAY_MS)),
    onMaxWait: treatment,
    onNoAgents: treatment,
    onClosed: refusal,
    closingRule: oneOf(CLOSING_RULES),
    calendarId: nullable(id),
    reserveWhileServiceLevelAtLeast: Type.Number({ minimum: 0, maximum: 1 }),
  },
  strict,
);

/** Written out as `NamesSchema` is: no `Type.Record` in the console. */
const SkillLevelsSchema = Type.Unsafe<Record<string, number>>({
  type: "object",
  additionalProperties: { type: "integer", minimum: 1, maximum: 10 },
  maxProperties: SKILLS_MAX,
});

export const AgentConfigSchema = Type.Object(
  {
    agentId: UserIdSchema,
    displayName: Type.String({ minLength: 1, maxLength: 100 }),
    skills: SkillLevelsSchema,
    memberships: Type.Array(
      Type.Object({ queueId: QueueIdSchema, preference: within(1, 99), reserve: Type.Boolean() }, strict),
      { maxItems: PLAN_QUEUES_MAX },
    ),
  },
  strict,
);

const plan = {
  queues: Type.Array(QueueConfigSchema, { maxItems: PLAN_QUEUES_MAX }),
  agents: Type.Array(AgentConfigSchema, { maxItems: PLAN_AGENTS_MAX }),
  entryPoints: Type.Array(
    Type.Object(
      {
        dnis: Type.String({ minLength: 1, maxLength: 40, pattern: "^[0-9+*#A-Za-z._-]+$" }),
        names: NamesSchema,
        flowId: id,
        queueId: id,
      },
      strict,
    ),
    { maxItems: PLAN_ENTRY_POINTS_MAX },
  ),
  skills: NamedSkillsSchema,
  shifts: Type.Array(Type.Object({ agentId: UserIdSchema, calendarId: id }, strict), { maxItems: PLAN_AGENTS_MAX }),
};

/** POST /api/routing/check (admin) -> PlanFindings */
export const RoutingPlanSchema = Type.Object(plan, strict);
/** GET /api/routing (admin) */
export const RoutingPlanInForceSchema = Type.Object(
  {
    ...plan,
    revision: Type.Integer({ minimum: 0 }),
    /** What queues and shifts can name. */
    calendars: Type.Array(Type.Object({ calendarId: id, names: NamesSchema }, strict), {
      maxItems: PLAN_CALENDARS_MAX,
    }),
  },
  strict,
);
export type RoutingPlanInForce = Type.Static<typeof RoutingPlanInForceSchema>;
/** PUT /api/routing (admin) -> RoutingPlanInForce; 409 conflict: somebody saved since; 400 plan-mistaken */
export const RoutingPlanBodySchema = Type.Object(
  { plan: RoutingPlanSchema, baseRevision: Type.Integer({ minimum: 0 }) },
  strict,
);

const text = Type.String({ maxLength: 200 });
export const PlanFindingSchema = Type.Object(
  {
    severity: oneOf(["mistake", "warning"] as const),
    code: oneOf([...PLAN_MISTAKES, ...PLAN_WARNINGS] as const),
    queueId: nullable(QueueIdSchema),
    agentId: nullable(UserIdSchema),
    dnis: nullable(text),
    subject: nullable(text),
    alternatives,
    relaxedAfterMs: nullable(DurationMsSchema),
    gaps: Type.Array(
      Type.Object({ weekday: oneOf(WEEKDAYS), fromMinute: within(0, 1_440), toMinute: within(0, 1_440) }, strict),
      { maxItems: 28 },
    ),
  },
  strict,
);
export const PlanFindingsSchema = Type.Object(
  { findings: Type.Array(PlanFindingSchema, { maxItems: PLAN_FINDINGS_MAX }) },
  strict,
);
