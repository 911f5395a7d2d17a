import { useEffect, useMemo, useSyncExternalStore } from "react";
import type { QueueId } from "../../../shared/domain/ids.ts";
import type { WaitingLine } from "../../../shared/wire/waiting-line-schema.ts";
import { keepIdentity } from "./keep-identity.ts";
import { useConnection, useConsoleState } from "./use-connection.ts";
import { useReportFailure } from "./use-report-failure.ts";

/** A rush keeps the server from answering in time; the line is wanted all the same. */
const AGAIN_MS = 3_000;

/**
 * The live line of this queue, as long as it is shown; null until the first picture. `isDeep`: with everybody, not the first callers
 * only. The server forgets with the socket who watches.
 */
export function useWaitingLine(queueId: QueueId, isDeep: boolean): WaitingLine | null {
  const { client } = useConnection();
  const report = useReportFailure();
  const { link } = useConsoleState();
  const isOnline = link === "online";
  useEffect(() => {
    if (!isOnline) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isOver = false;
    const watch = () => {
      client.command("waiting.watch", { queueId, deep: isDeep }).catch((error: unknown) => {
        if (isOver) return;
        report(error);
        timer = setTimeout(watch, AGAIN_MS);
      });
    };
    watch();
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [client, report, isOnline, queueId, isDeep]);
  useEffect(() => {
    if (!isOnline) return undefined;
    // Not with each look deeper: the line stays on the screen until the longer one is there.
    return () => {
      // Who comes back later is not to take what was then for what is now.
      client.waitingLine.set(null);
      // Gone offline meanwhile: there is nothing to take back.
      if (client.state.get().link === "online")
        client.command("waiting.watch", { queueId: null, deep: false }).catch(report);
    };
  }, [client, report, isOnline, queueId]);
  const get = useMemo(() => keepIdentity(client.waitingLine.get), [client]);
  const line = useSyncExternalStore(client.waitingLine.subscribe, get);
  return line?.queueId === queueId ? line : null;
}
