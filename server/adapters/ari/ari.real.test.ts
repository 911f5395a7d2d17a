import { createSocket } from "node:dgram";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { EventRecorder } from "../../../test/fakes/event-recorder.ts";
import { ExchangePair } from "../../../test/fakes/exchange-pair.ts";
import { softphone } from "../../../test/fakes/signalling-softphone.ts";
import { asId, type BridgeId, type ChannelId, type PlaybackId } from "../../../shared/domain/ids.ts";
import type { LegRequest, OriginateRequest, TelephonyEvent } from "../../ports/telephony.ts";
import { SURVIVAL_AGENTS_VARIABLE } from "../pbx/pbx-options.ts";
import type { AriClient } from "./ari-client.ts";
import { AriTelephony } from "./ari-telephony.ts";
import type { AriEvent } from "./ari-types.generated.ts";

/**
 * The adapter's contract on two real Asterisks (`ExchangePair`): one is ours, one plays the telephone network. Everything the fake
 * ARI server pretends is checked here against what Asterisk does.
 */
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

let pair: ExchangePair;
let telephony: AriTelephony;
let network: AriClient;
const heard = new EventRecorder<TelephonyEvent>();
const seen = new EventRecorder<AriEvent>();
let calls = 0;

beforeAll(async () => {
  pair = await ExchangePair.start((event) => seen.add(event));
  network = pair.network;
  telephony = newTelephony();
  await telephony.start();
}, 240_000);

/** What a test leaves behind, failed or not, is none of the next one's. */
afterEach(async () => {
  await vi.waitFor(
    async () => {
      const [here, there] = await Promise.all([telephony.snapshot(), network.call("channels.list", {})]);
      await Promise.all([
        ...here.channels.map(({ channelId }) => telephony.hangup(channelId, "normal")),
        ...here.bridges.map(({ bridgeId }) => telephony.destroyBridge(bridgeId)),
        ...there.map(({ id }) => network.call("channels.hangup", { channelId: id })),
      ]);
      expect([...here.channels, ...here.bridges, ...there]).toEqual([]);
    },
    { timeout: 10_000, interval: 10 },
  );
});

afterAll(async () => {
  await telephony?.stop();
  await pair?.stop();
});

function newTelephony(): AriTelephony {
  const { httpUrl, ariUser: user, ariSecret: secret, appName: app } = pair.main;
  const made = new AriTelephony({
    httpUrl,
    user,
    secret,
    app,
    log: silent,
    random: () => 0.5,
    mediaAddress: "127.0.0.1",
    survivalVariable: SURVIVAL_AGENTS_VARIABLE,
  });
  made.onEvent((event) => heard.add(event));
  return made;
}

async function startAgain(): Promise<void> {
  telephony = newTelephony();
  await telephony.start();
}

type Arrived = Extract<TelephonyEvent, { type: "call-arrived" }>;
const isArrived = (event: TelephonyEvent): event is Arrived => event.type === "call-arrived";
const endOf = (channelId: string) => heard.next((event) => event.type === "leg-ended" && event.channelId === channelId);
/** The end of a carrier's channel. By its id: that of an earlier test's channel may still be on its way. */
const goneAtCarrier = (channelId: string) =>
  seen.next((event) => event.type === "ChannelDestroyed" && event.channel.id === channelId);

/** A customer dials `number`; returns the customer's channel at the carrier and the call as it arrived here. */
async function dial(
  number: string,
  callerId = '"Li 李" <+8613800138000>',
): Promise<{ readonly customer: string; readonly call: Arrived }> {
  calls += 1;
  const customer = `customer-${calls}`;
  const arrived = heard.next(isArrived);
  await callAs(customer, number, callerId);
  return { customer, call: await arrived };
}

function callAs(channelId: string, number: string, callerId = ""): Promise<unknown> {
  const to = { endpoint: `PJSIP/${number}@cordboard`, app: "network", appArgs: "caller" };
  return network.call("channels.originateWithId", { ...to, channelId, callerId, timeout: 20 });
}

/**
 * The call is answered and the customer can be heard. Digits out of silence would not do: Asterisk believes an RTP source only
 * after four packets that are 5 ms apart (res_rtp_asterisk, strict RTP), which on a crowded machine a digit alone is not.
 */
