import { useMemo, useSyncExternalStore } from "react";
import { parseRoute, type Route, routeHash } from "./route.ts";

const listeners = new Set<() => void>();

export function useRoute(): Route {
  const hash = useSyncExternalStore(subscribe, () => location.hash);
  return useMemo(() => parseRoute(hash), [hash]);
}

/** @param entry Of the browser's history: a new one, or the present one in other words, which "back" leaves out. */
export function navigate(route: Route, entry: "new" | "same" = "new"): void {
  const hash = routeHash(route);
  if (location.hash === hash) return;
  if (entry === "new") location.hash = hash;
  else location.replace(hash);
  // Told at once: the browser's event comes a task later, and a field whose text stands in the address would jump back until then.
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  addEventListener("hashchange", listener);
  return () => {
    listeners.delete(listener);
    removeEventListener("hashchange", listener);
  };
}
