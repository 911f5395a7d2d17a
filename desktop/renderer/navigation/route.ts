import { asId, type CustomerId } from "../../../shared/domain/ids.ts";

export const VIEWS = ["desk", "search", "customer", "history", "lists", "wallboard", "admin", "settings"] as const;
export type ViewName = (typeof VIEWS)[number];

/** Where the console is. In the address's hash, so that the same build works from a server, a sub-path and the shell. */
export type Route =
  | { readonly view: Exclude<ViewName, "customer"> }
  | { readonly view: "customer"; readonly customerId: CustomerId };

const ID = /^[A-Za-z0-9._:-]{1,80}$/;

/** `#/customers/c-17` -> route; anything unknown leads to the desk. */
export function parseRoute(hash: string): Route {
  const [, first = "", second = ""] = hash.replace(/^#/, "").split("/");
  if (first === "customers" && ID.test(second)) return { view: "customer", customerId: asId<CustomerId>(second) };
  const view = VIEWS.find((each) => each === first);
  return view === undefined || view === "customer" ? { view: "desk" } : { view };
}

export function routeHash(route: Route): string {
  return route.view === "customer" ? `#/customers/${route.customerId}` : `#/${route.view}`;
}
