import { asId, type BridgeId, type ChannelId, type PlaybackId } from "../../../shared/domain/ids.ts";
import type { DurationMs } from "../../../shared/domain/time.ts";
import type { LineCounters, LineStatistics } from "../../ports/line-statistics.ts";
import type { LogSink } from "../../ports/log-sink.ts";
import type { RecordKeeping } from "../../ports/record-keeping.ts";
import {
  type EndpointStatus,
  type HangupCause,
  type LegLabel,
  type LegRequest,
  type OriginateRequest,
  type SipEndpoint,
  type SnoopRequest,
  type Telephony,
  type TelephonyEvent,
  type TelephonySnapshot,
} from "../../ports/telephony.ts";
import { AdoptedLegs } from "./adopted-legs.ts";
import { AriCallerAudio } from "./ari-caller-audio.ts";
import { AriClient } from "./ari-client.ts";
import { AriLegs } from "./ari-legs.ts";
import { DigitEchoes } from "./digit-echoes.ts";
import { EndedLegs } from "./ended-legs.ts";
import type { AriEvent } from "./ari-types.generated.ts";
import { AriWishes, alreadyGone, existsAlready, neverDone, notInBridge } from "./ari-wishes.ts";
import { askLineCounters } from "./line-counters.ts";
import { PushedLogins } from "./pushed-logins.ts";
import { isPushedName } from "./sip-endpoint-fields.ts";
import { snapshotOf } from "./telephony-snapshot.ts";
import { DENIED_EVENTS, telephonyEvent } from "./telephony-event.ts";

export interface AriTelephonyOptions {
  /** Base of the PBX's HTTP server, without `/ari`. */
  readonly httpUrl: string;
  readonly user: string;
  readonly secret: string;
  readonly app: string;
  readonly log: LogSink;
  readonly records?: RecordKeeping;
  /** 0 <= n < 1, for the jitter of reconnects. */
  readonly random: () => number;
  /** Address media of pushed logins is bound to; undefined: every interface. */
  readonly mediaAddress?: string;
  /** Dial-plan variable with the logins the survival queue may ring. */
  readonly survivalVariable?: string;
  readonly requestTimeoutMs?: number;
  readonly pingIntervalMs?: number;
}

/** Q.850 causes. */
const CAUSES: Readonly<Record<HangupCause, string>> = {
  normal: "16",
  busy: "17",
  congestion: "42",
  "no-answer": "19",
  rejected: "21",
};

const ENTERING_LIMIT_MS = 3_000;

/** `Telephony` on Asterisk: one small request per wish, ids chosen by the caller, what is so already counts as done. */
export class AriTelephony implements Telephony, LineStatistics {
  readonly #options: AriTelephonyOptions;
  readonly #client: AriClient;
  readonly #wishes: AriWishes;
  readonly #listeners: ((event: TelephonyEvent) => void)[] = [];
  readonly #registered = new Map<string, boolean>();
  readonly #logins: PushedLogins;
  readonly callerAudio: AriCallerAudio;
  readonly #echoes = new DigitEchoes();
  readonly #ended = new EndedLegs();
  readonly #legs: AriLegs;
  readonly #adopted: AdoptedLegs;
  #connected = false;
  #firstConnect: (() => void) | undefined;

