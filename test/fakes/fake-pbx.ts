import { asId, type BridgeId, type ChannelId, type PlaybackId } from "../../shared/domain/ids.ts";
import type { DurationMs } from "../../shared/domain/time.ts";
import type { CallerAudio } from "../../server/ports/caller-audio.ts";
import type { Clock, Scheduler } from "../../server/ports/clock.ts";
import {
  type EndpointStatus,
  type HangupCause,
  type LegLabel,
  type LegRequest,
  type OriginateRequest,
  type SipEndpoint,
  type Telephony,
  TelephonyError,
  type TelephonyEvent,
  type TelephonySnapshot,
} from "../../server/ports/telephony.ts";
import { FakeCallerAudio } from "./fake-caller-audio.ts";
import type { PbxFaults } from "./pbx-faults.ts";

interface FakeChannel {
  readonly channelId: ChannelId;
  up: boolean;
  music: boolean;
  playing: PlaybackId[];
  bridge: BridgeId | null;
  to: LegRequest | null;
  /** A created leg does not ring before it is dialled. */
  dialled: boolean;
}

/** What a request gives up after, as the adapter's time-out. */
const REPLY_LIMIT_MS = 2_000;
/** Requests kept for the messages of failing tests. */
const REQUESTS_KEPT = 2_000;

type Method = Exclude<keyof Telephony | keyof CallerAudio, "start" | "stop" | "onEvent" | "callerAudio">;

/**
 * A PBX in memory: channels, bridges, music and playbacks behave as Asterisk's do, people are played by the test, and
 * any request can be made to fail. Requests are carried out in the order they were made; events are delivered in order,
 * after the call that caused them, as the port promises.
 *
 * With `faults` and `time` replies and events get lost, late or come twice; `disconnect` cuts the line in between, on
 * which the telephone calls themselves go on; `restart` is the end of them all.
 */
export class FakePbx implements Telephony {
  readonly callerAudio = new FakeCallerAudio(this);
  readonly channels = new Map<ChannelId, FakeChannel>();
  readonly bridges = new Map<BridgeId, Set<ChannelId>>();
  readonly endpoints = new Map<string, { endpoint: SipEndpoint; registered: boolean }>();
  readonly requests: string[] = [];
  readonly spoken: string[] = [];
  faults: PbxFaults | null = null;
  time: (Clock & Scheduler) | null = null;
  connected = false;
  /** A phone that was dialled and does not say that it rings. */
  isSilent: (channelId: ChannelId) => boolean = () => false;
  #listener: ((event: TelephonyEvent) => void) | null = null;
  /** Counts the servers that used it: replies to an earlier one reach nobody. */
  #client = 0;
  #calls = 0;
  #timers = 0;
  #events: TelephonyEvent[] = [];
  #delivering = false;
  readonly #tones = new Set<PlaybackId>();
  readonly #planned = new Map<Method, TelephonyError[]>();

  failNext(method: Method, error: TelephonyError): void {
    this.#planned.set(method, [...(this.#planned.get(method) ?? []), error]);
  }

  /** A customer dials; returns the channel. */
  callFrom(
    callerNumber: string,
    dnis: string,
    source: "trunk" | "webphone" = "trunk",
    endpointName = "carrier",
  ): ChannelId {
    this.#calls += 1;
    const channelId = asId<ChannelId>(`trunk-${this.#calls}`);
    this.channels.set(channelId, {
      channelId,
      up: false,
      music: false,
      playing: [],
      bridge: null,
      to: null,
      dialled: true,
    });
    this.emit({
      type: "call-arrived",
      channelId,
      source,
      callerNumber,
      callerName: "",
      numberWithheld: callerNumber === "anonymous",
      dnis,
      endpointName,
    });
    return channelId;
  }

  /** The far end of an originated channel picks up. */
  pickUp(channelId: ChannelId): void {
    const channel = this.channels.get(channelId);
    if (!channel) throw new Error(`no such channel ${channelId}`);
    if (!channel.dialled) throw new Error(`${channelId} does not ring yet`);
    channel.up = true;
    this.emit({ type: "leg-answered", channelId, tag: channel.to?.tag ?? "" });
  }