async function pickUp({ customer, call }: Awaited<ReturnType<typeof dial>>): Promise<void> {
  const up = seen.next((event) => event.type === "StasisStart" && event.channel.id === customer);
  await telephony.answer(call.channelId);
  await up;
  await network.call("channels.startMoh", { channelId: customer });
}

const legTo = (channelId: string, to: OriginateRequest["to"]): LegRequest => ({
  channelId: asId<ChannelId>(channelId),
  to,
  callerId: { name: "Cord", number: "4001" },
  headers: { "X-Cordboard-Contact": "c1" },
  tag: "offer,1",
});
const originate = (channelId: string, to: OriginateRequest["to"], ringTimeoutMs = 20_000): Promise<void> =>
  telephony.originate({ ...legTo(channelId, to), ringTimeoutMs });
async function createAndDial(channelId: string, to: OriginateRequest["to"], ringTimeoutMs = 20_000): Promise<void> {
  const created = telephony.createLeg(legTo(channelId, to));
  // Not waited for: the order of the calls is the order in which they are carried out.
  await Promise.all([created, telephony.dialLeg(asId<ChannelId>(channelId), ringTimeoutMs)]);
}
/** Made without a call, and given one later. */
async function labelAndDial(channelId: string, to: OriginateRequest["to"], ringTimeoutMs = 20_000): Promise<void> {
  const leg = legTo(channelId, to);
  await telephony.createLeg({ ...leg, headers: {} });
  await Promise.all([telephony.labelLeg(leg), telephony.dialLeg(leg.channelId, ringTimeoutMs)]);
}
const ways = [
  ["originated", originate],
  ["created and dialled", createAndDial],
  ["made ahead and labelled", labelAndDial],
] as const;

const toCarrier = (number: string): OriginateRequest["to"] => ({ kind: "trunk", trunk: "carrier", number });

describe("a call from the trunk", () => {
  it("arrives with number, name and DNIS, is answered, plays, collects digits fast, and ends once", async () => {
    const { customer, call } = await dial("4001");
    expect(call).toMatchObject({
      source: "trunk",
      callerNumber: "+8613800138000",
      callerName: "Li 李",
      numberWithheld: false,
      dnis: "4001",
      endpointName: "carrier",
    });
    const { channelId } = call;
    await telephony.ring(channelId);
    await pickUp({ customer, call });
    await telephony.startMusic(channelId);
    await telephony.stopMusic(channelId);

    const playbackId = asId<PlaybackId>("p1");
    const ended = heard.next((event) => event.type === "playback-ended" && event.playbackId === playbackId);
    await telephony.play(playbackId, channelId, ["sound:queue-thankyou", "sound:vm-sorry", "sound:hello"]);
    await telephony.stopPlayback(playbackId);
    expect(await ended).toMatchObject({ channelId, ok: true });
    await telephony.stopPlayback(playbackId);

    const digits: string[] = [];
    const last = heard.next((event) => {
      if (event.type === "digit" && event.channelId === channelId) digits.push(event.digit);
      return event.type === "digit" && event.channelId === channelId && event.digit === "#";
    });
    await network.call("channels.sendDTMF", { channelId: customer, dtmf: "0918273645*#", between: 50, duration: 80 });
    await last;
    expect(digits.join("")).toBe("0918273645*#");

    const ends = endOf(channelId);
    await network.call("channels.hangup", { channelId: customer });
    expect(await ends).toMatchObject({ cause: 16 });
    await telephony.hangup(channelId, "normal");
    await expect(telephony.answer(channelId)).rejects.toMatchObject({ code: "channel-gone" });
    expect(heard.all.filter((event) => event.type === "leg-ended" && event.channelId === channelId)).toHaveLength(1);
  });

  it.each([
    ["anonymous", "4001", "anonymous"],
    ["a DNIS of letters", "service", "+8613800138001"],
    ["an over-long name", "4001", `"${"名".repeat(60)}" <+861>`],
  ])("with %s arrives too and can be refused with a cause", async (_, number, callerId) => {
    const { customer, call } = await dial(number, callerId);
    expect(call.dnis).toBe(number);
    expect(call.callerName.length).toBeLessThanOrEqual(128);
    const gone = goneAtCarrier(customer);
    await telephony.hangup(call.channelId, "busy");
    expect(await gone).toMatchObject({ cause: 17 });
  });
});

