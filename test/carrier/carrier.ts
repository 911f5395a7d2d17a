import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { AriClient } from "../../server/adapters/ari/ari-client.ts";
import type { AriEvent } from "../../server/adapters/ari/ari-types.generated.ts";
import type { AsteriskInstallation } from "../../server/adapters/pbx/asterisk-installation.ts";
import type { PbxPorts } from "../../server/adapters/pbx/pbx-options.ts";
import { startPbx } from "../../server/adapters/pbx/start-pbx.ts";
import { CARRIER_APP, CarrierCall } from "./carrier-call.ts";
import { EventLog } from "./event-log.ts";
import { sineWave } from "./sine-wave.ts";
import { encodeWav } from "./wav-file.ts";

/** Tones a person at the carrier can speak; none is a multiple of another, none lies beside a frequency of DTMF or music. */
export const CARRIER_TONES_HZ = [1_000, 1_130, 1_370] as const;
type CarrierTone = (typeof CARRIER_TONES_HZ)[number];

const TRUNK = "cordboard";
const RATE_HZ = 8_000;
const TONE_SECONDS = 60;
const SECRET = "carrier-secret-of-loopback-only";

/** What somebody does who is called. */
export type Behaviour = "answer" | "let it ring" | "busy" | "no such number";

export interface CallOptions {
  /** Shown number, in any form the network may send; ignored when withheld. */
  readonly from?: string;
  readonly name?: string;
  readonly to: string;
  readonly withheld?: boolean;
  readonly toneHz?: CarrierTone;
}

export interface Carrier {
  /** Dials `to` over the trunk; resolves as soon as the call is on its way. */
  call(options: CallOptions): Promise<CarrierCall>;
  /** How a number of this network takes calls; without a word it answers. An answered call speaks the tone. */
  subscriber(number: string, behaviour: Behaviour, toneHz?: CarrierTone): void;
  /** The next call to this number, now or later; calls before `from` of `received` are passed over. */
  receives(number: string, limitMs?: number): Promise<CarrierCall>;
  /** Ends every call that is still there, so that a test leaves nothing to the next one. */
  hangUpAll(): Promise<void>;
  stop(): Promise<void>;
}

interface CarrierOptions {
  readonly folder: string;
  readonly ports: PbxPorts;
  /** SIP port of the exchange, on loopback. */
  readonly toPort: number;
  readonly installation: AsteriskInstallation;
}

