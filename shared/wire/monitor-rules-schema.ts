/** GET, PUT /api/monitor-rules; 409 conflict: somebody decided since. A file of its own: no console needs it before its form is opened. */
import * as Type from "typebox";
import { baseRevision, settingRevision } from "./setting-revision-schema.ts";

const strict = { additionalProperties: false } as const;

export const MonitorRulesBodySchema = Type.Object({ shownToAgent: Type.Boolean(), baseRevision }, strict);
export const MonitorRulesSchema = Type.Object({ shownToAgent: Type.Boolean(), ...settingRevision }, strict);
