import type { Step } from "./acd-state.ts";
import type { AcdEventType } from "./events.ts";

/** The event does not fit the state (a race or a fault): nothing changes, the log gets `from -> event -> (none)`. */
export function illegal(step: Step, event: AcdEventType, from: string, subject: string): void {
  step.effects.push({ type: "illegal", event, from, subject });
}
