import { useEffect } from "react";
import type { Route } from "./route.ts";

/** Views one goes back to from a single record; those that are one are not. */
export type ListRoute = Exclude<Route, { readonly view: "customer" | "contact" | "check" }>;

let last: ListRoute | null = null;

/** The view from which a customer or a contact was opened, as it stood in the address; null: by its address, or after a reload. */
export function cameFrom(): ListRoute | null {
  return last;
}

/** Remembers each view that is shown, but those of one record. */
export function useRememberView(route: Route): void {
  useEffect(() => {
    if (route.view !== "customer" && route.view !== "contact" && route.view !== "check") last = route;
  }, [route]);
}