  constructor(options: AriTelephonyOptions) {
    this.#options = options;
    this.#client = new AriClient({
      httpUrl: options.httpUrl,
      user: options.user,
      secret: options.secret,
      app: options.app,
      random: options.random,
      deniedEvents: DENIED_EVENTS,
      // Registrations as device states: `endpoint:PJSIP` would deliver every channel event (and digit) a second time, and is
      // refused while there is no endpoint.
      subscriptions: ["deviceState:"],
      onEvent: (event) => {
        try {
          this.#received(event);
        } catch (error) {
          // Not as Asterisk describes it: must not cost the calls of all the others.
          options.log.error({ err: error, type: event.type }, "an event of the PBX could not be read");
        }
      },
      onConnected: ({ version, transport }) => {
        this.#connected = true;
        this.#registered.clear();
        options.log.info({ version, transport }, "connected to the PBX");
        this.#logins.restore().catch((error: unknown) => {
          options.log.warn({ err: error }, "the survival queue's list of agents could not be set");
        });
        this.#emit({ type: "pbx-connected", version });
        this.#firstConnect?.();
      },
      onDisconnected: (reason) => {
        // Only the first of a row is news.
        if (!this.#connected) return;
        this.#connected = false;
        this.#legs.forget();
        this.#emit({ type: "pbx-disconnected", reason });
      },
      ...(options.records === undefined ? {} : { records: options.records }),
      ...(options.requestTimeoutMs === undefined ? {} : { requestTimeoutMs: options.requestTimeoutMs }),
      ...(options.pingIntervalMs === undefined ? {} : { pingIntervalMs: options.pingIntervalMs }),
    });
    this.#wishes = new AriWishes(this.#client);
    this.#legs = new AriLegs(this.#wishes, options.app, options.requestTimeoutMs ?? ENTERING_LIMIT_MS);
    this.#adopted = new AdoptedLegs(this.#wishes, options.app);
    const { mediaAddress, survivalVariable, log } = options;
    this.#logins = new PushedLogins(this.#wishes, { mediaAddress, survivalVariable, log });
    this.callerAudio = new AriCallerAudio(this.#client, this.#wishes, options.app, (err) =>
      options.log.warn({ err }, "an announcing channel could not be ended"),
    );
  }

  start(): Promise<void> {
    return new Promise((resolve) => {
      this.#firstConnect = resolve;
      this.#client.start();
    });
  }

  async stop(): Promise<void> {
    this.#connected = false;
    await this.#logins.stop();
    await this.#client.stop();
  }

  onEvent(listener: (event: TelephonyEvent) => void): void {
    this.#listeners.push(listener);
  }

  answer(channelId: ChannelId): Promise<void> {
    return this.#wishes.do("channels.answer", { channelId });
  }

  ring(channelId: ChannelId): Promise<void> {
    return this.#wishes.do("channels.ring", { channelId });
  }

  startMusic(channelId: ChannelId): Promise<void> {
    return this.#wishes.do("channels.startMoh", { channelId });
  }

  stopMusic(channelId: ChannelId): Promise<void> {
    return this.#wishes.do("channels.stopMoh", { channelId }, alreadyGone);
  }

  play(playbackId: PlaybackId, channelId: ChannelId, media: readonly string[]): Promise<void> {
    const request = { channelId, playbackId, media: media.join(",") };
    this.#echoes.playbackBegun(channelId, playbackId);
    const playing = this.#wishes.do("channels.playWithId", request, neverDone, () =>
      this.#wishes.exists("playbacks.get", { playbackId }),
    );
    playing.catch(() => this.#echoes.playbackOver(channelId, playbackId));
    return playing;
  }

  stopPlayback(playbackId: PlaybackId): Promise<void> {
    return this.#wishes.do("playbacks.stop", { playbackId }, alreadyGone);
  }

  sendDigits(channelId: ChannelId, digits: string): Promise<void> {
    return this.#wishes.do("channels.sendDTMF", { channelId, dtmf: digits });
  }

  hangup(channelId: ChannelId, cause: HangupCause): Promise<void> {
    const isOver = async (): Promise<boolean> => !(await this.#channelExists(channelId));
    return this.#wishes.do("channels.hangup", { channelId, reason_code: CAUSES[cause] }, alreadyGone, isOver);
  }

  continueInDialplan(channelId: ChannelId): Promise<void> {
    return this.#wishes.do("channels.continueInDialplan", {
      channelId,
      context: "survival",
      extension: "s",
      priority: 1,
    });
  }

  originate(request: OriginateRequest): Promise<void> {
    return this.#legs.originate(request);
  }

  async createLeg(request: LegRequest): Promise<void> {
    await this.#legs.create(request);
  }

  labelLeg(label: LegLabel): Promise<void> {
    return this.#legs.label(label);
  }

  dialLeg(channelId: ChannelId, ringTimeoutMs: DurationMs): Promise<void> {
    return this.#legs.dial(channelId, ringTimeoutMs);
  }

  snoop(request: SnoopRequest): Promise<void> {
    return this.#legs.snoop(request);
  }

  createBridge(bridgeId: BridgeId): Promise<void> {
    // dtmf_events: digits typed during a talk are still reported.
    const params = { bridgeId, type: "mixing,dtmf_events" };
    return this.#wishes.do("bridges.createWithId", params, existsAlready, () =>
      this.#wishes.exists("bridges.get", { bridgeId }),
    );
  }

  addToBridge(bridgeId: BridgeId, channelIds: readonly ChannelId[]): Promise<void> {
    return this.#wishes.do("bridges.addChannel", {
      bridgeId,
      channel: channelIds.join(","),
      inhibitConnectedLineUpdates: true,
    });
  }

  removeFromBridge(bridgeId: BridgeId, channelId: ChannelId): Promise<void> {
    return this.#wishes.do("bridges.removeChannel", { bridgeId, channel: channelId }, notInBridge);
  }

  destroyBridge(bridgeId: BridgeId): Promise<void> {
    // 409 "not in Stasis application": it is on its way out, as happens when its last leg leaves in the same moment.
    return this.#wishes.do("bridges.destroy", { bridgeId }, (error) => alreadyGone(error) || error.status === 409);
  }

  pushEndpoint(endpoint: SipEndpoint): Promise<void> {
    return this.#logins.push(endpoint);
  }

  async revokeEndpoint(endpointName: string): Promise<void> {
    await this.#logins.revoke(endpointName);
    this.#registered.delete(endpointName);
  }

  listEndpoints(): Promise<readonly EndpointStatus[]> {
    return this.#logins.list();
  }

  async snapshot(): Promise<TelephonySnapshot> {
    const [channels, bridges] = await Promise.all([
      this.#wishes.ask("channels.list", {}),
      this.#wishes.ask("bridges.list", {}),
    ]);
    const own = channels.filter(({ id }) => !this.callerAudio.isAnnouncer(id));
    return snapshotOf(own, bridges, this.#options.app);
  }

  adopt(channelId: ChannelId): Promise<void> {
    return this.#adopted.adopt(channelId);
  }

  isRegistered(endpointName: string): Promise<boolean> {
    return this.#logins.isRegistered(endpointName);
  }

  lineCounters(channelId: ChannelId): Promise<LineCounters | null> {
    return askLineCounters(this.#wishes, channelId);
  }

  #channelExists(channelId: ChannelId): Promise<boolean> {
    return this.#wishes.exists("channels.get", { channelId });
  }

  #received(event: AriEvent): void {
    if (this.callerAudio.takes(event)) return;
    if (event.type === "StasisStart") this.#legs.settled(asId<ChannelId>(event.channel.id));
    const mapped = telephonyEvent(event);
    if (mapped === undefined) return;
    if (mapped.type === "endpoint-registered") {
      if (!isPushedName(mapped.endpointName) || this.#registered.get(mapped.endpointName) === mapped.registered) return;
      this.#registered.set(mapped.endpointName, mapped.registered);
    }
    if (mapped.type === "digit" && this.#isEcho(mapped, event)) return;
    if (mapped.type === "playback-ended" && mapped.channelId) {
      this.#echoes.playbackOver(mapped.channelId, mapped.playbackId);
    }
    if (mapped.type === "leg-ended") {
      if (!this.#ended.isFirstEnd(mapped.channelId)) return;
      this.#echoes.forget(mapped.channelId);
      this.#legs.settled(mapped.channelId);
    }
    this.#emit(mapped);
  }

  #isEcho({ channelId, digit, durationMs }: Extract<TelephonyEvent, { type: "digit" }>, event: AriEvent): boolean {
    return this.#echoes.isEcho(channelId, digit, durationMs, Date.parse(event.timestamp));
  }

  #emit(event: TelephonyEvent): void {
    for (const listener of this.#listeners) {
      try {
        listener(event);
      } catch (error) {
        // One broken listener must cost neither the others nor the next events.
        this.#options.log.error({ err: error, type: event.type }, "a telephony event could not be handled");
      }
    }
  }
}
