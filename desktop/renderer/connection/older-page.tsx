import { type ReactNode, useState, useSyncExternalStore } from "react";
import { OlderPageContext } from "../ui/older-page.ts";
import { useConnection } from "./use-connection.ts";

/** Below it everything knows whether the server has newer pages than this one, which was then left open over an update. */
export function OlderPage({ children }: { readonly children: ReactNode }) {
  const { entryScripts } = useConnection().client;
  const served = useSyncExternalStore(entryScripts.subscribe, entryScripts.get);
  const [own] = useState(ownEntryScript);
  const isOlder = own !== null && served.length > 0 && !served.includes(own);
  return <OlderPageContext value={isOlder}>{children}</OlderPageContext>;
}

/** File name of the script with which this page began; null for a page that was not built (the development server's). */
function ownEntryScript(): string | null {
  const address = document.querySelector('script[type="module"][src*="assets/"]')?.getAttribute("src") ?? null;
  return address === null ? null : (address.split("/").at(-1) ?? null);
}
