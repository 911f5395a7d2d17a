import type { Scenario } from "./scenario-table.ts";

/** Given, what happens (as in scenario-table.ts), and what a supervisor reads: of the last offer, or of who waits at `asks`. */
export interface ExplanationCase extends Scenario {
  /** `C2 0:08`: why C2 waits at that time. Left out: the last offer. */
  readonly asks?: string;
  readonly says: string;
}
