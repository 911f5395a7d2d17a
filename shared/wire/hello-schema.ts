import * as Type from "typebox";
import { EpochMsSchema } from "./domain-schemas.ts";

/**
 * What is the same for everybody here. `timeZone` (IANA): where the centre stands; its days are the days of figures, history and
 * export, and its clock is the one that pages show. `entryScripts`: file names of the scripts with which the server's pages begin
 * (`index-Ab12Cd34.js`), their content's fingerprint in the name: a page that began with another one is older. Empty: no pages are built.
 */
export const HelloSchema = Type.Object(
  {
    serverNow: EpochMsSchema,
    timeZone: Type.String({ minLength: 1, maxLength: 60 }),
    entryScripts: Type.Array(Type.String({ minLength: 1, maxLength: 200 }), { maxItems: 10 }),
  },
  { additionalProperties: false },
);
export type Hello = Type.Static<typeof HelloSchema>;
