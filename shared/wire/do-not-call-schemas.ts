import * as Type from "typebox";
import { DO_NOT_CALL_REASONS } from "../domain/do-not-call.ts";
import { ContactIdSchema, EpochMsSchema, nullable, oneOf } from "./domain-schemas.ts";

const strict = { additionalProperties: false } as const;
const text = Type.String({ maxLength: 2_000 });
const countOf = Type.Integer({ minimum: 0 });
/** As written; what it is read as is the server's to say (`bad-number`). */
const number = Type.String({ minLength: 2, maxLength: 64 });
const NOTE_LENGTH_MAX = 300;

/** GET /api/do-not-call?q= (admin): part of a number; newest first, at most a hundred. */
export const DoNotCallQuerySchema = Type.Object({ q: Type.Optional(Type.String({ maxLength: 64 })) }, strict);
export const DoNotCallPageSchema = Type.Object(
  {
    numbers: Type.Array(
      Type.Object(
        {
          phone: text,
          addedAt: EpochMsSchema,
          byName: text,
          because: oneOf(DO_NOT_CALL_REASONS),
          note: text,
          contactId: nullable(ContactIdSchema),
        },
        strict,
      ),
      { maxItems: 100 },
    ),
    total: countOf,
    found: countOf,
    changes: Type.Array(
      Type.Object(
        {
          version: countOf,
          at: EpochMsSchema,
          phone: text,
          change: oneOf(["added", "removed"] as const),
          byName: text,
          note: text,
        },
        strict,
      ),
      { maxItems: 20 },
    ),
  },
  strict,
);

/** POST /api/do-not-call (admin) -> 204 | `bad-number` | `conflict` (it is there) */
export const DoNotCallAdditionSchema = Type.Object(
  { number, note: Type.String({ maxLength: NOTE_LENGTH_MAX }) },
  strict,
);
/** POST /api/do-not-call/removals (admin) -> 204 | `not-found`; why is asked for, and kept. */
export const DoNotCallRemovalSchema = Type.Object(
  {
    phone: Type.String({ minLength: 2, maxLength: 20 }),
    note: Type.String({ minLength: 1, maxLength: NOTE_LENGTH_MAX }),
  },
  strict,
);
/** POST /api/do-not-call/import (admin), body text/csv with a phone column, <= 10 MB */
export const DoNotCallImportSchema = Type.Object({ added: countOf, already: countOf, rejected: countOf }, strict);
