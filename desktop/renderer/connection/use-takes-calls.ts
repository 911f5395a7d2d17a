import { useConsoleState } from "./use-connection.ts";

/**
 * Whether this person takes calls: agents do, a supervisor or an administrator without a queue does not and is neither
 * asked for a microphone nor shown a state. Null until the first view.
 */
export function useTakesCalls(): boolean | null {
  const { view } = useConsoleState();
  return view === null ? null : view.status.state !== "signed-out" || view.queues.length > 0;
}
