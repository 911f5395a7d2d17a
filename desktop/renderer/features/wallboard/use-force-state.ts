import { useCallback, useRef, useState } from "react";
import type { UserId } from "../../../../shared/domain/ids.ts";
import { useConnection } from "../../connection/use-connection.ts";
import { useReportFailure } from "../../connection/use-report-failure.ts";

const NONE: ReadonlySet<UserId> = new Set();

/** `agent.force-state` for several agents at once, each with its own pending mark. What came of it arrives with the board. */
export function useForceState() {
  const { client } = useConnection();
  const report = useReportFailure();
  const [pending, setPending] = useState(NONE);
  /** Ahead of `pending`: a second press may come before the first is painted. */
  const running = useRef(new Set<UserId>());
  const force = useCallback(
    (agentId: UserId, state: "ready" | "not-ready") => {
      if (running.current.has(agentId)) return;
      running.current.add(agentId);
      setPending((before) => new Set(before).add(agentId));
      client
        .command("agent.force-state", { agentId, state })
        .catch(report)
        .finally(() => {
          running.current.delete(agentId);
          setPending((before) => new Set([...before].filter((each) => each !== agentId)));
        });
    },
    [client, report],
  );
  return { force, pending };
}
