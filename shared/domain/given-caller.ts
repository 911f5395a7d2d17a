import type { DurationMs } from "./time.ts";

/** So long a caller whom a supervisor gave to a busy agent waits for them alone; then anybody may take the call. */
export const GIVEN_WAIT_MS: DurationMs = 120_000;
