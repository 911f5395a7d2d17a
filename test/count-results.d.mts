export interface StageCounts {
  readonly ok?: boolean;
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  readonly why?: string;
  readonly failures?: readonly FailedTest[];
  /** Absolute paths. */
  readonly failedFiles?: readonly string[];
  /** Each test's outcome by its name; of stages that get a second look. */
  readonly statuses?: ReadonlyMap<string, string>;
  /** Failed in one of two runs. */
  readonly unsteady?: readonly FailedTest[];
}
export interface FailedTest {
  readonly test: string;
  readonly message: string;
}
export function afterSecondLook(
  first: StageCounts & { readonly tookMs: number },
  second: StageCounts,
  tookMs: number,
): StageCounts & { readonly tookMs: number };
export function countResults(
  root: string,
  stage: {
    readonly name: string;
    readonly title: string;
    readonly report?: string;
    readonly secondLook?: object;
    readonly skipped?: { readonly code: number; readonly why: string };
  },
  outcome: { readonly ok: boolean; readonly why?: string; readonly exitCode?: number | null },
): StageCounts;
