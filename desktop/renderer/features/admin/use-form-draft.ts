import type { TSchema } from "typebox";
import { Check } from "typebox/value";
import { useEffect, useEffectEvent, useMemo, useSyncExternalStore } from "react";
import { useConnection } from "../../connection/use-connection.ts";
import { entryOf, type FormEntry, formDrafts, isSame, isUnsaved, putEntry } from "./form-drafts.ts";
import { type TypedNumber, type TypedNumbers, withoutTyped, withTyped } from "./typed-numbers.ts";

/** What a form's head needs to know of what is entered. */
export interface FormState {
  readonly isChanged: boolean;
  /** Somebody else saved something since the first change was made: what is entered is kept, and does not know theirs. */
  readonly isOutdated: boolean;
  /** What was typed and is no number that could be saved; kept as the rest is. */
  readonly numbers: TypedNumbers;
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
  /** Whether the number's field is still part of the form: what was typed into a part that was removed goes with it. */
  readonly hasNumber?: (value: Value, field: string) => boolean;
}

/**
 * What is entered in a form. It is the form's until it is saved or discarded, whatever is opened or read meanwhile; a form in which
 * nothing was changed shows what is saved.
 */
export function useFormDraft<Value>(options: FormDraftOptions<Value>): FormDraft<Value> {
  const { form, schema, saved, merge = (_base: Value, mine: Value) => mine, hasNumber = () => true } = options;
  const { session } = useConnection();
  const drafts = formDrafts.of(session);
  const entries = useSyncExternalStore(drafts.subscribe, drafts.get);
  const kept = entryOf(entries, form);
  const entry = useMemo(() => (kept !== null && fits<Value>(schema, kept) ? kept : null), [schema, kept]);
  const put = (next: FormEntry<Value> | null): void =>
    putEntry(drafts, form, next !== null && isUnsaved(next) ? next : null);
  const typed = entry?.typed ?? [];
  const isChanged = entry !== null && isUnsaved(entry) && (typed.length > 0 || !isSame(entry.draft, saved));
  // As it is now, not as it was drawn: a number that becomes good is forgotten as text and changed as a value.
  const current = (): FormEntry<Value> | null => {
    const now = entryOf(drafts.get(), form);
    return now !== null && fits<Value>(schema, now) ? now : null;
  };
  const partsOf = (now: FormEntry<Value> | null, draft: Value): readonly TypedNumber[] =>
    (now?.typed ?? []).filter(({ field }) => hasNumber(draft, field));

  // Saved, and now read again: the form shows what is saved.
  const forgetSettled = useEffectEvent(() => {
    if (entry !== null && !isChanged) put(null);
  });
  const text = JSON.stringify(saved);
  useEffect(() => forgetSettled(), [text]);

  const isOther = (now: Value | null): boolean => isChanged && !isSame(entry.base, now);
  const numbers: TypedNumbers = {
    all: typed,
    put: (number) => {
      const now = current();
      const draft = now === null ? saved : now.draft;
      if (draft === null) return;
      put({ base: now === null ? saved : now.base, draft, typed: withTyped(now?.typed ?? [], number) });
    },
    forget: (field) => {
      const now = current();
      if (now?.typed?.some((each) => each.field === field)) put({ ...now, typed: withoutTyped(now.typed, field) });
    },
  };
  return {
    value: entry === null ? saved : entry.draft,
    isChanged,
    isOutdated: isOther(saved),
    isOther,
    numbers,
    change: (draft) => {
      const now = current();
      put({ base: now === null ? saved : now.base, draft, typed: partsOf(now, draft) });
    },
    discard: () => put(null),
    settle: (sent, savedAs = sent) => {
      const now = current();
      const draft = now === null || isSame(now.draft, sent) ? savedAs : now.draft;
      putEntry(drafts, form, { base: savedAs, draft, typed: partsOf(now, draft) });
    },
    goOn: () => {
      if (entry === null) return;
      const isMergeable = entry.base !== null && saved !== null;
      const draft = isMergeable ? merge(entry.base, entry.draft, saved) : entry.draft;
      put({ base: saved, draft, typed: partsOf(entry, draft) });
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
