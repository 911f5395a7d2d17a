import type { ChannelId } from "../../../shared/domain/ids.ts";
import type { LineCounters } from "../../ports/line-statistics.ts";
import { TelephonyError } from "../../ports/telephony.ts";
import type { AriOperations } from "./ari-types.generated.ts";
import type { AriWishes } from "./ari-wishes.ts";

export async function askLineCounters(wishes: AriWishes, channelId: ChannelId): Promise<LineCounters | null> {
  try {
    return lineCountersOf(await wishes.ask("channels.rtpstatistics", { channelId }));
  } catch (error) {
    // 404 for a leg that is gone and for one without RTP alike.
    if (error instanceof TelephonyError && error.status === 404) return null;
    throw error;
  }
}

/**
 * Asterisk counts packets and gives jitter and round trip in seconds (res_rtp_asterisk, tried with 22.10.1). Before the first
 * RTCP report of the far end its figures are 0, and so is a round trip nobody could measure.
 */
function lineCountersOf(stat: AriOperations["channels.rtpstatistics"]["result"]): LineCounters {
  return {
    receivedPackets: counted(stat.rxcount),
    receivedLost: counted(stat.rxploss),
    receivedJitterMs: milliseconds(stat.rxjitter),
    sentPackets: counted(stat.txcount),
    sentLost: counted(stat.txploss),
    sentJitterMs: milliseconds(stat.txjitter),
    rttMs: stat.rtt === undefined || stat.rtt <= 0 ? null : milliseconds(stat.rtt),
  };
}

function counted(value: number): number {
  return Number.isFinite(value) ? Math.max(0, Math.trunc(value)) : 0;
}

/** Bounded, because a clock that was set back makes Asterisk report nonsense. */
function milliseconds(seconds: number | undefined): number {
  return seconds === undefined || !Number.isFinite(seconds) ? 0 : Math.min(60_000, Math.max(0, seconds * 1_000));
}
