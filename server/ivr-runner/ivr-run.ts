import { FLOWS, isFlowId } from "../../ivr-flows/flow-catalogue.ts";
import { flowContext } from "../../ivr-flows/flow-context.ts";
import type { IvrDeps, IvrOutcome, IvrRun, IvrStart } from "./ivr-api.ts";
import { CallInFlow } from "./call-in-flow.ts";
import { FlowDriver } from "./flow-driver.ts";
import { IvrSnapshotError, readIvrSnapshot } from "./ivr-snapshot.ts";

/**
 * Leads one call through its flow. `onOutcome` is called exactly once; for a flow without prompts before this returns and
 * without a request to anybody, because a caller who only wants to ring pays for every millisecond here.
 */
export function startIvrRun(deps: IvrDeps, start: IvrStart, onOutcome: (outcome: IvrOutcome) => void): IvrRun {
  if (!isFlowId(start.flowId)) {
    const { language, customerId, match } = flowContext(start);
    const { queueId } = start;
    onOutcome({ kind: "failed", code: "flow-unknown", queueId, language, customerId, collected: [], match });
    return RUN_OVER;
  }
  const run = new CallInFlow(deps, start, new FlowDriver(FLOWS[start.flowId]), onOutcome);
  run.begin();
  return run;
}

/**
 * Goes on where a snapshot was taken: limits keep their absolute deadlines, the present question is asked again.
 * @throws IvrSnapshotError when the snapshot is of another version or flow: queue the caller.
 */
export function resumeIvrRun(deps: IvrDeps, snapshot: unknown, onOutcome: (outcome: IvrOutcome) => void): IvrRun {
  const saved = readIvrSnapshot(snapshot);
  const { flowId } = saved.start;
  if (!isFlowId(flowId)) throw new IvrSnapshotError(`no flow ${flowId}`);
  const driver = new FlowDriver(FLOWS[flowId]);
  try {
    driver.restore(saved.state, saved.context);
  } catch (problem) {
    throw new IvrSnapshotError(String(problem));
  }
  const run = new CallInFlow(deps, saved.start, driver, onOutcome, saved);
  run.resume(saved);
  return run;
}

/** The run of a flow that does not exist. */
const RUN_OVER: IvrRun = {
  digit: () => undefined,
  playbackEnded: () => undefined,
  callerGone: () => undefined,
  pbxReconnected: () => undefined,
  snapshot: () => null,
};
