/** GET, PUT /api/monitor-rules. A file of its own: no console needs it before its form is opened. */
import * as Type from "typebox";
import { EpochMsSchema, nullable } from "./domain-schemas.ts";

const strict = { additionalProperties: false } as const;

export const MonitorRulesBodySchema = Type.Object({ shownToAgent: Type.Boolean() }, strict);
export const MonitorRulesSchema = Type.Object(
  {
    shownToAgent: Type.Boolean(),
    changed: nullable(Type.Object({ at: EpochMsSchema, by: Type.String() }, strict)),
  },
  strict,
);
