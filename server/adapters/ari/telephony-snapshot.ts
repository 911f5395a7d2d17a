import { asId, type BridgeId, type ChannelId } from "../../../shared/domain/ids.ts";
import type { TelephonySnapshot } from "../../ports/telephony.ts";
import type { AriOperations, Channel } from "./ari-types.generated.ts";

type Bridges = AriOperations["bridges.list"]["result"];

/** Ids Asterisk makes itself: `[systemname-]seconds.sequence`. Those of legs we ring are chosen by us and look different. */
const OWN_TO_ASTERISK = /^(?:[A-Za-z0-9_-]+-)?\d{9,}\.\d+$/;

/**
 * What belongs to this application: channels inside our Stasis application and legs we are still ringing. Calls in the
 * survival dial plan are not ours to end.
 */
export function snapshotOf(channels: readonly Channel[], bridges: Bridges, app: string): TelephonySnapshot {
  return {
    channels: channels
      .filter((channel) => isInApp(channel, app) || !OWN_TO_ASTERISK.test(channel.id))
      .map((channel) => ({
        channelId: asId<ChannelId>(channel.id),
        state:
          channel.state === "Up" ? "up" : channel.state === "Ring" || channel.state === "Ringing" ? "ringing" : "other",
        callerNumber: channel.caller.number,
        dialed: channel.dialplan.exten,
        createdAt: Date.parse(channel.creationtime),
      })),
    bridges: bridges
      .filter((bridge) => bridge.bridge_class === "stasis")
      .map((bridge) => ({
        bridgeId: asId<BridgeId>(bridge.id),
        channelIds: bridge.channels.map((id) => asId<ChannelId>(id)),
      })),
  };
}

function isInApp(channel: Channel, app: string): boolean {
  const { app_name: name, app_data: data } = channel.dialplan;
  return name === "Stasis" && (data === app || data.startsWith(`${app},`));
}
