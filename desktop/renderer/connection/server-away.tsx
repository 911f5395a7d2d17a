import type { ReactNode } from "react";
import { ServerAwayContext } from "../ui/server-away.ts";
import { useConsoleState } from "./use-connection.ts";

/** Below it everything knows whether the server is away. */
export function ServerAway({ children }: { readonly children: ReactNode }) {
  const isAway = useConsoleState().link !== "online";
  return <ServerAwayContext value={isAway}>{children}</ServerAwayContext>;
}
