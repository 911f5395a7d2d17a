export interface StageCounts {
  readonly ok?: boolean;
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  readonly why?: string;
  readonly failures?: readonly { readonly test: string; readonly message: string }[];
}
export function countResults(
  root: string,
  stage: { readonly name: string; readonly title: string; readonly report?: string },
  outcome: { readonly ok: boolean; readonly why?: string },
): StageCounts;
