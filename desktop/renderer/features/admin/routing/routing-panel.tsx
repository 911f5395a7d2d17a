import { useQuery } from "@tanstack/react-query";
import { useConnection } from "../../../connection/use-connection.ts";
import { QueryState } from "../query-state.tsx";
import { PlanEditor } from "./plan-editor.tsx";
import { readPlan } from "./routing-api.ts";

/** Queues, skills and service numbers: changed while calls go on. */
export function RoutingPanel() {
  const { http } = useConnection();
  const plan = useQuery({
    queryKey: ["routing-plan"],
    queryFn: ({ signal }) => readPlan(http, signal),
    staleTime: Infinity,
  });
  return (
    <QueryState query={plan}>
      {(inForce) => <PlanEditor key={inForce.revision} inForce={inForce} onReload={() => void plan.refetch()} />}
    </QueryState>
  );
}
