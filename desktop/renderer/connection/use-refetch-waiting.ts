import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { useConnection } from "./use-connection.ts";

/** A rush changes the counts many times a second; one question at a time is enough. */
const PAUSE_MS = 1_000;

/**
 * Asks for callbacks and messages again as soon as what the server pushes by itself says that they have changed: messages by the
 * agent's view, callbacks by a supervisor's board and an agent's own lines. What no push tells is found by the slow questions of
 * `waiting-api.ts`.
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