describe("legs that we ring", () => {
  it("an unregistered login is unreachable at once", async () => {
    await telephony.pushEndpoint({
      name: "agent-1",
      secret: "s".repeat(24),
      kind: "agent",
      callerId: { name: 'Ana "A" <x>', number: "1" },
    });
    expect(await telephony.listEndpoints()).toEqual([{ name: "agent-1", registered: false }]);
    expect(await telephony.isRegistered("agent-1")).toBe(false);
    for (const [, ring] of ways)
      await expect(ring("leg-u", { kind: "endpoint", name: "agent-1" })).rejects.toMatchObject({
        code: "agent-unreachable",
      });
    await telephony.revokeEndpoint("agent-1");
    await telephony.revokeEndpoint("agent-1");
    expect(await telephony.listEndpoints()).toEqual([]);
    expect(await telephony.isRegistered("agent-1")).toBe(false);
  });

  it.each(ways)("%s: rings, is answered with its tag, and is bridged with the caller", async (way, ring) => {
    const leg = asId<ChannelId>(`leg ${way}`);
    const { call } = await dial("4001");
    await telephony.answer(call.channelId);
    const atCarrier = seen.next((event) => event.type === "StasisStart" && event.args[0] === "inbound");
    await ring(leg, toCarrier("13800138002"));
    const far = await atCarrier;
    const farId = far.type === "StasisStart" ? far.channel.id : "";
    const header = await network.call("channels.getChannelVar", {
      channelId: farId,
      variable: "PJSIP_HEADER(read,X-Cordboard-Contact)",
    });
    expect(header.value).toBe("c1");
    expect(far).toMatchObject({ channel: { caller: { name: "Cord", number: "4001" } } });
    const ringing = heard.next((event) => event.type === "leg-ringing" && event.channelId === leg);
    await network.call("channels.ring", { channelId: farId });
    await ringing;
    // The same id again: an earlier attempt succeeded.
    if (ring === originate) await originate(leg, toCarrier("13800138002"));
    else await telephony.createLeg(legTo(leg, toCarrier("13800138002")));
    const answered = heard.next((event) => event.type === "leg-answered" && event.channelId === leg);
    await network.call("channels.answer", { channelId: farId });
    expect(await answered).toMatchObject({ tag: "offer,1" });

    const bridgeId = asId<BridgeId>(`bridge-${way}`);
    await telephony.createBridge(bridgeId);
    await telephony.createBridge(bridgeId);
    await telephony.addToBridge(bridgeId, [call.channelId, leg]);
    const snapshot = await telephony.snapshot();
    expect(snapshot.bridges).toEqual([{ bridgeId, channelIds: expect.arrayContaining([call.channelId, leg]) }]);
    expect(snapshot.channels.map((channel) => `${channel.channelId} ${channel.state}`).sort()).toEqual(
      [`${call.channelId} up`, `${leg} up`].sort(),
    );
    await telephony.removeFromBridge(bridgeId, leg);
    await telephony.removeFromBridge(bridgeId, leg);
    await expect(telephony.addToBridge(bridgeId, [asId<ChannelId>("nobody")])).rejects.toMatchObject({
      code: "channel-gone",
    });
    const ends = Promise.all([endOf(call.channelId), endOf(leg)]);
    await telephony.hangup(call.channelId, "normal");
    await telephony.hangup(leg, "normal");
    await ends;
    await telephony.destroyBridge(bridgeId);
    await telephony.destroyBridge(bridgeId);
    // Asterisk lists a bridge until the last leg has left its thread.
    await vi.waitFor(async () => expect(await telephony.snapshot()).toEqual({ channels: [], bridges: [] }));
  });

  it.each([
    ["busy", 17, "originated", originate],
    ["rejected", 21, "originated", originate],
    ["busy", 17, "created and dialled", createAndDial],
    ["rejected", 21, "created and dialled", createAndDial],
  ] as const)("reports %s as cause %i of a leg %s, every time, however fast", async (reason, cause, way, ring) => {
    for (let attempt = 0; attempt < 20; attempt += 1) {
      const channelId = `leg-${reason}-${way}-${attempt}`;
      const atCarrier = seen.next((event) => event.type === "StasisStart" && event.args[0] === "inbound");
      const ends = endOf(channelId);
      const sent = ring(channelId, toCarrier("1380"));
      const far = await atCarrier;
      if (far.type === "StasisStart")
        await network.call("channels.hangup", { channelId: far.channel.id, reason_code: String(cause) });
      await sent;
      expect(await ends).toMatchObject({ cause });
    }
  });

  it.each(ways)("%s: gives up by itself when nobody answers", async (way, ring) => {
    const ends = endOf(`leg-n-${way}`);
    await ring(`leg-n-${way}`, toCarrier("1380"), 1_000);
    expect(await ends).toMatchObject({ cause: 19 });
  });

  it("created: is ours, rings nowhere, and is gone when it is hung up before it was dialled", async () => {
    const leg = asId<ChannelId>("leg-undialled");
    const begun = () => seen.all.filter(({ type }) => type === "StasisStart").length;
    const reached = begun();
    await telephony.createLeg(legTo(leg, toCarrier("1380")));
    expect((await telephony.snapshot()).channels).toMatchObject([{ channelId: leg, state: "other" }]);
    const ends = endOf(leg);
    await telephony.hangup(leg, "no-answer");
    expect(await ends).toMatchObject({ cause: 19 });
    await expect(telephony.dialLeg(leg, 1_000)).rejects.toMatchObject({ code: "channel-gone" });
    expect(await telephony.snapshot()).toEqual({ channels: [], bridges: [] });
    expect(begun()).toBe(reached);
  });
});

