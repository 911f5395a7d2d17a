import type { AnyMachineSnapshot, AnyStateMachine } from "xstate";
import { initialTransition, transition } from "xstate";
import type { FlowContext, FlowEffect, FlowEnding, FlowEvent, FlowInput } from "../../ivr-flows/flow-vocabulary.ts";
import { FLOW_ENDINGS } from "../../ivr-flows/flow-vocabulary.ts";
import type { DurationMs } from "../../shared/domain/time.ts";

/** A delay that ended; made by XState, opaque to everybody else. */
export interface FlowTimeout {
  readonly type: string;
}

/** What one step of a flow asks for, in order. */
export type FlowRequest =
  | { readonly type: "effect"; readonly effect: FlowEffect }
  | { readonly type: "arm"; readonly timer: string; readonly delayMs: DurationMs; readonly event: FlowTimeout }
  | { readonly type: "disarm"; readonly timer: string };

export interface FlowState {
  readonly name: string;
  readonly context: FlowContext;
  readonly ending: FlowEnding | null;
}

const EFFECTS: ReadonlySet<string> = new Set<FlowEffect["type"]>([
  "say",
  "collect",
  "discardTypeAhead",
  "matchAccount",
  "verifyPin",
  "loadBalance",
  "record",
  "journal",
]);

/**
 * One flow in one call: XState's pure `transition()` behind plain data. Nothing of XState runs: its `after` timers would not
 * survive a restore (statelyai/xstate#5331), so delays go out as requests like everything else.
 */
export class FlowDriver {
  private readonly machine: AnyStateMachine;
  private snapshot: AnyMachineSnapshot | null = null;

  constructor(machine: AnyStateMachine) {
    this.machine = machine;
  }

  begin(input: FlowInput): readonly FlowRequest[] {
    const [snapshot, actions] = initialTransition(this.machine, input);
    this.snapshot = snapshot;
    return actions.map(toRequest);
  }

  step(event: FlowEvent | FlowTimeout): readonly FlowRequest[] {
    const [snapshot, actions] = transition(this.machine, this.current(), event);
    this.snapshot = snapshot;
    return actions.map(toRequest);
  }

  restore(name: string, context: FlowContext): void {
    if (!(name in this.machine.states)) throw new Error(`flow ${this.machine.id} has no state ${name}`);
    this.snapshot = this.machine.resolveState({ value: name, context });
  }

  get hasBegun(): boolean {
    return this.snapshot !== null;
  }

  state(): FlowState {
    const snapshot = this.current();
    const value: unknown = snapshot.value;
    const context: unknown = snapshot.context;
    const name = typeof value === "string" ? value : JSON.stringify(value);
    return { name, context: context as FlowContext, ending: snapshot.status === "done" ? endingOf(name) : null };
  }

  private current(): AnyMachineSnapshot {
    if (this.snapshot === null) throw new Error("the flow has not begun");
    return this.snapshot;
  }
}

function endingOf(name: string): FlowEnding {
  const endings: Readonly<Record<string, FlowEnding>> = FLOW_ENDINGS;
  return endings[name] ?? "failed";
}

function toRequest(action: { readonly type: string; readonly params: unknown }): FlowRequest {
  if (action.type === "xstate.raise") {
    const { event, id, delay } = action.params as { event: FlowTimeout; id: string; delay: DurationMs };
    return { type: "arm", timer: id, delayMs: delay, event };
  }
  if (action.type === "xstate.cancel") {
    return { type: "disarm", timer: (action.params as { sendId: string }).sendId };
  }
  if (!EFFECTS.has(action.type)) throw new Error(`unknown effect ${action.type}`);
  // setup() typed the parameters of every action where the flow was written.
  return { type: "effect", effect: { type: action.type, params: action.params } as FlowEffect };
}
