import { createContext, use, useSyncExternalStore } from "react";
import type { EpochMs } from "../../../shared/domain/time.ts";

/** "Now" by the server's clock. The connection provides it; without a provider it is this machine's clock. */
export const ServerTimeContext = createContext<() => EpochMs>(Date.now);

const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | null = null;
let beat = 0;

/** One interval for every timer on the screen, so that all of them step together. */
function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    beat += 1;
    for (const each of listeners) each();
  }, 250);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0 && timer !== null) {
      clearInterval(timer);
      timer = null;
    }
  };
}

/** The server's time in whole seconds, as ms; re-renders when the second changes. */
export function useServerSecond(): EpochMs {
  const now = use(ServerTimeContext);
  return useSyncExternalStore(subscribe, () => {
    // The beat only wakes us; the value is the second, so that a render happens once a second.
    void beat;
    return Math.floor(now() / 1000) * 1000;
  });
}
