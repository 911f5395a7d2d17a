/** Schemas of how a call sounds; like those of domain-schemas.ts, and proven there. */
import * as Type from "typebox";
import { QUALITY_CAUSES, QUALITY_POINTS_MAX } from "../domain/call-quality.ts";
import { ContactIdSchema, DurationMsSchema, EpochMsSchema, nullable, oneOf, UserIdSchema } from "./domain-schemas.ts";

const strict = { additionalProperties: false } as const;
const percent = Type.Number({ minimum: 0, maximum: 100 });
/** Longer than any network that can still be talked over. */
const networkMs = Type.Number({ minimum: 0, maximum: 60_000 });
const mos = Type.Number({ minimum: 1, maximum: 4.5 });
const packets = Type.Integer({ minimum: 0, maximum: 10_000_000 });
const voiceDirection = Type.Object({ lossPercent: percent, jitterMs: networkMs }, strict);
export const QualityCauseSchema = oneOf(QUALITY_CAUSES);

export const VoiceSampleSchema = Type.Object(
  {
    windowMs: Type.Number({ minimum: 500, maximum: 60_000 }),
    heard: voiceDirection,
    heardPackets: packets,
    sent: nullable(voiceDirection),
    rttMs: nullable(networkMs),
    jitterBufferMs: networkMs,
    microphoneSilent: Type.Boolean(),
  },
  strict,
);

export const LineSampleSchema = Type.Object(
  { heard: voiceDirection, heardPackets: packets, sent: voiceDirection, rttMs: nullable(networkMs) },
  strict,
);

export const CallQualitySchema = Type.Object(
  {
    contactId: ContactIdSchema,
    agentId: UserIdSchema,
    firstAt: EpochMsSchema,
    lastAt: EpochMsSchema,
    mosMean: mos,
    mosMin: mos,
    lossPercent: percent,
    jitterMs: networkMs,
    rttMs: nullable(networkMs),
    lineLossPercent: nullable(percent),
    lineJitterMs: nullable(networkMs),
    cause: QualityCauseSchema,
    points: Type.Array(
      Type.Object({ at: EpochMsSchema, windowMs: DurationMsSchema, mos, cause: QualityCauseSchema }, strict),
      { maxItems: QUALITY_POINTS_MAX },
    ),
  },
  strict,
);
