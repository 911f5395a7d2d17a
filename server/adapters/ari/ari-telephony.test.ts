import { describe, expect, it } from "vitest";
import { rig, when } from "../../../test/fakes/ari-telephony-rig.ts";
import type { FakeAriRequest, FakeAriServer } from "../../../test/fakes/fake-ari-server.ts";
import { asId, type BridgeId, type ChannelId, type PlaybackId, type RecordingId } from "../../../shared/domain/ids.ts";
import { type OriginateRequest, TelephonyError } from "../../ports/telephony.ts";
import type { AriTelephony } from "./ari-telephony.ts";

const CHANNEL = asId<ChannelId>("c1.customer");
const BRIDGE = asId<BridgeId>("c1.bridge");
const PLAYBACK = asId<PlaybackId>("c1.p1");
const ORIGINATE: OriginateRequest = {
  channelId: asId<ChannelId>("c1.a1"),
  to: { kind: "endpoint", name: "agent-7" },
  callerId: { name: 'Li "VIP" <x>', number: "+86 138" },
  headers: { "X-Cordboard-Contact": "c1\r\nEvil: 1" },
  ringTimeoutMs: 4_500,
  tag: "offer,1",
};

/** As Asterisk 22 reports a leg that was created and not dialled. */
const MADE_LEG = {
  id: "c1.a1",
  name: "PJSIP/agent-7-0000000a",
  state: "Down",
  dialplan: { context: "from-trunk", exten: "s", priority: 1, app_name: "Stasis", app_data: "app,made,offer%2C1" },
};
const NO_APPLICATION = { context: "from-trunk", exten: "s", priority: 1, app_name: "", app_data: "" };

