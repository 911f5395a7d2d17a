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
    // Read each time the panel is opened (a person created since is in it), and not under the hands of who edits.
    staleTime: Infinity,
    gcTime: 0,
  });
  return (
    <QueryState query={plan}>
      {(inForce) => (
        <PlanEditor
          inForce={inForce}
          readAgain={async () => (await plan.refetch({ throwOnError: true })).data ?? inForce}
        />
      )}
    </QueryState>
  );
}
