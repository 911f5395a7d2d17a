/** The supervisors' board on the wire: whole, and what changes in it. */
import * as Type from "typebox";
import {
  AgentStatusSchema,
  EpochMsSchema,
  NamesSchema,
  nullable,
  QueueIdSchema,
  UserIdSchema,
} from "./domain-schemas.ts";
import { MONITORED_PARTS } from "./monitor-schemas.ts";
import { QualityCauseSchema } from "./quality-schemas.ts";
import { QUEUE_DAY } from "./queue-day-schema.ts";

const strict = { additionalProperties: false } as const;
const QUEUES_MAX = 200;
const AGENTS_MAX = 2_000;
const FIGURES = {
  seq: Type.Integer({ minimum: 0 }),
  serverNow: EpochMsSchema,
  dayStartedAt: EpochMsSchema,
  pbxConnected: Type.Boolean(),
  inIvr: Type.Integer({ minimum: 0 }),
};

export const WallboardQueueSchema = Type.Object(
  {
    queueId: QueueIdSchema,
    names: NamesSchema,
    /** By its opening hours. */
    open: Type.Boolean(),
    waiting: Type.Integer({ minimum: 0 }),
    longestWaitSince: nullable(EpochMsSchema),
    readyAgents: Type.Integer({ minimum: 0 }),
    signedInAgents: Type.Integer({ minimum: 0 }),
    ...QUEUE_DAY,
  },
  strict,
);
export type WallboardQueue = Type.Static<typeof WallboardQueueSchema>;

export const WallboardAgentSchema = Type.Object(
  {
    status: AgentStatusSchema,
    displayName: Type.String(),
    queueIds: Type.Array(QueueIdSchema, { maxItems: 50 }),
    /** Masked number or name of the other party. */
    withWhom: nullable(Type.String()),
    held: Type.Boolean(),
    handledToday: Type.Integer({ minimum: 0 }),
    ...MONITORED_PARTS,
    /** How their call sounds now, while that is not good; null: good, or not measured. */
    voice: nullable(
      Type.Object(
        { poor: Type.Boolean(), mos: Type.Number({ minimum: 1, maximum: 4.5 }), cause: QualityCauseSchema },
        strict,
      ),
    ),
  },
  strict,
);
export type WallboardAgent = Type.Static<typeof WallboardAgentSchema>;

/** The whole board. On change, at most 10 times a second, and mostly as a `wallboard-change`. */
export const WallboardSchema = Type.Object(
  {
    ...FIGURES,
    queues: Type.Array(WallboardQueueSchema, { maxItems: QUEUES_MAX }),
    agents: Type.Array(WallboardAgentSchema, { maxItems: AGENTS_MAX }),
  },
  strict,
);
export type Wallboard = Type.Static<typeof WallboardSchema>;

/** A board of a thousand agents is 290 KB; who takes a call changes 300 bytes of it. */
export const WallboardChangeSchema = Type.Object(
  {
    ...FIGURES,
    /** `seq` of the board that these are changes of. */
    since: Type.Integer({ minimum: 0 }),
    /** Rows that are new or not as they were, whole. */
    queues: Type.Array(WallboardQueueSchema, { maxItems: QUEUES_MAX }),
    agents: Type.Array(WallboardAgentSchema, { maxItems: AGENTS_MAX }),
    /** All rows in their order; null: the same rows in the same order as before. */
    queueIds: nullable(Type.Array(QueueIdSchema, { maxItems: QUEUES_MAX })),
    agentIds: nullable(Type.Array(UserIdSchema, { maxItems: AGENTS_MAX })),
  },
  strict,
);
export type WallboardChange = Type.Static<typeof WallboardChangeSchema>;
