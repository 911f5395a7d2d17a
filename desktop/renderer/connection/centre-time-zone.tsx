import { type ReactNode, useSyncExternalStore } from "react";
import { TimeZoneContext } from "../i18n/time-zone.ts";
import { useConnection } from "./use-connection.ts";

/** Below it days and times are the centre's, as the server told them. */
export function CentreTimeZone({ children }: { readonly children: ReactNode }) {
  const { timeZone } = useConnection().client;
  return <TimeZoneContext value={useSyncExternalStore(timeZone.subscribe, timeZone.get)}>{children}</TimeZoneContext>;
}