describe("strangers", () => {
  it("a call from an address that is no trunk's is challenged, not taken", async () => {
    const arrivedBefore = heard.all.filter(isArrived).length;
    const socket = createSocket("udp4").bind(0, "127.0.0.2");
    await once(socket, "listening");
    const { port } = socket.address();
    const invite = [
      "INVITE sip:4001@127.0.0.1 SIP/2.0",
      `Via: SIP/2.0/UDP 127.0.0.2:${port};branch=z9hG4bK-stranger;rport`,
      "From: <sip:carrier@127.0.0.2>;tag=1",
      "To: <sip:4001@127.0.0.1>",
      "Call-ID: stranger@127.0.0.2",
      "CSeq: 1 INVITE",
      `Contact: <sip:carrier@127.0.0.2:${port}>`,
      "Max-Forwards: 70",
      "Content-Length: 0",
      "",
      "",
    ].join("\r\n");
    const reply = once(socket, "message");
    socket.send(invite, pair.mainOptions.ports.sipUdp, "127.0.0.1");
    expect(String((await reply)[0])).toMatch(/^SIP\/2\.0 401 /);
    socket.close();
    expect(heard.all.filter(isArrived).length).toBe(arrivedBefore);
  });
});

describe("a login", () => {
  it("registers with its secret, loses it when revoked, and is rung by the survival queue while the server is away", async () => {
    await telephony.pushEndpoint({
      name: "agent-3",
      secret: "right-secret-0123456789",
      kind: "agent",
      callerId: { name: "", number: "3" },
    });
    const intruder = softphone(pair.main.wsUrl, "agent-3", "wrong-secret");
    expect(await intruder.register()).toBe("refused");
    const phone = softphone(pair.main.wsUrl, "agent-3", "right-secret-0123456789");
    const registered = heard.next((event) => event.type === "endpoint-registered");
    expect(await phone.register()).toBe("accepted");
    expect(await registered).toEqual({ type: "endpoint-registered", endpointName: "agent-3", registered: true });
    expect(await telephony.listEndpoints()).toEqual([{ name: "agent-3", registered: true }]);
    expect(await telephony.isRegistered("agent-3")).toBe(true);

    const invited = phone.nextInvite();
    await telephony.stop();
    await network.call("channels.originateWithId", {
      channelId: "survivor-2",
      endpoint: "PJSIP/4001@cordboard",
      app: "network",
      appArgs: "caller",
      timeout: 20,
    });
    expect(await invited).toBe("1");
    await network.call("channels.hangup", { channelId: "survivor-2" });
    await startAgain();

    const gone = heard.next((event) => event.type === "endpoint-registered" && !event.registered);
    phone.cut();
    expect(await gone).toMatchObject({ endpointName: "agent-3" });
    await telephony.revokeEndpoint("agent-3");
    const late = softphone(pair.main.wsUrl, "agent-3", "right-secret-0123456789");
    expect(await late.register()).toBe("refused");
    await Promise.all([intruder.stop(), phone.stop(), late.stop()]);
  }, 60_000);
});

