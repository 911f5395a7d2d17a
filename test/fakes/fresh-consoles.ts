import { cleanup, configure } from "@testing-library/react";
import { afterEach, beforeEach, vi } from "vitest";

/** A machine that is busy with other tests compiles and lays out slowly: what is waited for is the event, not a second. */
const SLOW_MACHINE_MS = 10_000;

/** For a file whose tests open whole consoles: each begins with nothing remembered, and leaves nothing behind. */
export function freshConsoles(): void {
  configure({ asyncUtilTimeout: SLOW_MACHINE_MS });
  beforeEach(() => {
    sessionStorage.clear();
    localStorage.clear();
    // jsdom has neither CSS.escape nor a loudspeaker.
    vi.stubGlobal("CSS", { escape: (text: string) => text });
    vi.spyOn(HTMLMediaElement.prototype, "play").mockResolvedValue();
  });
  afterEach(() => {
    cleanup();
    vi.unstubAllGlobals();
    vi.restoreAllMocks();
  });
}
