import * as Type from "typebox";
import { Check } from "typebox/value";
import type { ContactId } from "../../../../shared/domain/ids.ts";
import { DispositionSchema, NOTE_MAX, nullable } from "../../../../shared/wire/domain-schemas.ts";

const KeptSchema = Type.Object({
  contactId: Type.String(),
  disposition: nullable(DispositionSchema),
  note: Type.String({ maxLength: NOTE_MAX }),
});
type Kept = Type.Static<typeof KeptSchema>;

/** One contact at a time, so one key: nothing can pile up in the browser. */
const KEY = "cordboard.draft";

/** What was typed and not yet confirmed by the server; null when there is nothing for this contact. */
export function keptDraft(contactId: ContactId): Pick<Kept, "disposition" | "note"> | null {
  const text = sessionStorage.getItem(KEY);
  if (text === null) return null;
  try {
    const kept: unknown = JSON.parse(text);
    return Check(KeptSchema, kept) && kept.contactId === contactId
      ? { disposition: kept.disposition, note: kept.note }
      : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** Null: the server has it, or it is not wanted any more. */
export function keepDraft(contactId: ContactId, draft: Pick<Kept, "disposition" | "note"> | null): void {
  if (draft === null) sessionStorage.removeItem(KEY);
  else sessionStorage.setItem(KEY, JSON.stringify({ contactId, ...draft }));
}
