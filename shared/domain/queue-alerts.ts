import type { DurationMs } from "./time.ts";

/** From when on a board asks for help with a queue. Figures are only judged by these, never counted by them. */
export interface QueueAlerts {
  /** A longer wait is bad, half of it worth a glance; null: the threshold of the service level. */
  readonly longestWaitMs: DurationMs | null;
  /** 0..1; below it the service level is worth a glance, ten points below bad. */
  readonly serviceLevelTarget: number;
  /** 1..4.5 (mean opinion score); below it a call sounds poor: marked on boards, told to supervisors. */
  readonly poorVoiceMos: number;
}

/** "80/20", the usual target of the trade, and where listeners begin to complain (ITU-T G.107, annex B: 3.6). */
export const ALERT_DEFAULTS: QueueAlerts = { longestWaitMs: null, serviceLevelTarget: 0.8, poorVoiceMos: 3.6 };
