import * as Type from "typebox";
import { ContactIdSchema, CustomerIdSchema, nullable } from "../../../../shared/wire/domain-schemas.ts";
import type { Store } from "../../connection/store.ts";
import { TabMemory } from "../../connection/tab-memory.ts";

const WhomSchema = Type.Object({
  customerId: nullable(CustomerIdSchema),
  name: Type.String(),
  phone: Type.String(),
  contactId: nullable(ContactIdSchema),
});
/** Whom to call back. */
export type Whom = Type.Static<typeof WhomSchema>;

const TypedPromiseSchema = Type.Object({
  zone: Type.String(),
  wall: Type.Object({ date: Type.String(), time: Type.String() }),
  note: Type.String(),
});
/** What stands in the form, also what is no time yet. */
export type TypedPromise = Type.Static<typeof TypedPromiseSchema>;

const BegunSchema = Type.Object({
  whom: WhomSchema,
  typed: Type.Union([TypedPromiseSchema, Type.Null()]),
  /** Its form is open on the desk. One is at a time. */
  isOpen: Type.Boolean(),
});
/** A promise that was begun and is neither made nor given up. */
export type BegunPromise = Type.Static<typeof BegunSchema>;
export type BegunPromises = Store<readonly BegunPromise[]>;

/** More than anybody begins in a shift; the oldest goes first. */
const BEGUN_MAX = 50;

/** A wrap-up that ends by its time, another customer, another view, a reload: what was begun is found again. */
export const promiseDrafts = new TabMemory<readonly BegunPromise[]>("promises", Type.Array(BegunSchema), []);

/** Opens the form for somebody, with what was typed before. */
export function openPromise(promises: BegunPromises, whom: Whom): void {
  promises.update((all) => {
    const before = all.find((each) => isOf(each, whom));
    const others = all.filter((each) => !isOf(each, whom)).map((each) => ({ ...each, isOpen: false }));
    return [...others, { whom, typed: before?.typed ?? null, isOpen: true }].slice(-BEGUN_MAX);
  });
}

export function typePromise(promises: BegunPromises, whom: Whom, typed: TypedPromise): void {
  promises.update((all) => all.map((each) => (isOf(each, whom) ? { ...each, typed } : each)));
}

/** It was made, or given up by who began it. */
export function endPromise(promises: BegunPromises, whom: Whom): void {
  promises.update((all) => all.filter((each) => !isOf(each, whom)));
}

function isOf(promise: BegunPromise, whom: Whom): boolean {
  return promise.whom.contactId === whom.contactId;
}