  /** The far end ends or refuses; also what a hang-up request leads to. */
  end(channelId: ChannelId, cause = 16): void {
    const channel = this.channels.get(channelId);
    if (!channel) return;
    this.channels.delete(channelId);
    if (channel.bridge) this.bridges.get(channel.bridge)?.delete(channelId);
    this.callerAudio.channelEnded(channelId);
    this.emit({ type: "leg-ended", channelId, cause });
  }

  finishPlayback(channelId: ChannelId): void {
    const channel = this.channels.get(channelId);
    // A tone never ends by itself.
    const playbackId = channel?.playing.find((playing) => !this.#tones.has(playing));
    if (channel) channel.playing = channel.playing.filter((playing) => playing !== playbackId);
    if (playbackId) this.emit({ type: "playback-ended", playbackId, channelId, ok: true });
  }

  register(endpointName: string, registered: boolean): void {
    const entry = this.endpoints.get(endpointName);
    if (entry) entry.registered = registered;
    this.emit({ type: "endpoint-registered", endpointName, registered });
  }

  /** Channels ringing at an agent's phone. */
  ringingAt(endpointName: string): readonly ChannelId[] {
    return [...this.channels.values()]
      .filter(({ up, dialled, to }) => !up && dialled && to?.to.kind === "endpoint" && to.to.name === endpointName)
      .map((channel) => channel.channelId);
  }

  /** Who hears whom: pairs of channels in one bridge without music over it. */
  talking(a: ChannelId, b: ChannelId): boolean {
    const first = this.channels.get(a);
    const second = this.channels.get(b);
    return (
      first?.bridge != null && first.bridge === second?.bridge && first.up && second.up && !first.music && !second.music
    );
  }

  /** The line to the server breaks: requests fail, what happens meanwhile is not reported. */
  disconnect(reason = "cut by the test"): void {
    if (!this.connected) return;
    this.emit({ type: "pbx-disconnected", reason });
    this.connected = false;
  }

  reconnect(): void {
    if (this.connected) return;
    this.connected = true;
    this.emit({ type: "pbx-connected", version: "fake" });
  }

  /** The PBX itself is started anew: calls, bridges and pushed logins are gone. To be followed by `reconnect`. */
  restart(): void {
    this.disconnect("restarted");
    this.channels.clear();
    this.bridges.clear();
    this.endpoints.clear();
  }

  /** The server is killed: nobody listens, and no reply reaches it any more. */
  abandon(): void {
    this.#client += 1;
    this.#listener = null;
    this.#events = [];
    this.#delivering = false;
    this.connected = false;
  }

  emit(event: TelephonyEvent): void {
    if (!this.#listener) return;
    const isOfTheLine = event.type === "pbx-connected" || event.type === "pbx-disconnected";
    if (!this.connected && !isOfTheLine) return;
    const fault = isOfTheLine ? null : (this.faults?.event() ?? null);
    if (fault === "eventDropped") return;
    this.#events.push(event);
    if (fault === "eventTwice") this.#events.push(event);
    if (this.#delivering) return;
    this.#delivering = true;
    const client = this.#client;
    const deliver = () => {
      this.#delivering = false;
      if (client !== this.#client) return;
      for (const next of this.#events.splice(0)) this.#listener?.(next);
    };
    if (fault === "eventLate" && this.faults) this.#later(this.faults.lateMs(), deliver);
    else setImmediate(deliver);
  }

  async start(): Promise<void> {
    this.connected = true;
    this.emit({ type: "pbx-connected", version: "fake" });
  }

  async stop(): Promise<void> {
    this.#listener = null;
  }

  onEvent(listener: (event: TelephonyEvent) => void): void {
    this.#listener = listener;
  }

  answer(channelId: ChannelId): Promise<void> {
    return this.request("answer", channelId, channelId, () => {
      this.channel(channelId).up = true;
    });
  }

  ring(channelId: ChannelId): Promise<void> {
    return this.request("ring", channelId, channelId, () => {
      this.channel(channelId);
    });
  }

  startMusic(channelId: ChannelId): Promise<void> {
    return this.request("startMusic", channelId, channelId, () => {
      this.channel(channelId).music = true;
    });
  }

  stopMusic(channelId: ChannelId): Promise<void> {
    return this.request("stopMusic", channelId, channelId, () => {
      const channel = this.channels.get(channelId);
      if (channel) channel.music = false;
    });
  }

  play(playbackId: PlaybackId, channelId: ChannelId, media: readonly string[]): Promise<void> {
    return this.request("play", `${channelId} ${media.join(" ")}`, channelId, () => {
      this.channel(channelId).playing.push(playbackId);
      if (media.some((medium) => medium.startsWith("tone:"))) this.#tones.add(playbackId);
      this.spoken.push(...media);
    });
  }

  stopPlayback(playbackId: PlaybackId): Promise<void> {
    return this.request("stopPlayback", playbackId, null, () => {
      for (const channel of this.channels.values()) {
        if (!channel.playing.includes(playbackId)) continue;
        channel.playing = [];
        this.emit({ type: "playback-ended", playbackId, channelId: channel.channelId, ok: true });
      }
    });
  }

  sendDigits(channelId: ChannelId, digits: string): Promise<void> {
    return this.request("sendDigits", `${channelId} ${digits}`, channelId, () => {
      this.channel(channelId);
    });
  }

  hangup(channelId: ChannelId, cause: HangupCause): Promise<void> {
    return this.request("hangup", `${channelId} ${cause}`, null, () => this.end(channelId));
  }

  continueInDialplan(channelId: ChannelId): Promise<void> {
    return this.request("continueInDialplan", channelId, channelId, () => {
      this.channels.delete(channelId);
    });
  }

  originate(request: OriginateRequest): Promise<void> {
    return this.request("originate", `${request.channelId} ${targetOf(request)}`, null, () => {
      if (this.#create(request)) this.#ring(request.channelId, request.ringTimeoutMs);
    });
  }

  createLeg(request: LegRequest): Promise<void> {
    return this.request("createLeg", `${request.channelId} ${targetOf(request)}`, null, () => {
      this.#create(request);
    });
  }

  labelLeg({ channelId, callerId, headers }: LegLabel): Promise<void> {
    return this.request("labelLeg", channelId, channelId, () => {
      const channel = this.channel(channelId);
      if (channel.to) channel.to = { ...channel.to, callerId, headers };
    });
  }

  dialLeg(channelId: ChannelId, ringTimeoutMs: DurationMs): Promise<void> {
    return this.request("dialLeg", channelId, channelId, () => {
      // Asterisk: 409 once it rings; before that the second dial fails and takes the leg with it.
      if (this.channel(channelId).dialled) {
        this.end(channelId);
        throw new TelephonyError("channel-gone", "dialled twice", 409);
      }
      this.#ring(channelId, ringTimeoutMs);
    });
  }

  createBridge(bridgeId: BridgeId): Promise<void> {
    return this.request("createBridge", bridgeId, null, () => {
      if (!this.bridges.has(bridgeId)) this.bridges.set(bridgeId, new Set());
    });
  }

  addToBridge(bridgeId: BridgeId, channelIds: readonly ChannelId[]): Promise<void> {
    return this.request("addToBridge", `${bridgeId} ${channelIds.join(" ")}`, channelIds.at(-1) ?? null, () => {
      const bridge = this.bridges.get(bridgeId);
      if (!bridge) throw new TelephonyError("pbx-refused", "no such bridge", 404);
      const channels = channelIds.map((channelId) => this.channel(channelId));
      for (const channel of channels) {
        // As Asterisk: a channel is in one bridge at most, adding it moves it.
        if (channel.bridge && channel.bridge !== bridgeId) this.bridges.get(channel.bridge)?.delete(channel.channelId);
        channel.bridge = bridgeId;
        bridge.add(channel.channelId);
      }
    });
  }

  removeFromBridge(bridgeId: BridgeId, channelId: ChannelId): Promise<void> {
    return this.request("removeFromBridge", `${bridgeId} ${channelId}`, channelId, () => {
      this.bridges.get(bridgeId)?.delete(channelId);
      const channel = this.channels.get(channelId);
      if (channel?.bridge === bridgeId) channel.bridge = null;
    });
  }

  destroyBridge(bridgeId: BridgeId): Promise<void> {
    return this.request("destroyBridge", bridgeId, null, () => {
      this.bridges.delete(bridgeId);
      for (const channel of this.channels.values()) if (channel.bridge === bridgeId) channel.bridge = null;
    });
  }

  pushEndpoint(endpoint: SipEndpoint): Promise<void> {
    return this.request("pushEndpoint", endpoint.name, null, () => {
      this.endpoints.set(endpoint.name, { endpoint, registered: false });
    });
  }

  revokeEndpoint(endpointName: string): Promise<void> {
    return this.request("revokeEndpoint", endpointName, null, () => {
      this.endpoints.delete(endpointName);
    });
  }

  listEndpoints(): Promise<readonly EndpointStatus[]> {
    return this.request("listEndpoints", "", null, () =>
      [...this.endpoints].map(([name, { registered }]) => ({ name, registered })),
    );
  }

  snapshot(): Promise<TelephonySnapshot> {
    return this.request("snapshot", "", null, () => ({
      channels: [...this.channels.values()].map((channel) => ({
        channelId: channel.channelId,
        state: channel.up ? "up" : channel.dialled ? "ringing" : "other",
        callerNumber: "",
        dialed: "",
        createdAt: 0,
      })),
      bridges: [...this.bridges].map(([bridgeId, channelIds]) => ({ bridgeId, channelIds: [...channelIds] })),
    }));
  }

  adopt(channelId: ChannelId): Promise<void> {
    return this.request("adopt", channelId, null, () => {
      this.channel(channelId);
    });
  }

  /** False: an earlier attempt made it. */
  #create(request: LegRequest): boolean {
    if (request.to.kind === "endpoint" && this.endpoints.get(request.to.name)?.registered !== true)
      throw new TelephonyError("agent-unreachable", "Allocation failed", 500);
    const { channelId } = request;
    if (this.channels.has(channelId)) return false;
    this.channels.set(channelId, {
      channelId,
      up: false,
      music: false,
      playing: [],
      bridge: null,
      to: request,
      dialled: false,
    });
    return true;
  }

  #ring(channelId: ChannelId, ringTimeoutMs: DurationMs): void {
    this.channel(channelId).dialled = true;
    if (!this.isSilent(channelId)) this.emit({ type: "leg-ringing", channelId });
    if (this.time)
      this.#later(ringTimeoutMs, () => {
        if (this.channels.get(channelId)?.up === false) this.end(channelId, 19);
      });
  }

  async request<Result>(
    method: Method,
    detail: string,
    channelId: ChannelId | null,
    carryOut: () => Result,
  ): Promise<Result> {
    this.requests.push(`${method} ${detail}`.trimEnd());
    if (this.requests.length > REQUESTS_KEPT) this.requests.splice(0, REQUESTS_KEPT / 2);
    const client = this.#client;
    const planned = this.#planned.get(method)?.shift();
    if (planned) throw planned;
    if (!this.connected) throw new TelephonyError("pbx-unavailable", "the line is cut");
    const fault = this.faults?.request() ?? null;
    if (fault === "refused") throw new TelephonyError("pbx-refused", `${method} refused by the fake`, 500);
    if (fault === "legDies" && channelId) this.end(channelId, 16);
    if (fault !== "lost") {
      const result = carryOut();
      if (fault === "replyLate" && this.faults) await this.#wait(this.faults.lateMs());
      if (client !== this.#client) return new Promise<Result>(() => undefined);
      if (fault !== "replyLost") return result;
    }
    await this.#wait(REPLY_LIMIT_MS);
    if (client !== this.#client) return new Promise<Result>(() => undefined);
    throw new TelephonyError("pbx-timeout", `no reply to ${method}`);
  }

  #wait(ms: number): Promise<void> {
    return new Promise((resolve) => this.#later(ms, resolve));
  }

  #later(ms: number, fire: () => void): void {
    const { time } = this;
    if (!time) throw new Error("faults that take time need FakePbx.time");
    this.#timers += 1;
    time.schedule(`fake-pbx:${this.#timers}`, time.now() + ms, fire);
  }

  channel(channelId: ChannelId): FakeChannel {
    const channel = this.channels.get(channelId);
    if (!channel) throw new TelephonyError("channel-gone", `${channelId} is gone`, 404);
    return channel;
  }
}

function targetOf({ to }: LegRequest): string {
  return to.kind === "endpoint" ? to.name : `${to.number}@${to.trunk}`;
}
