import * as Type from "typebox";
import { EpochMsSchema, nullable, oneOf } from "./domain-schemas.ts";

const strict = { additionalProperties: false } as const;

/** Something the agent must know that is not part of the view, e.g. why they were set to not ready. */
export const NoticeSchema = Type.Object(
  {
    at: EpochMsSchema,
    code: Type.String({ maxLength: 60 }),
    severity: oneOf(["info", "warning", "error"] as const),
    /** Of `callback-<outcome>`: whom the agent was to talk with, and what comes next. */
    callback: nullable(
      Type.Object(
        {
          customerName: nullable(Type.String({ maxLength: 200 })),
          number: Type.String({ maxLength: 64 }),
          attempt: Type.Integer({ minimum: 1 }),
          attemptsMax: Type.Integer({ minimum: 1 }),
          /** null: nobody calls them again. */
          nextAttemptAt: nullable(EpochMsSchema),
        },
        strict,
      ),
    ),
  },
  strict,
);
export type Notice = Type.Static<typeof NoticeSchema>;
