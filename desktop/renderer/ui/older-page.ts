import { createContext, use } from "react";

/** Whether this page is older than those the server has: what it has not fetched yet may be gone there, and a reload brings it all. */
export const OlderPageContext = createContext(false);

export function useIsOlderPage(): boolean {
  return use(OlderPageContext);
}
