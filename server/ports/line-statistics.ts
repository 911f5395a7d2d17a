import type { ChannelId } from "../../shared/domain/ids.ts";
import type { DurationMs } from "../../shared/domain/time.ts";

/** What the exchange has counted on one leg since its media began. `received` is what the leg's far end sent. */
export interface LineCounters {
  readonly receivedPackets: number;
  readonly receivedLost: number;
  readonly receivedJitterMs: DurationMs;
  readonly sentPackets: number;
  /** As the far end reported it (RTCP); 0 while it has not. */
  readonly sentLost: number;
  readonly sentJitterMs: DurationMs;
  readonly rttMs: DurationMs | null;
}

export interface LineStatistics {
  /** null: the leg has no media of its own. @throws TelephonyError `channel-gone` | `pbx-timeout` | `pbx-unavailable` */
  lineCounters(channelId: ChannelId): Promise<LineCounters | null>;
  /** Whether the exchange has a registration of this SIP login now, whatever its legs do. @throws TelephonyError */
  isRegistered(endpointName: string): Promise<boolean>;
}