/** The telephone network: a second Asterisk with people on it who call, are called, speak a tone each, press keys, listen. */
export async function startCarrier({ folder, ports, toPort, installation }: CarrierOptions): Promise<Carrier> {
  const tones = join(folder, "tones");
  await makeTones(tones);
  const runDir = join(folder, "pbx");
  const pbx = await startPbx(
    {
      role: "carrier",
      runDir,
      ports,
      ariUser: "carrier",
      ariSecret: SECRET,
      appName: CARRIER_APP,
      trunks: [{ name: TRUNK, host: "127.0.0.1", port: toPort, matchIps: ["127.0.0.1"] }],
      wss: { enabled: false },
      mohDir: tones,
      additions: { "musiconhold.conf": toneClasses(tones) },
    },
    { installation },
  );
  const events = new EventLog<AriEvent>();
  const ari = await connect(pbx.httpUrl, (event) => {
    events.add(event);
    if (event.type === "StasisStart" && event.args[0] === "inbound") take(event.channel.id, event.args[1] ?? "");
  });
  const parts = { ari, events, recordingFolder: join(runDir, "spool", "recording") };
  const behaviours = new Map<string, { readonly behaviour: Behaviour; readonly toneHz: CarrierTone }>();
  const received = new EventLog<{ readonly number: string; readonly call: CarrierCall }>();
  const given = new Map<string, number>();
  const all: CarrierCall[] = [];
  const failures: unknown[] = [];
  let calls = 0;

  function take(channelId: string, number: string): void {
    const call = new CarrierCall({ ...parts, channelId, isOutgoing: false });
    all.push(call);
    received.add({ number, call });
    const { behaviour, toneHz } = behaviours.get(number) ?? { behaviour: "answer", toneHz: CARRIER_TONES_HZ[0] };
    takeAs(ari, call, behaviour, toneHz).catch((error: unknown) => {
      // A caller who gave up meanwhile is no failure of the carrier.
      if (!call.isOver) failures.push(error);
    });
  }

  return {
    async call({ from = "", name = "", to, withheld = false, toneHz }) {
      calls += 1;
      const call = new CarrierCall({ ...parts, channelId: `customer-${calls}`, isOutgoing: true });
      all.push(call);
      await ari.call("channels.originateWithId", {
        channelId: call.channelId,
        endpoint: `PJSIP/${to}@${TRUNK}`,
        app: CARRIER_APP,
        appArgs: "caller",
        callerId: withheld ? '"Anonymous" <anonymous>' : `"${name}" <${from}>`,
        timeout: 60,
      });
      if (toneHz !== undefined) {
        call
          .answered(120_000)
          .then(() => call.speak(toneHz))
          .catch((error: unknown) => {
            if (!call.isOver) failures.push(error);
          });
      }
      return call;
    },
    subscriber: (number, behaviour, toneHz = CARRIER_TONES_HZ[0]) => behaviours.set(number, { behaviour, toneHz }),
    async receives(number, limitMs) {
      const from = given.get(number) ?? 0;
      const found = await received.when((each) => each.number === number, `a call to ${number}`, {
        from,
        ...(limitMs === undefined ? {} : { limitMs }),
      });
      given.set(number, received.all.indexOf(found) + 1);
      return found.call;
    },
    async hangUpAll() {
      const open = all.splice(0).filter((call) => !call.isOver);
      await Promise.allSettled(open.map((call) => call.hangUp()));
    },
    async stop() {
      await ari.stop();
      await pbx.stop();
      if (failures.length > 0) throw new AggregateError(failures, "somebody at the carrier could not do their part");
    },
  };
}

async function takeAs(ari: AriClient, call: CarrierCall, behaviour: Behaviour, toneHz: number): Promise<void> {
  const { channelId } = call;
  switch (behaviour) {
    case "busy":
      return ari.call("channels.hangup", { channelId, reason_code: "17" });
    case "no such number":
      return ari.call("channels.hangup", { channelId, reason_code: "1" });
    case "let it ring":
      return ari.call("channels.ring", { channelId });
    case "answer":
      await ari.call("channels.ring", { channelId });
      await ari.call("channels.answer", { channelId });
      await call.speak(toneHz);
  }
}

function connect(httpUrl: string, onEvent: (event: AriEvent) => void): Promise<AriClient> {
  return new Promise((resolve) => {
    const client = new AriClient({
      httpUrl,
      user: "carrier",
      secret: SECRET,
      app: CARRIER_APP,
      random: () => 0.5,
      onEvent,
      onConnected: () => resolve(client),
      onDisconnected: () => undefined,
    });
    client.start();
  });
}

async function makeTones(folder: string): Promise<void> {
  for (const hz of CARRIER_TONES_HZ) {
    await mkdir(join(folder, String(hz)), { recursive: true });
    const samples = sineWave({ hz, seconds: TONE_SECONDS, sampleRateHz: RATE_HZ, amplitude: 0.3 });
    await writeFile(join(folder, String(hz), "tone.wav"), encodeWav({ samples, sampleRateHz: RATE_HZ }));
  }
}

/** A tone is music on hold of its own class: unlike a playback it runs beside everything else a channel does. */
function toneClasses(folder: string): string {
  return CARRIER_TONES_HZ.map((hz) => `[tone-${hz}]\nmode = files\ndirectory = ${join(folder, String(hz))}\n`).join(
    "\n",
  );
}
