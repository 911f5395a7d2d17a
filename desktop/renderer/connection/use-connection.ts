import { createContext, use, useSyncExternalStore } from "react";
import type { AgentView } from "../../../shared/wire/console.ts";
import type { Wallboard } from "../../../shared/wire/wallboard-schemas.ts";
import type { Connection } from "./connection.ts";
import type { ConsoleState } from "./console-client.ts";

export const ConnectionContext = createContext<Connection | null>(null);

/** The connection of the signed-in page; only below `ConnectionContext`. */
export function useConnection(): Connection {
  const connection = use(ConnectionContext);
  if (connection === null) throw new Error("useConnection outside of ConnectionContext");
  return connection;
}

export function useConsoleState(): ConsoleState {
  const { state } = useConnection().client;
  return useSyncExternalStore(state.subscribe, state.get);
}

/** What the server says about this agent; null until the first view. */
export function useAgentView(): AgentView | null {
  return useConsoleState().view;
}

/** The live board, for supervisors; null until the first one. */
export function useWallboard(): Wallboard | null {
  const { board } = useConnection().client;
  return useSyncExternalStore(board.subscribe, board.get);
}
