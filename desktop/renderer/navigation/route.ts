import { asId, type ContactId, type CustomerId } from "../../../shared/domain/ids.ts";

export const VIEWS = [
  "desk",
  "search",
  "customer",
  "contact",
  "history",
  "agenda",
  "waiting",
  "lists",
  "wallboard",
  "admin",
  "settings",
  "check",
] as const;
export type ViewName = (typeof VIEWS)[number];

/** Where the console is. In the address's hash, so that the same build works from a server, a sub-path and the shell. */
export type Route =
  | { readonly view: Exclude<ViewName, "customer" | "contact"> }
  | { readonly view: "customer"; readonly customerId: CustomerId }
  /** Every event of one contact, for supervisors. */
  | { readonly view: "contact"; readonly contactId: ContactId };

const ID = /^[A-Za-z0-9._:-]{1,80}$/;

/** `#/customers/c-17` -> route; anything unknown leads to the desk. */
export function parseRoute(hash: string): Route {
  const [, first = "", second = ""] = hash.replace(/^#/, "").split("/");
  if (first === "customers" && ID.test(second)) return { view: "customer", customerId: asId<CustomerId>(second) };
  if (first === "contacts" && ID.test(second)) return { view: "contact", contactId: asId<ContactId>(second) };
  const view = VIEWS.find((each) => each === first);
  return view === undefined || view === "customer" || view === "contact" ? { view: "desk" } : { view };
}

export function routeHash(route: Route): string {
  if (route.view === "customer") return `#/customers/${route.customerId}`;
  return route.view === "contact" ? `#/contacts/${route.contactId}` : `#/${route.view}`;
}