describe("a full house", () => {
  it("lists a thousand calls, and each of them lives on", async () => {
    const legs = Array.from({ length: 1_000 }, (_, index) => `crowd-${index + 1_000}`);
    await Promise.all(legs.map((channelId) => telephony.createLeg(legTo(channelId, toCarrier("1380")))));
    const { channels } = await telephony.snapshot();
    expect(channels.map(({ channelId }) => channelId).sort()).toEqual([...legs].sort());
    const gone = Promise.all(legs.map(endOf));
    for (const channelId of legs) void telephony.hangup(asId<ChannelId>(channelId), "normal");
    await gone;
  }, 60_000);
});

describe("losses", () => {
  it("finds its calls again after its own restart and gets their later events", async () => {
    const { customer, call } = await dial("4001");
    await pickUp({ customer, call });
    await telephony.stop();
    await startAgain();
    expect((await telephony.snapshot()).channels.map(({ channelId }) => channelId)).toEqual([call.channelId]);
    await telephony.adopt(call.channelId);
    const digit = heard.next((event) => event.type === "digit" && event.channelId === call.channelId);
    await network.call("channels.sendDTMF", { channelId: customer, dtmf: "7" });
    expect(await digit).toMatchObject({ digit: "7" });
    const ends = endOf(call.channelId);
    await network.call("channels.hangup", { channelId: customer });
    await ends;
  });

  /** Answered by the exchange alone. */
  async function callsMeanwhile(channelId: string): Promise<void> {
    const up = seen.next((event) => event.type === "StasisStart" && event.args[0] === "caller");
    await Promise.all([up, callAs(channelId, "4001")]);
  }

  it("answers callers from the survival dial plan while the application is away, and ends them with an apology where no agent is registered", async () => {
    await telephony.stop();
    await Promise.all([goneAtCarrier("survivor"), callsMeanwhile("survivor")]);
    await startAgain();
    expect(await telephony.snapshot()).toEqual({ channels: [], bridges: [] });
  }, 40_000);

  it("gives callers back to the application that is there again, with the time they have waited", async () => {
    await telephony.stop();
    await callsMeanwhile("waited");
    await startAgain();
    // Still hears the greeting of the survival dial plan: not the application's to end.
    expect(await telephony.snapshot()).toEqual({ channels: [], bridges: [] });
    const arrived = await heard.next(isArrived);
    expect(arrived).toMatchObject({ source: "trunk", dnis: "4001" });
    expect(arrived.waitedMs).toBeGreaterThan(0);
    await Promise.all([goneAtCarrier("waited"), telephony.hangup(arrived.channelId, "normal")]);
  }, 40_000);

  it("notices that the PBX is gone and reconnects when it is back, without logins that nobody has", async () => {
    await telephony.pushEndpoint({
      name: "agent-2",
      secret: "s".repeat(24),
      kind: "agent",
      callerId: { name: "", number: "2" },
    });
    const lost = heard.next((event) => event.type === "pbx-disconnected");
    await pair.main.stop();
    await lost;
    await expect(telephony.snapshot()).rejects.toMatchObject({ code: "pbx-unavailable" });
    const back = heard.next((event) => event.type === "pbx-connected");
    await pair.startMainAgain();
    await back;
    expect(await telephony.listEndpoints()).toEqual([]);
    const { call } = await dial("4001");
    await telephony.hangup(call.channelId, "normal");
  }, 40_000);
});

describe("running the PBX", () => {
  it("writes neither secrets nor callers' numbers into its log", async () => {
    const log = await readFile(join(pair.main.runDir, "log", "messages.log"), "utf8");
    expect(log).not.toContain(pair.main.ariSecret);
    expect(log).not.toContain("13800138000");
  });
});
