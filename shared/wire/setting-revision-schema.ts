/** What tells whether a setting changed since it was read. */
import * as Type from "typebox";
import { EpochMsSchema, nullable } from "./domain-schemas.ts";

const strict = { additionalProperties: false } as const;

/** Parts of what is read: a `SettingRevision`. */
export const settingRevision = {
  revision: Type.Integer({ minimum: 0 }),
  changed: nullable(Type.Object({ at: EpochMsSchema, by: Type.String() }, strict)),
};
/** Part of what is saved: the revision that was read. */
export const baseRevision = Type.Integer({ minimum: 0 });
