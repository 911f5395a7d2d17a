import { expect, it } from "vitest";
import type { Channel } from "./ari-types.generated.ts";
import { snapshotOf } from "./telephony-snapshot.ts";

const channel = (id: string, app: string, data: string, state: Channel["state"] = "Up"): Channel => ({
  id,
  protocol_id: "",
  name: `PJSIP/x-${id}`,
  state,
  caller: { name: "", number: "1" },
  connected: { name: "", number: "" },
  accountcode: "",
  dialplan: { context: "from-trunk", exten: "4001", priority: 1, app_name: app, app_data: data },
  creationtime: "2026-11-21T10:00:00.000+0000",
  language: "en",
});

it("holds what is ours: calls in our application and legs with our ids, not the survival queue's", () => {
  const channels = [
    channel("cordboard-1795300442.0", "Stasis", "cordboard,inbound,4001"),
    channel("1795300442.1", "Stasis", "cordboard", "Ring"),
    channel("c1.a1", "AppDial2", "(Outgoing Line)", "Ringing"),
    channel("cordboard-1795300442.2", "Queue", "survival"),
    channel("cordboard-1795300442.3", "Stasis", "cordboard2,inbound"),
    channel("cordboard-1795300442.4", "AppQueue", "(Outgoing Line)", "Ringing"),
  ];
  const bridge = (id: string, bridgeClass: string) => ({
    id,
    technology: "simple_bridge",
    bridge_type: "mixing" as const,
    bridge_class: bridgeClass,
    creator: "Stasis",
    name: "",
    channels: ["c1.a1"],
    creationtime: "2026-11-21T10:00:00.000+0000",
  });
  const snapshot = snapshotOf(channels, [bridge("b1", "stasis"), bridge("b2", "basic")], "cordboard");
  expect(snapshot.channels.map(({ channelId, state }) => `${channelId} ${state}`)).toEqual([
    "cordboard-1795300442.0 up",
    "1795300442.1 ringing",
    "c1.a1 ringing",
  ]);
  expect(snapshot.channels[0]?.createdAt).toBe(Date.UTC(2026, 10, 21, 10));
  expect(snapshot.bridges).toEqual([{ bridgeId: "b1", channelIds: ["c1.a1"] }]);
});
