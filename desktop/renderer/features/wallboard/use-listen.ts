import { useCallback } from "react";
import type { UserId } from "../../../../shared/domain/ids.ts";
import { useCommand } from "../../connection/use-command.ts";
import { useConnection, useConsoleState } from "../../connection/use-connection.ts";

export interface Listening {
  readonly listen: (agentId: UserId) => void;
  /** Not in a call of one's own, nor while being connected. Whoever listens to somebody already goes on to the one chosen. */
  readonly canListen: boolean;
  /** Whom the supervisor listens to. */
  readonly to: UserId | null;
  /** Nobody listens to themselves. */
  readonly self: UserId;
}

/** `monitor.start` from the board; what came of it arrives with the view. */
export function useListen(): Listening {
  const { session } = useConnection();
  const { view, link } = useConsoleState();
  const { run, isPending } = useCommand("monitor.start");
  const listen = useCallback((agentId: UserId) => void run({ agentId }), [run]);
  return {
    listen,
    canListen: link === "online" && !isPending && view !== null && view.contact === null,
    to: view?.monitor?.agentId ?? null,
    self: session.user.userId,
  };
}
