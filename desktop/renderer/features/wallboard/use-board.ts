import { useDeferredValue, useEffect, useMemo, useState, useSyncExternalStore } from "react";
import type { EpochMs } from "../../../../shared/domain/time.ts";
import type { Wallboard } from "../../../../shared/wire/wallboard-schemas.ts";
import { keepIdentity } from "../../connection/keep-identity.ts";
import { useConnection, useConsoleState } from "../../connection/use-connection.ts";

export interface BoardUse {
  /** null until the first one came. Rows that did not change keep their identity, so they need not render again. */
  readonly board: Wallboard | null;
  /** Server time from which on the figures may be wrong; null while they are live. */
  readonly staleSince: EpochMs | null;
}

/** The live board, and whether it still is: with the socket lost, or the machine offline, the last figures are history. */
export function useBoard(): BoardUse {
  const { clock, client } = useConnection();
  const get = useMemo(() => keepIdentity(client.board.get), [client]);
  // Drawn when there is time for it: a key that is pressed meanwhile goes first.
  const board = useDeferredValue(useSyncExternalStore(client.board.subscribe, get));
  const { link } = useConsoleState();
  const online = useOnline();
  const isLive = link === "online" && online;
  const [staleSince, setStaleSince] = useState<EpochMs | null>(isLive ? null : clock.now());
  useEffect(() => {
    setStaleSince((since) => (isLive ? null : (since ?? clock.now())));
  }, [isLive, clock]);
  return { board, staleSince };
}

/** The first connection takes a moment; only after this long without a board is there something to say. */
const FIRST_BOARD_MS = 2_000;

/** True once the first board is overdue. */
export function useOverdue(board: Wallboard | null): boolean {
  const [overdue, setOverdue] = useState(false);
  const isWaiting = board === null;
  useEffect(() => {
    if (!isWaiting) return undefined;
    const timer = setTimeout(() => setOverdue(true), FIRST_BOARD_MS);
    return () => {
      clearTimeout(timer);
      setOverdue(false);
    };
  }, [isWaiting]);
  return overdue && isWaiting;
}

function useOnline(): boolean {
  const [online, setOnline] = useState(() => navigator.onLine);
  useEffect(() => {
    const update = () => setOnline(navigator.onLine);
    addEventListener("online", update);
    addEventListener("offline", update);
    return () => {
      removeEventListener("online", update);
      removeEventListener("offline", update);
    };
  }, []);
  return online;
}
