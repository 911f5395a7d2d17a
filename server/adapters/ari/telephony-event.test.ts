import { describe, expect, it } from "vitest";
import type { AriEvent, Channel } from "./ari-types.generated.ts";
import { encodeTag, endpointNameOf, telephonyEvent } from "./telephony-event.ts";

const CHANNEL: Channel = {
  id: "cordboard-1795300442.0",
  protocol_id: "",
  name: "PJSIP/carrier-00000001",
  state: "Ring",
  caller: { name: "Li 李", number: "+8613800138000" },
  connected: { name: "", number: "" },
  accountcode: "",
  dialplan: { context: "from-trunk", exten: "4001", priority: 1, app_name: "Stasis", app_data: "" },
  creationtime: "2026-11-21T10:00:00.000+0000",
  language: "en",
};
const BASE = { application: "app", timestamp: "2026-11-21T10:00:00.000+0000" };
const start = (args: readonly string[], channel: Partial<Channel> = {}): AriEvent => ({
  ...BASE,
  type: "StasisStart",
  args,
  channel: { ...CHANNEL, ...channel },
});

describe("telephonyEvent", () => {
  it("takes a call from each kind of endpoint", () => {
    expect(telephonyEvent(start(["inbound", "4001", "allowed_not_screened"]))).toEqual({
      type: "call-arrived",
      channelId: "cordboard-1795300442.0",
      source: "trunk",
      callerNumber: "+8613800138000",
      callerName: "Li 李",
      numberWithheld: false,
      dnis: "4001",
      endpointName: "carrier",
      waitedMs: 0,
    });
    expect(telephonyEvent(start(["webphone", "4001"], { name: "PJSIP/webphone-3-0000000f" }))).toMatchObject({
      source: "webphone",
      endpointName: "webphone-3",
    });
    expect(telephonyEvent(start(["agent", "1"], { name: "PJSIP/agent-a-b-0000000f" }))).toMatchObject({
      source: "agent",
      endpointName: "agent-a-b",
    });
  });

  it.each([
    ["", 0],
    ["17", 17_000],
    ["-3", 0],
    ["${SURVIVAL_WAITED}", 0],
  ])("a call that the exchange has had for %j seconds by itself has waited %i ms", (waited, waitedMs) => {
    expect(telephonyEvent(start(["inbound", "4001", "allowed", waited]))).toMatchObject({ waitedMs });
  });

  it.each([
    ["prohib_not_screened", "+8613800138000", true],
    ["prohib", "", true],
    ["allowed_not_screened", "anonymous", true],
    ["unavailable", "", false],
    ["allowed", "4001", false],
  ])("presentation %s of number %j: withheld is %s", (presentation, number, withheld) => {
    expect(telephonyEvent(start(["inbound", "1", presentation], { caller: { name: "", number } }))).toMatchObject({
      numberWithheld: withheld,
    });
  });

  it("cuts what a hostile caller sends", () => {
    const event = telephonyEvent(
      start(["inbound", "1"], { caller: { name: `a\r\n${"x".repeat(500)}`, number: "9".repeat(500) } }),
    );
    expect(event).toMatchObject({ callerName: `a${"x".repeat(127)}`, callerNumber: "9".repeat(64) });
  });

  it("gives the tag of an answered leg back as it was", () => {
    const answered = (tag: string) => {
      const dialplan = { ...CHANNEL.dialplan, app_name: "Stasis", app_data: `app,made,${tag}` };
      return telephonyEvent({ ...BASE, type: "ChannelStateChange", channel: { ...CHANNEL, state: "Up", dialplan } });
    };
    for (const tag of ["offer-1.o1", "a,b c/%", "李"])
      expect(answered(encodeTag(tag))).toMatchObject({ type: "leg-answered", tag });
    expect(answered("%")).toMatchObject({ tag: "%" });
  });

  it("ignores other arguments and states", () => {
    expect(telephonyEvent(start([]))).toBeUndefined();
    expect(telephonyEvent(start(["constructor"]))).toBeUndefined();
    expect(
      telephonyEvent({ ...BASE, type: "ChannelStateChange", channel: { ...CHANNEL, state: "Up" } }),
    ).toBeUndefined();
  });

  it("maps ringing, ends, digits and playbacks", () => {
    expect(
      telephonyEvent({ ...BASE, type: "ChannelStateChange", channel: { ...CHANNEL, state: "Ringing" } }),
    ).toMatchObject({ type: "leg-ringing" });
    expect(
      telephonyEvent({ ...BASE, type: "ChannelDestroyed", channel: CHANNEL, cause: 21, cause_txt: "" }),
    ).toMatchObject({ type: "leg-ended", cause: 21 });
    expect(
      telephonyEvent({ ...BASE, type: "ChannelDtmfReceived", channel: CHANNEL, digit: "#", duration_ms: 90 }),
    ).toMatchObject({ digit: "#", durationMs: 90 });
    const playback = { id: "p1", media_uri: "sound:x", target_uri: "channel:c1", state: "failed" as const };
    expect(telephonyEvent({ ...BASE, type: "PlaybackFinished", playback })).toEqual({
      type: "playback-ended",
      playbackId: "p1",
      channelId: "c1",
      ok: false,
    });
    expect(
      telephonyEvent({
        ...BASE,
        type: "PlaybackFinished",
        playback: { ...playback, target_uri: "bridge:b1", state: "done" },
      }),
    ).toMatchObject({ channelId: null, ok: true });
  });
});

describe("endpointNameOf", () => {
  it("reads PJSIP channel names only", () => {
    expect(endpointNameOf("PJSIP/agent-7-0000000a")).toBe("agent-7");
    expect(endpointNameOf("Local/x@y-0000000a;1")).toBe("");
  });
});
