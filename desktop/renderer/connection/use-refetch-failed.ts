import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { useConsoleState } from "./use-connection.ts";

/** What could not be fetched while the server was away is fetched once it is back: no view goes on saying that it is away. */
export function useRefetchFailed(): void {
  const queries = useQueryClient();
  const isOnline = useConsoleState().link === "online";
  useEffect(() => {
    if (!isOnline) return;
    void queries.refetchQueries({ type: "active", predicate: ({ state }) => state.status === "error" });
  }, [queries, isOnline]);
}
