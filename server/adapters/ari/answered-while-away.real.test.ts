import { afterAll, beforeAll, expect, it } from "vitest";
import { EventRecorder } from "../../../test/fakes/event-recorder.ts";
import { ExchangePair } from "../../../test/fakes/exchange-pair.ts";
import { asId, type ChannelId } from "../../../shared/domain/ids.ts";
import { AriTelephony } from "./ari-telephony.ts";
import type { AriEvent } from "./ari-types.generated.ts";

/** Somebody is rung, the server dies, and they pick up: they are there for the next one. */

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
const seen = new EventRecorder<AriEvent>();
const LEG = asId<ChannelId>("c-answered-away.c1");

let pair: ExchangePair;
let telephony: AriTelephony;

async function startAgain(): Promise<void> {
  const { httpUrl, ariUser: user, ariSecret: secret, appName: app } = pair.main;
  const mediaAddress = "127.0.0.1";
  telephony = new AriTelephony({ httpUrl, user, secret, app, log: silent, random: () => 0.5, mediaAddress });
  await telephony.start();
}

beforeAll(async () => {
  pair = await ExchangePair.start((event) => seen.add(event));
  await startAgain();
}, 240_000);
afterAll(async () => {
  await telephony?.stop();
  await pair?.stop();
});

it("who answers a leg that we ring while nobody is at the line waits there, and is not hung up on", async () => {
  const atCarrier = seen.next((event) => event.type === "StasisStart" && event.args[0] === "inbound");
  await telephony.originate({
    channelId: LEG,
    to: { kind: "trunk", trunk: "carrier", number: "13800138002" },
    callerId: { name: "", number: "4000" },
    headers: {},
    ringTimeoutMs: 20_000,
    tag: "c-answered-away",
  });
  const far = await atCarrier;
  const channelId = far.type === "StasisStart" ? far.channel.id : "";
  await pair.network.call("channels.ring", { channelId });
  await telephony.stop();
  const up = seen.next((event) => event.type === "ChannelStateChange" && event.channel.id === channelId);
  await pair.network.call("channels.answer", { channelId });
  expect(await up).toMatchObject({ channel: { state: "Up" } });
  await startAgain();
  const { channels } = await telephony.snapshot();
  expect(channels).toMatchObject([{ channelId: LEG, state: "up" }]);
  await telephony.adopt(LEG);
  await telephony.hangup(LEG, "normal");
});
