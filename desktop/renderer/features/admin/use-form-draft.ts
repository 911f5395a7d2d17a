import type { TSchema } from "typebox";
import { Check } from "typebox/value";
import { useEffect, useEffectEvent, useMemo, useSyncExternalStore } from "react";
import { useConnection } from "../../connection/use-connection.ts";
import { entryOf, type FormEntry, formDrafts, isSame, isUnsaved, putEntry } from "./form-drafts.ts";

/** What a form's head needs to know of what is entered. */
export interface FormState {
  readonly isChanged: boolean;
  /** Somebody else saved something since the first change was made: what is entered is kept, and does not know theirs. */
  readonly isOutdated: boolean;
  readonly discard: () => void;
  /** Goes on from what is saved now. */
  readonly goOn: () => void;
}
export interface FormDraft<Value> extends FormState {
  /** What is entered, or what is saved; null: neither, it is gone. */
  readonly value: Value | null;
  readonly change: (value: Value) => void;
  /** `sent` was saved, as `saved`. What is shown stays until it has been read again, and what was typed meanwhile stays unsaved. */
  readonly settle: (sent: Value, saved?: Value) => void;
  /** Whether what has just been read is something else than what the changes were made to. */
  readonly isOther: (saved: Value | null) => boolean;
}

interface FormDraftOptions<Value> {
  /** The tab, and what there is more than one of: `waiting/<queue>`. */
  readonly form: string;
  /** Of `Value`: what another version of this page has kept is as good as nothing. */
  readonly schema: TSchema;
  /** As last read; null: it is new. */
  readonly saved: Value | null;
  /** Brings the changes that were made to `base` into `theirs`. None: the form is saved as it is entered. */
  readonly merge?: (base: Value, mine: Value, theirs: Value) => Value;
}

/**
 * What is entered in a form. It is the form's until it is saved or discarded, whatever is opened or read meanwhile; a form in which
 * nothing was changed shows what is saved.
 */
export function useFormDraft<Value>(options: FormDraftOptions<Value>): FormDraft<Value> {
  const { form, schema, saved, merge = (_base: Value, mine: Value) => mine } = options;
  const { session } = useConnection();
  const drafts = formDrafts.of(session);
  const entries = useSyncExternalStore(drafts.subscribe, drafts.get);
  const kept = entryOf(entries, form);
  const entry = useMemo(() => (kept !== null && fits<Value>(schema, kept) ? kept : null), [schema, kept]);
  const put = (next: FormEntry<Value> | null): void => putEntry(drafts, form, next);
  const isChanged = entry !== null && isUnsaved(entry) && !isSame(entry.draft, saved);

  // Saved, and now read again: the form shows what is saved.
  const forgetSettled = useEffectEvent(() => {
    if (entry !== null && !isChanged) put(null);
  });
  const text = JSON.stringify(saved);
  useEffect(() => forgetSettled(), [text]);

  const isOther = (now: Value | null): boolean => isChanged && !isSame(entry.base, now);
  const base = entry === null ? saved : entry.base;
  return {
    value: entry === null ? saved : entry.draft,
    isChanged,
    isOutdated: isOther(saved),
    isOther,
    change: (draft) => put(isSame(base, draft) ? null : { base, draft }),
    discard: () => put(null),
    settle: (sent, savedAs = sent) => {
      const { draft } = entryOf(drafts.get(), form) ?? { draft: sent };
      putEntry(drafts, form, { base: savedAs, draft: isSame(draft, sent) ? savedAs : draft });
    },
    goOn: () => {
      if (entry === null) return;
      const isMergeable = entry.base !== null && saved !== null;
      put({ base: saved, draft: isMergeable ? merge(entry.base, entry.draft, saved) : entry.draft });
    },
  };
}

function fits<Value>(schema: TSchema, entry: FormEntry): entry is FormEntry<Value> {
  return Check(schema, entry.draft) && (entry.base === null || Check(schema, entry.base));
}

/** The forms in which something is not saved, by name. */
export function useUnsavedForms(): readonly string[] {
  const { session } = useConnection();
  const drafts = formDrafts.of(session);
  const entries = useSyncExternalStore(drafts.subscribe, drafts.get);
  return entries.filter(isUnsaved).map(({ form }) => form);
}
