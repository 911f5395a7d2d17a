import * as Type from "typebox";
import { EpochMsSchema } from "./domain-schemas.ts";

/**
 * What is the same for everybody here. `timeZone` (IANA): where the centre stands; its days are the days of figures, history and
 * export, and its clock is the one that pages show.
 */
export const HelloSchema = Type.Object(
  { serverNow: EpochMsSchema, timeZone: Type.String({ minLength: 1, maxLength: 60 }) },
  { additionalProperties: false },
);
export type Hello = Type.Static<typeof HelloSchema>;
