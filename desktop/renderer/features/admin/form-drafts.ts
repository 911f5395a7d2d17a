import * as Type from "typebox";
import type { Store } from "../../connection/store.ts";
import { TabMemory } from "../../connection/tab-memory.ts";
import { type TypedNumber, TypedNumberSchema } from "./typed-numbers.ts";

/** What was entered in a form and is not saved yet. */
export interface FormEntry<Value = unknown> {
  /** What was saved when the first change was made; null: nothing, it is new. */
  readonly base: Value | null;
  readonly draft: Value;
  /** What was typed and is no number that could stand in `draft`; none: nothing. */
  readonly typed?: readonly TypedNumber[];
}
type Entries = readonly (FormEntry & { readonly form: string })[];
export type FormDrafts = Store<Entries>;

/** Every form of the administration with what is not saved, under its name: `routing`, `hours/<calendar>`. */
export const formDrafts = new TabMemory<Entries>(
  "form-drafts",
  Type.Array(
    Type.Object({
      form: Type.String(),
      base: Type.Unknown(),
      draft: Type.Unknown(),
      typed: Type.Optional(Type.Array(TypedNumberSchema)),
    }),
  ),
  [],
);

export function entryOf(entries: Entries, form: string): FormEntry | null {
  return entries.find((each) => each.form === form) ?? null;
}

/** null: nothing is left to be saved there. */
export function putEntry(drafts: FormDrafts, form: string, entry: FormEntry | null): void {
  drafts.update((entries) => {
    if (entry === null && entryOf(entries, form) === null) return entries;
    const others = entries.filter((each) => each.form !== form);
    return entry === null ? others : [...others, { form, ...entry }];
  });
}

/** Two values that would be saved as the same. */
export function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

export function isUnsaved({ base, draft, typed = [] }: FormEntry): boolean {
  return typed.length > 0 || !isSame(base, draft);
}
