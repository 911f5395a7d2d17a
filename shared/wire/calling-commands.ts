import * as Type from "typebox";
import { CallListEntryIdSchema, CallListIdSchema } from "./domain-schemas.ts";

const strict = { additionalProperties: false } as const;

/** Calls that an agent makes: a number of their own choice, or the next person of a list. */
export const CALLING_COMMANDS = {
  /** A number that a person typed or clicked, as written; who may dial what is the server's to say (`dial-forbidden`). */
  "call.dial": Type.Object(
    {
      number: Type.String({ minLength: 2, maxLength: 64 }),
      /** After `do-not-call-unconfirmed`: the agent was told, and means it. */
      despiteDoNotCall: Type.Optional(Type.Boolean()),
    },
    strict,
  ),
  /** Result: `NextEntry`. Whose person may not be called now, by hours and earlier calls, is not given. */
  "list.next": Type.Object({ callListId: CallListIdSchema }, strict),
  "list.skip": Type.Object({ entryId: CallListEntryIdSchema }, strict),
  "list.dial": Type.Object({ entryId: CallListEntryIdSchema }, strict),
} as const;