describe("AriTelephony", () => {
  it("reports the connection before anything else", async () => {
    const { events } = await rig();
    expect(events).toEqual([{ type: "pbx-connected", version: "22.10.1" }]);
  });

  it.each([
    ["hangup", /^DELETE channels/, 404, (t: AriTelephony) => t.hangup(CHANNEL, "normal")],
    ["stopPlayback", /^DELETE playbacks/, 404, (t: AriTelephony) => t.stopPlayback(PLAYBACK)],
    ["destroyBridge", /^DELETE bridges/, 404, (t: AriTelephony) => t.destroyBridge(BRIDGE)],
    ["stopMusic", /^DELETE channels\/.*moh/, 404, (t: AriTelephony) => t.stopMusic(CHANNEL)],
    ["removeFromBridge", /removeChannel/, 422, (t: AriTelephony) => t.removeFromBridge(BRIDGE, CHANNEL)],
    ["createBridge", /^POST bridges/, 409, (t: AriTelephony) => t.createBridge(BRIDGE)],
    ["originate", /^POST channels/, 409, (t: AriTelephony) => t.originate(ORIGINATE)],
    ["createLeg", /^POST channels/, 409, (t: AriTelephony) => t.createLeg(ORIGINATE)],
    ["revokeEndpoint", /^DELETE asterisk/, 404, (t: AriTelephony) => t.revokeEndpoint("agent-7")],
  ])("%s counts as done when it is so already", async (_, pattern, status, act) => {
    const { telephony } = await rig(when(pattern, status));
    await act(telephony);
  });

  it.each([
    ["answer a call that is gone", /answer$/, 404, (t: AriTelephony) => t.answer(CHANNEL), "channel-gone"],
    ["answer a call that left Stasis", /answer$/, 409, (t: AriTelephony) => t.answer(CHANNEL), "channel-gone"],
    [
      "bridge a call that is gone",
      /addChannel$/,
      400,
      (t: AriTelephony) => t.addToBridge(BRIDGE, [CHANNEL]),
      "channel-gone",
    ],
    [
      "ring an unregistered agent",
      /^POST channels/,
      500,
      (t: AriTelephony) => t.originate(ORIGINATE),
      "agent-unreachable",
    ],
    [
      "make a leg to an unregistered agent",
      /^POST channels\/create/,
      500,
      (t: AriTelephony) => t.createLeg(ORIGINATE),
      "agent-unreachable",
    ],
    ["dial a leg that is gone", /dial$/, 404, (t: AriTelephony) => t.dialLeg(CHANNEL, 5_000), "channel-gone"],
    ["PBX still booting", /answer$/, 503, (t: AriTelephony) => t.answer(CHANNEL), "pbx-unavailable"],
    [
      "PBX says no",
      /^PUT asterisk/,
      403,
      (t: AriTelephony) =>
        t.pushEndpoint({ name: "agent-7", secret: "s", kind: "agent", callerId: { name: "", number: "" } }),
      "pbx-refused",
    ],
    ["PBX hangs", /answer$/, "silence" as const, (t: AriTelephony) => t.answer(CHANNEL), "pbx-timeout"],
  ])("%s", async (_, pattern, status, act, code) => {
    const { telephony } = await rig(when(pattern, status));
    await expect(act(telephony)).rejects.toMatchObject({ name: "TelephonyError", code });
  });

  it.each([
    ["there", 200, undefined],
    ["not there", 404, "pbx-timeout"],
  ])(
    "after a time-out of an originate it looks whether the leg is %s and never sends it twice",
    async (_, found, code) => {
      const { server, telephony } = await rig((request) => {
        if (request.path === "channels/create") return "silence";
        return request.method === "GET" && request.path === "channels/c1.a1" ? { status: found, body: {} } : undefined;
      });
      const result = telephony.originate(ORIGINATE);
      if (code === undefined) await result;
      else await expect(result).rejects.toMatchObject({ code });
      const sent = server.requests.filter(({ method }) => method === "POST").map(({ path }) => path);
      expect(sent.filter((path) => path === "channels/create")).toHaveLength(1);
      expect(sent.filter((path) => path === "channels/c1.a1/dial")).toHaveLength(code === undefined ? 1 : 0);
    },
  );

  it("rings by making a leg and dialling it: so it is in the application when somebody answers", async () => {
    const { server, telephony } = await rig();
    await telephony.originate(ORIGINATE);
    const sent = server.requests.filter(({ path }) => path.startsWith("channels/"));
    expect(sent).toMatchObject([
      { path: "channels/create", query: { channelId: "c1.a1", appArgs: "made,offer%2C1" } },
      { path: "channels/c1.a1/dial", query: { timeout: "5" } },
    ]);
  });

  it("makes a leg with caller, headers and tag that cannot break out of their fields, and rings it", async () => {
    const { server, telephony } = await rig();
    await telephony.createLeg(ORIGINATE);
    expect(server.requests.find(({ path }) => path === "channels/create")).toMatchObject({
      query: { channelId: "c1.a1", endpoint: "PJSIP/agent-7", app: "app", appArgs: "made,offer%2C1" },
      body: {
        variables: {
          "PJSIP_HEADER(add,X-Cordboard-Contact)": "c1  Evil: 1",
          "CONNECTEDLINE(all,i)": '"Li  VIP   x" <+86138>',
        },
      },
    });
    await telephony.dialLeg(ORIGINATE.channelId, 4_500);
    expect(server.requests.find(({ path }) => path === "channels/c1.a1/dial")).toMatchObject({
      query: { timeout: "5" },
    });
  });

  /** Asterisk refuses to dial a leg that was created an instant ago: the first answer here. */
  const refusingOnce = () => {
    let dials = 0;
    return (request: FakeAriRequest) => {
      if (!request.path.endsWith("/dial")) return undefined;
      dials += 1;
      return dials === 1 ? { status: 409, body: { message: "Channel not in Stasis application" } } : undefined;
    };
  };

  it("says that a leg is made when it can be given a caller: once it has entered the application", async () => {
    const { server, telephony } = await rig();
    let isMade = false;
    const made = telephony.createLeg(ORIGINATE).then(() => (isMade = true));
    await telephony.ring(CHANNEL);
    expect(isMade).toBe(false);
    server.emit({ type: "StasisStart", args: ["made", "offer%2C1"], channel: MADE_LEG });
    await made;
  });

  it("dials again when the leg has entered the application, if that was too early", async () => {
    const { server, telephony } = await rig(refusingOnce());
    const made = telephony.createLeg(ORIGINATE);
    const dials = () => server.requests.filter(({ path }) => path.endsWith("/dial")).length;
    const dialled = telephony.dialLeg(ORIGINATE.channelId, 4_500);
    await telephony.ring(CHANNEL);
    expect(dials()).toBe(1);
    server.emit({ type: "StasisStart", args: ["made", "offer%2C1"], channel: MADE_LEG });
    await Promise.all([made, dialled]);
    expect(dials()).toBe(2);
  });

  it("does not dial again what was dialled", async () => {
    const { server, telephony } = await rig(when(/dial$/, 409, "Channel is not in the 'Down' state"));
    await telephony.createLeg(ORIGINATE);
    await expect(telephony.dialLeg(ORIGINATE.channelId, 4_500)).rejects.toMatchObject({ code: "channel-gone" });
    expect(server.requests.filter(({ path }) => path.endsWith("/dial"))).toHaveLength(1);
  });

  it.each([
    ["its entry was not reported in time", async () => undefined],
    ["the line was cut meanwhile", async (server: FakeAriServer) => server.cut()],
    [
      "it ended already",
      async (server: FakeAriServer) =>
        server.emit({ type: "ChannelDestroyed", channel: { ...MADE_LEG, dialplan: NO_APPLICATION }, cause: 19 }),
    ],
  ])("that second time comes too when %s: the PBX says if it is no use", async (_, happens) => {
    const { server, telephony } = await rig(refusingOnce());
    const made = telephony.createLeg(ORIGINATE);
    const dialled = telephony.dialLeg(ORIGINATE.channelId, 4_500);
    await telephony.ring(CHANNEL);
    await happens(server);
    await Promise.all([made, dialled]);
    expect(server.requests.filter(({ path }) => path === "channels/c1.a1/dial")).toHaveLength(2);
  });

  it.each([
    ["Down", 2],
    ["Ringing", 1],
    ["Up", 1],
  ])("a dial without a reply, the leg is %s: dialled %d times", async (state, dials) => {
    let unanswered = true;
    const { server, telephony } = await rig((request) => {
      if (request.path.endsWith("/dial") && unanswered) {
        unanswered = false;
        return "silence";
      }
      return request.path === "channels/c1.a1" ? { status: 200, body: { ...MADE_LEG, state } } : undefined;
    });
    await telephony.dialLeg(ORIGINATE.channelId, 4_500);
    expect(server.requests.filter(({ path }) => path.endsWith("/dial"))).toHaveLength(dials);
  });

  it.each([
    ["nobody knows how the leg is: it is not dialled again", "silence" as const, "pbx-timeout"],
    ["the leg is gone: that is what is said", 404, "channel-gone"],
  ])("a dial without a reply, and %s", async (_, status, code) => {
    const { server, telephony } = await rig(
      (request) => when(/dial$/, "silence")(request) ?? when(/^GET channels/, status)(request),
    );
    await expect(telephony.dialLeg(ORIGINATE.channelId, 4_500)).rejects.toMatchObject({ code });
    expect(server.requests.filter(({ path }) => path.endsWith("/dial"))).toHaveLength(1);
  });

  it.each([
    ["goes on", 200, "done"],
    ["was never begun", 404, "pbx-timeout"],
  ])("a recording that %s is known as that after a request without a reply", async (_, status, result) => {
    const { telephony } = await rig(
      (request) => when(/record$/, "silence")(request) ?? when(/^GET recordings\/live\/vm-1$/, status)(request),
    );
    const recordingId = asId<RecordingId>("vm-1");
    const started = telephony.callerAudio
      .startRecording({ recordingId, channelId: CHANNEL, lengthMaxMs: 60_000, silenceEndsMs: 3_000 })
      .then(
        () => "done",
        (error: unknown) => (error instanceof TelephonyError ? error.code : error),
      );
    expect(await started).toBe(result);
  });

  it("a made leg is answered when it is up, and its end has the cause of the telephone network", async () => {
    const { server, events } = await rig();
    server.emit({ type: "StasisStart", args: ["made", "offer%2C1"], channel: MADE_LEG });
    server.emit({ type: "ChannelStateChange", channel: { ...MADE_LEG, state: "Ringing" } });
    server.emit({ type: "ChannelStateChange", channel: { ...MADE_LEG, state: "Up" } });
    server.emit({ type: "StasisEnd", channel: { ...MADE_LEG, state: "Up" } });
    server.emit({ type: "ChannelDestroyed", channel: { ...MADE_LEG, dialplan: NO_APPLICATION }, cause: 17 });
    await expect.poll(() => events.length).toBe(4);
    expect(events.slice(1)).toEqual([
      { type: "leg-ringing", channelId: "c1.a1" },
      { type: "leg-answered", channelId: "c1.a1", tag: "offer,1" },
      { type: "leg-ended", channelId: "c1.a1", cause: 17 },
    ]);
  });

  it("goes on with the next event after one that is not as Asterisk describes it", async () => {
    const { server, events, logged } = await rig();
    server.emit({ type: "StasisEnd" });
    server.emit({ type: "ChannelDestroyed", channel: MADE_LEG, cause: 17 });
    await expect.poll(() => events.length).toBe(2);
    expect(logged).toContain("an event of the PBX could not be read");
  });

  it.each(["4001@evil.example", "1;phone-context=x", "", "12345678901234567890123456789012345"])(
    "refuses to dial %j over a trunk",
    async (number) => {
      const { telephony } = await rig();
      const request: OriginateRequest = { ...ORIGINATE, to: { kind: "trunk", trunk: "carrier", number } };
      await expect(telephony.originate(request)).rejects.toMatchObject({ code: "pbx-refused" });
    },
  );

  it("pushes auth, aor and endpoint in this order, keeps the survival list, and revokes", async () => {
    const { server, telephony } = await rig();
    const lines = () =>
      server.requests.map((request) => `${request.method} ${request.path} ${request.query["value"] ?? ""}`.trim());
    await expect.poll(() => lines().at(-1)).toBe("POST asterisk/variable");
    await telephony.pushEndpoint({
      name: "agent-7",
      secret: "geheim",
      kind: "agent",
      callerId: { name: "Ana", number: "7" },
    });
    await telephony.pushEndpoint({
      name: "webphone-1",
      secret: "geheim",
      kind: "webphone",
      callerId: { name: "", number: "1" },
    });
    await expect.poll(() => lines().at(-1)).toBe("POST asterisk/variable agent-7");
    expect(lines().slice(-7, -1)).toEqual([
      "PUT asterisk/config/dynamic/res_pjsip/auth/agent-7",
      "PUT asterisk/config/dynamic/res_pjsip/aor/agent-7",
      "PUT asterisk/config/dynamic/res_pjsip/endpoint/agent-7",
      "PUT asterisk/config/dynamic/res_pjsip/auth/webphone-1",
      "PUT asterisk/config/dynamic/res_pjsip/aor/webphone-1",
      "PUT asterisk/config/dynamic/res_pjsip/endpoint/webphone-1",
    ]);
    const contexts = server.requests.flatMap(
      (request) => (JSON.stringify(request.body) ?? "").match(/from-\w+/g) ?? [],
    );
    expect(contexts).toEqual(["from-agents", "from-webphone"]);
    await telephony.revokeEndpoint("agent-7");
    await expect.poll(() => lines().at(-1)).toBe("POST asterisk/variable");
    expect(lines().slice(-4, -1)).toEqual([
      "DELETE asterisk/config/dynamic/res_pjsip/endpoint/agent-7",
      "DELETE asterisk/config/dynamic/res_pjsip/aor/agent-7",
      "DELETE asterisk/config/dynamic/res_pjsip/auth/agent-7",
    ]);
  });

  it("writes the survival list once for all who sign in together, and nobody's sign-in waits for it", async () => {
    const { server, telephony } = await rig();
    const lists = () =>
      server.requests.filter(({ path }) => path === "asterisk/variable").map(({ query }) => query["value"]);
    await expect.poll(lists).toEqual([""]);
    const names = Array.from({ length: 50 }, (_, n) => `agent-${n}`);
    const push = (name: string) =>
      telephony.pushEndpoint({ name, secret: "s", kind: "agent", callerId: { name: "", number: "" } });
    await Promise.all(names.map(push));
    expect(lists()).toEqual([""]);
    await expect.poll(() => lists().length).toBe(2);
    expect(lists()[1]?.split("&").toSorted()).toEqual(names.toSorted());
  });

  it("writes it before it stops: from then on the list is what counts", async () => {
    const { server, telephony } = await rig();
    await telephony.pushEndpoint({ name: "agent-1", secret: "s", kind: "agent", callerId: { name: "", number: "" } });
    await telephony.stop();
    expect(server.requests.at(-1)).toMatchObject({ path: "asterisk/variable", query: { value: "agent-1" } });
  });

  it("a survival list that the PBX does not take is said, and is whole with the next change", async () => {
    let isRefused = false;
    const { server, telephony, logged } = await rig((request) =>
      isRefused && request.path === "asterisk/variable" ? { status: 500, body: { message: "busy" } } : undefined,
    );
    const push = (name: string) =>
      telephony.pushEndpoint({ name, secret: "s", kind: "agent", callerId: { name: "", number: "" } });
    await expect.poll(() => server.requests.some(({ path }) => path === "asterisk/variable")).toBe(true);
    isRefused = true;
    await push("agent-1");
    await expect.poll(() => logged.join()).toContain("survival queue's list");
    isRefused = false;
    await push("agent-2");
    await expect.poll(() => server.requests.at(-1)?.query["value"]).toBe("agent-1&agent-2");
  });

  it("takes the survival list from the PBX at every connect: either side may have restarted", async () => {
    const { server } = await rig((request) =>
      request.path === "endpoints/PJSIP"
        ? {
            status: 200,
            body: ["agent-1", "carrier", "agent-2", "webphone-1"].map((resource) => ({
              technology: "PJSIP",
              resource,
              channel_ids: [],
            })),
          }
        : undefined,
    );
    const lists = () =>
      server.requests
        .filter((request) => request.path === "asterisk/variable")
        .map((request) => request.query["value"]);
    await expect.poll(lists).toEqual(["agent-1&agent-2"]);
    server.cut();
    await expect.poll(lists).toEqual(["agent-1&agent-2", "agent-1&agent-2"]);
  });

  it.each(["carrier", "agent-7/../x", "agent-7;", ""])("does not let %j be pushed", async (name) => {
    const { telephony } = await rig();
    const endpoint = { name, secret: "s", kind: "agent" as const, callerId: { name: "", number: "" } };
    await expect(telephony.pushEndpoint(endpoint)).rejects.toMatchObject({ code: "pbx-refused" });
  });

  it("lists pushed logins only, trunks are not among them", async () => {
    const { telephony } = await rig((request) =>
      request.path === "endpoints/PJSIP"
        ? {
            status: 200,
            body: [
              { technology: "PJSIP", resource: "carrier", state: "online", channel_ids: [] },
              { technology: "PJSIP", resource: "agent-7", state: "online", channel_ids: [] },
              { technology: "PJSIP", resource: "webphone-1", state: "offline", channel_ids: [] },
            ],
          }
        : undefined,
    );
    expect(await telephony.listEndpoints()).toEqual([
      { name: "agent-7", registered: true },
      { name: "webphone-1", registered: false },
    ]);
  });

  it("reports the end of a leg once, and a registration only when it changes", async () => {
    const { server, events } = await rig();
    const channel = {
      ...MADE_LEG,
      state: "Up",
      dialplan: { ...NO_APPLICATION, app_name: "Stasis", app_data: "app,leg,x" },
    };
    server.emit({ type: "StasisEnd", channel });
    server.emit({ type: "ChannelDestroyed", channel, cause: 17, cause_txt: "" });
    for (const state of ["NOT_INUSE", "INUSE", "UNAVAILABLE"])
      server.emit({ type: "DeviceStateChanged", device_state: { name: "PJSIP/agent-7", state } });
    server.emit({ type: "DeviceStateChanged", device_state: { name: "PJSIP/carrier", state: "NOT_INUSE" } });
    server.emit({ type: "ChannelDestroyed", channel: { ...channel, id: "c2.a1" }, cause: 17, cause_txt: "" });
    await expect.poll(() => events.length).toBe(5);
    expect(events.slice(1)).toEqual([
      { type: "leg-ended", channelId: "c1.a1", cause: 16 },
      { type: "endpoint-registered", endpointName: "agent-7", registered: true },
      { type: "endpoint-registered", endpointName: "agent-7", registered: false },
      { type: "leg-ended", channelId: "c2.a1", cause: 17 },
    ]);
  });

  it("goes on with the next event after a listener has thrown", async () => {
    const { server, telephony, events, logged } = await rig();
    telephony.onEvent(() => {
      throw new Error("broken listener");
    });
    for (const digit of "12")
      server.emit({ type: "ChannelDtmfReceived", digit, duration_ms: 80, channel: { id: "c1" } });
    await expect.poll(() => events.length).toBe(3);
    expect(logged).toContain("a telephony event could not be handled");
  });

  it("tells the loss once and the return once", async () => {
    const { server, events } = await rig();
    server.cut();
    await expect
      .poll(() => events.map((event) => event.type))
      .toEqual(["pbx-connected", "pbx-disconnected", "pbx-connected"]);
  });
});
