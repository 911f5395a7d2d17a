import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
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
  const [reads, setReads] = useState(0);
  const readAgain = () => void plan.refetch().then(() => setReads((before) => before + 1));
  return (
    <QueryState query={plan}>
      {(inForce) => <PlanEditor key={reads} inForce={inForce} onReload={readAgain} />}
    </QueryState>
  );
}
