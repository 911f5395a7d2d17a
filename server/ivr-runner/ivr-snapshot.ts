import type { FlowContext, FlowEffect } from "../../ivr-flows/flow-vocabulary.ts";
import type { CollectedItem } from "../../shared/domain/contact.ts";
import type { PlaybackId } from "../../shared/domain/ids.ts";
import type { DurationMs, EpochMs } from "../../shared/domain/time.ts";
import type { FlowTimeout } from "./flow-driver.ts";
import type { IvrStart } from "./ivr-api.ts";

/** What a flow waits for; it is asked for again after a restart. */
export type Activity = Extract<
  FlowEffect,
  { readonly type: "say" | "collect" | "matchAccount" | "verifyPin" | "loadBalance" }
>;

export interface ArmedTimer {
  readonly timer: string;
  readonly dueAt: EpochMs;
  readonly delayMs: DurationMs;
  readonly event: FlowTimeout;
  /** Limits the present activity, which begins anew after a restart; so does the limit. */
  readonly ofActivity: boolean;
}

/** A run at rest. No secrets, no keys typed ahead: either could be a PIN. */
export interface IvrSnapshot {
  readonly version: 2;
  readonly start: IvrStart;
  readonly state: string;
  readonly context: FlowContext;
  readonly activity: Activity | null;
  readonly timers: readonly ArmedTimer[];
  readonly collected: readonly CollectedItem[];
  readonly answered: boolean;
  /** What plays, and what waits behind it. */
  readonly playbackIds: readonly PlaybackId[];
}

/** The snapshot was not made by this version: queue the caller. */
export class IvrSnapshotError extends Error {
  readonly code = "ivr-fault";
  constructor(reason: string) {
    super(`IVR snapshot not usable: ${reason}`);
    this.name = "IvrSnapshotError";
  }
}

/** Snapshots come from our own journal; what is checked is that they are of this version and whole. */
export function readIvrSnapshot(raw: unknown): IvrSnapshot {
  if (typeof raw !== "object" || raw === null) throw new IvrSnapshotError("not an object");
  if (!("version" in raw) || raw.version !== 2) throw new IvrSnapshotError("another version");
  for (const part of ["start", "context"] as const) {
    const value: unknown = Reflect.get(raw, part);
    if (typeof value !== "object" || value === null) throw new IvrSnapshotError(`${part} is missing`);
  }
  if (typeof Reflect.get(raw, "state") !== "string") throw new IvrSnapshotError("state is missing");
  for (const part of ["timers", "collected", "playbackIds"] as const) {
    if (!Array.isArray(Reflect.get(raw, part))) throw new IvrSnapshotError(`${part} is missing`);
  }
  return raw as IvrSnapshot;
}
