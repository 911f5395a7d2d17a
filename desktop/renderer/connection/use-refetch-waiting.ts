import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { useConnection } from "./use-connection.ts";

/** A rush changes the counts many times a second; one question at a time is enough. */
const PAUSE_MS = 1_000;

/**
 * Asks for callbacks and messages again as soon as the agent's view says that one of them has changed. How true the promises were,
 * which stands beside them, goes with the day's figures: a supervisor's board and an agent's own lines tell of it.
 */
export function useRefetchWaiting(): void {
  const queries = useQueryClient();
  const { client } = useConnection();
  useEffect(() => {
    const counts = () =>
      JSON.stringify([
        client.board
          .get()
          ?.queues.map(({ queueId, callbacksNow, callbacksPromised }) => [queueId, callbacksNow, callbacksPromised]),
        client.state.get().view?.queues.map(({ queueId, waiting }) => [queueId, waiting]),
        client.state.get().view?.messages.changedAt,
        client.state.get().view?.callbacksChangedAt,
      ]);
    let shown = counts();
    let pause: ReturnType<typeof setTimeout> | null = null;
    const look = () => {
      if (pause !== null) return;
      const now = counts();
      if (now === shown) return;
      shown = now;
      pause = setTimeout(() => {
        pause = null;
        look();
      }, PAUSE_MS);
      for (const queryKey of [["waiting"], ["voicemails"]]) void queries.invalidateQueries({ queryKey });
    };
    const leave = [client.board.subscribe(look), client.state.subscribe(look)];
    return () => {
      for (const each of leave) each();
      if (pause !== null) clearTimeout(pause);
    };
  }, [queries, client]);
}
