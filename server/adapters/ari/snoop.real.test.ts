import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { asId, type BridgeId, type ChannelId } from "../../../shared/domain/ids.ts";
import { type Carrier, CARRIER_TONES_HZ, startCarrier } from "../../../test/carrier/carrier.ts";
import type { CarrierCall } from "../../../test/carrier/carrier-call.ts";
import { toneLevelDb } from "../../../test/carrier/tone-level.ts";
import { PEOPLE, type Person, WHO_HEARS_WHOM } from "../../../test/contract/who-hears-whom.ts";
import { EventRecorder } from "../../../test/fakes/event-recorder.ts";
import { freePbxPorts } from "../../../test/fakes/free-pbx-ports.ts";
import type { TelephonyEvent } from "../../ports/telephony.ts";
import { findAsterisk } from "../pbx/find-asterisk.ts";
import { type RunningPbx, startPbx } from "../pbx/start-pbx.ts";
import { AriTelephony } from "./ari-telephony.ts";

/** Louder than this is heard, softer than `DEAF_DB` is not; a tone that is there comes at -15 dB or so. */
const HEARD_DB = -35;
const DEAF_DB = -55;
const TONE_OF: Readonly<Record<Person, (typeof CARRIER_TONES_HZ)[number]>> = {
  customer: CARRIER_TONES_HZ[0],
  agent: CARRIER_TONES_HZ[1],
  supervisor: CARRIER_TONES_HZ[2],
};
const CALL = asId<BridgeId>("call");
const EAR = asId<BridgeId>("ear");

let folder: string;
let pbx: RunningPbx;
let carrier: Carrier;
let telephony: AriTelephony;
const events = new EventRecorder<TelephonyEvent>();
const people = {} as Record<Person, { readonly call: CarrierCall; readonly leg: ChannelId }>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "cordboard-snoop-"));
  const installation = await findAsterisk();
  const [ports, carrierPorts] = [await freePbxPorts(), await freePbxPorts()];
  const secret = "real-test-secret-0123456789";
  const carrierStarts = startCarrier({
    folder: join(folder, "carrier"),
    ports: carrierPorts,
    toPort: ports.sipUdp,
    installation,
  });
  pbx = await startPbx(
    {
      role: "cordboard",
      runDir: join(folder, "main"),
      ports,
      ariUser: "cordboard",
      ariSecret: secret,
      appName: "cordboard",
      trunks: [{ name: "carrier", host: "127.0.0.1", port: carrierPorts.sipUdp, matchIps: ["127.0.0.1"] }],
      wss: { enabled: false },
      survival: { waitMaxSeconds: 10 },
    },
    { installation },
  );
  carrier = await carrierStarts;
  const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
  telephony = new AriTelephony({
    httpUrl: pbx.httpUrl,
    user: "cordboard",
    secret,
    app: "cordboard",
    log: silent,
    random: () => 0.5,
    mediaAddress: "127.0.0.1",
  });
  telephony.onEvent((event) => events.add(event));
  await telephony.start();
  for (const person of PEOPLE) people[person] = await arrive(person);
  await telephony.createBridge(CALL);
  await telephony.createBridge(EAR);
  await telephony.addToBridge(CALL, [people.customer.leg, people.agent.leg]);
  await telephony.addToBridge(EAR, [people.supervisor.leg]);
}, 240_000);

afterAll(async () => {
  await telephony?.stop();
  await carrier?.stop();
  await pbx?.stop();
  await rm(folder, { recursive: true, force: true });
});

async function arrive(person: Person) {
  const arrived = events.next((event) => event.type === "call-arrived");
  const call = await carrier.call({ to: "4001", from: "+8613800138000", toneHz: TONE_OF[person] });
  const event = await arrived;
  if (event.type !== "call-arrived") throw new Error("not a call");
  await telephony.answer(event.channelId);
  await call.answered();
  return { call, leg: event.channelId };
}

/** Whom each of them hears in one second of their line; a level between deaf and heard is nobody's word. */
async function whoHearsWhom(): Promise<Record<Person, readonly string[]>> {
  const [customer, agent, supervisor] = await Promise.all([
    heardBy("customer"),
    heardBy("agent"),
    heardBy("supervisor"),
  ]);
  return { customer, agent, supervisor };
}

async function heardBy(listener: Person): Promise<readonly string[]> {
  const sound = await people[listener].call.hear(1);
  return PEOPLE.filter((speaker) => speaker !== listener).flatMap((speaker) => {
    const level = toneLevelDb(sound, TONE_OF[speaker]);
    return level > HEARD_DB ? [speaker] : level < DEAF_DB ? [] : [`${speaker} at ${level.toFixed(0)} dB`];
  });
}

/** The same table holds of the PBX in memory: test/contract/fake-snoop.test.ts. */
test("a supervisor beside a snoop on the agent's leg: tones prove who hears whom, in every way of speaking", async () => {
  for (const [index, { speaksTo, hears }] of WHO_HEARS_WHOM.entries()) {
    const snoopId = asId<ChannelId>(`snoop-${index}`);
    await telephony.snoop({ snoopId, channelId: people.agent.leg, speaksTo });
    await telephony.addToBridge(EAR, [snoopId]);
    // What was on its way before is over after a second at the latest.
    await whoHearsWhom();
    expect(await whoHearsWhom(), `speaking to ${speaksTo}`).toEqual(hears);
    expect((await telephony.snapshot()).channels.map(({ channelId }) => channelId)).toContain(snoopId);
    const ended = events.next((event) => event.type === "leg-ended" && event.channelId === snoopId);
    await telephony.hangup(snoopId, "normal");
    await ended;
  }
  // As above: the last one's last words.
  await whoHearsWhom();
  expect(await whoHearsWhom()).toMatchObject({ customer: ["agent"], agent: ["customer"], supervisor: [] });
}, 60_000);

test("on hold a whisper is not sent to an agent alone in the bridge, so the leg is moved; back by the resume", async () => {
  const snoopId = asId<ChannelId>("snoop-hold");
  await telephony.snoop({ snoopId, channelId: people.agent.leg, speaksTo: "leg" });
  await telephony.addToBridge(EAR, [snoopId]);
  await telephony.removeFromBridge(CALL, people.customer.leg);
  await whoHearsWhom();
  expect(await whoHearsWhom(), "agent alone").toEqual({ customer: [], agent: [], supervisor: ["agent"] });
  await telephony.hangup(snoopId, "normal");
  await telephony.addToBridge(EAR, [people.agent.leg]);
  await whoHearsWhom();
  expect(await whoHearsWhom(), "leg moved").toEqual({ customer: [], agent: ["supervisor"], supervisor: ["agent"] });
  await telephony.addToBridge(CALL, [people.customer.leg, people.agent.leg]);
  await whoHearsWhom();
  expect(await whoHearsWhom(), "resumed").toEqual({ customer: ["agent"], agent: ["customer"], supervisor: [] });
}, 60_000);

test("it ends with the leg it hears, and there is none on a leg that is gone", async () => {
  const snoopId = asId<ChannelId>("snoop-end");
  await telephony.snoop({ snoopId, channelId: people.agent.leg, speaksTo: "all" });
  await telephony.addToBridge(EAR, [snoopId]);
  const ended = events.next((event) => event.type === "leg-ended" && event.channelId === snoopId);
  await people.agent.call.hangUp();
  await ended;
  await expect(
    telephony.snoop({ snoopId: asId<ChannelId>("snoop-late"), channelId: people.agent.leg, speaksTo: "leg" }),
  ).rejects.toMatchObject({ code: "channel-gone" });
}, 60_000);
