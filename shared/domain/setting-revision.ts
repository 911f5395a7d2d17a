import type { EpochMs } from "./time.ts";

/** Which state of a setting somebody has read. It is given back when a change is saved, so that nobody overwrites another unseen. */
export interface SettingRevision {
  /** Grows with every change, also over a removal; 0: nobody has changed it in the console. */
  readonly revision: number;
  /** Who changed it last, by their name then. */
  readonly changed: { readonly at: EpochMs; readonly by: string } | null;
}

export const NEVER_CHANGED: SettingRevision = { revision: 0, changed: null };
