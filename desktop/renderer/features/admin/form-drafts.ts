import * as Type from "typebox";
import { Check } from "typebox/value";
import type { UserId } from "../../../../shared/domain/ids.ts";
import type { Session } from "../../../../shared/wire/http.ts";
import { Store } from "../../connection/store.ts";

/** What was entered in a form and is not saved yet. */
export interface FormEntry<Value = unknown> {
  /** What was saved when the first change was made; null: nothing, it is new. */
  readonly base: Value | null;
  readonly draft: Value;
}
type Entries = Readonly<Record<string, FormEntry>>;

/** A list: `Type.Record` brings TypeBox's whole type engine. */
const KeptSchema = Type.Array(Type.Object({ form: Type.String(), base: Type.Unknown(), draft: Type.Unknown() }));

/**
 * Every form of the administration with what is not saved, under its name (`routing`, `hours/<calendar>`): other tabs, other views, a
 * reload and signing in again find it. In this tab of the browser only, and everybody has their own.
 */
export type FormDrafts = Store<Entries>;

const bySession = new WeakMap<Session, FormDrafts>();

export function formDraftsOf(session: Session): FormDrafts {
  const known = bySession.get(session);
  if (known !== undefined) return known;
  const { userId } = session.user;
  const drafts: FormDrafts = new Store(kept(userId));
  drafts.subscribe(() => keep(userId, drafts.get()));
  bySession.set(session, drafts);
  return drafts;
}

/** null: nothing is left to be saved there. */
export function putEntry(drafts: FormDrafts, form: string, entry: FormEntry | null): void {
  drafts.update((entries) => {
    const { [form]: before, ...others } = entries;
    if (entry === null) return before === undefined ? entries : others;
    return { ...others, [form]: entry };
  });
}

/** Two values that would be saved as the same. */
export function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

export function isUnsaved({ base, draft }: FormEntry): boolean {
  return !isSame(base, draft);
}

const keyOf = (userId: UserId): string => `cordboard.form-drafts.${userId}`;

function keep(userId: UserId, entries: Entries): void {
  const list = Object.entries(entries).map(([form, entry]) => ({ form, ...entry }));
  if (list.length === 0) {
    sessionStorage.removeItem(keyOf(userId));
    return;
  }
  try {
    sessionStorage.setItem(keyOf(userId), JSON.stringify(list));
  } catch (error) {
    // A plan of thousands may be more than the browser keeps: then it lasts until the page is reloaded.
    if (!(error instanceof DOMException)) throw error;
  }
}

function kept(userId: UserId): Entries {
  const text = sessionStorage.getItem(keyOf(userId));
  if (text === null) return {};
  try {
    const list: unknown = JSON.parse(text);
    if (!Check(KeptSchema, list)) return {};
    return Object.fromEntries(list.map(({ form, base, draft }) => [form, { base, draft }]));
  } catch (error) {
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}
