import type { AnyStateMachine } from "xstate";
import { directFlow } from "./direct/flow.ts";
import { salesLineFlow } from "./sales-line/flow.ts";
import { serviceLineFlow } from "./service-line/flow.ts";

export const FLOW_IDS = ["direct", "sales-line", "service-line"] as const;
export type FlowId = (typeof FLOW_IDS)[number];

/** Every flow an entry point can name. */
export const FLOWS: Readonly<Record<FlowId, AnyStateMachine>> = {
  direct: directFlow,
  "sales-line": salesLineFlow,
  "service-line": serviceLineFlow,
};

export function isFlowId(raw: string): raw is FlowId {
  return (FLOW_IDS as readonly string[]).includes(raw);
}
