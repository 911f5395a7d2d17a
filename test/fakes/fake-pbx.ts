import { asId, type BridgeId, type ChannelId, type PlaybackId } from "../../shared/domain/ids.ts";
import {
  type EndpointStatus,
  type HangupCause,
  type OriginateRequest,
  type SipEndpoint,
  type Telephony,
  TelephonyError,
  type TelephonyEvent,
  type TelephonySnapshot,
} from "../../server/ports/telephony.ts";

interface FakeChannel {
  readonly channelId: ChannelId;
  up: boolean;
  music: boolean;
  playing: PlaybackId[];
  bridge: BridgeId | null;
  readonly to: OriginateRequest | null;
}

type Method =
  | "answer"
  | "originate"
  | "addToBridge"
  | "play"
  | "startMusic"
  | "createBridge"
  | "pushEndpoint"
  | "hangup";

/**
 * A PBX in memory: channels, bridges, music and playbacks behave as Asterisk's do, people are played by the test, and
 * any request can be made to fail. Events are delivered after the call that caused them, as the port promises.
 */
export class FakePbx implements Telephony {
  readonly channels = new Map<ChannelId, FakeChannel>();
  readonly bridges = new Map<BridgeId, Set<ChannelId>>();
  readonly endpoints = new Map<string, { endpoint: SipEndpoint; registered: boolean }>();
  readonly requests: string[] = [];
  readonly spoken: string[] = [];
  #listener: (event: TelephonyEvent) => void = () => undefined;
  #calls = 0;
  readonly #faults = new Map<Method, TelephonyError[]>();

  failNext(method: Method, error: TelephonyError): void {
    this.#faults.set(method, [...(this.#faults.get(method) ?? []), error]);
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
    this.channels.set(channelId, { channelId, up: false, music: false, playing: [], bridge: null, to: null });
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
    channel.up = true;
    this.emit({ type: "leg-answered", channelId, tag: channel.to?.tag ?? "" });
  }

  /** The far end ends or refuses; also what a hang-up request leads to. */
  end(channelId: ChannelId, cause = 16): void {
    const channel = this.channels.get(channelId);
    if (!channel) return;
    this.channels.delete(channelId);
    if (channel.bridge) this.bridges.get(channel.bridge)?.delete(channelId);
    this.emit({ type: "leg-ended", channelId, cause });
  }

  finishPlayback(channelId: ChannelId): void {
    const playbackId = this.channels.get(channelId)?.playing.shift();
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
      .filter((channel) => !channel.up && channel.to?.to.kind === "endpoint" && channel.to.to.name === endpointName)
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

  emit(event: TelephonyEvent): void {
    setImmediate(() => this.#listener(event));
  }

  async start(): Promise<void> {
    this.emit({ type: "pbx-connected", version: "fake" });
  }

  async stop(): Promise<void> {
    this.#listener = () => undefined;
  }

  onEvent(listener: (event: TelephonyEvent) => void): void {
    this.#listener = listener;
  }

  async answer(channelId: ChannelId): Promise<void> {
    this.#request("answer", channelId);
    this.#channel(channelId).up = true;
  }

  async ring(channelId: ChannelId): Promise<void> {
    this.requests.push(`ring ${channelId}`);
    this.#channel(channelId);
  }

  async startMusic(channelId: ChannelId): Promise<void> {
    this.#request("startMusic", channelId);
    this.#channel(channelId).music = true;
  }

  async stopMusic(channelId: ChannelId): Promise<void> {
    this.requests.push(`stopMusic ${channelId}`);
    this.#channel(channelId).music = false;
  }

  async play(playbackId: PlaybackId, channelId: ChannelId, media: readonly string[]): Promise<void> {
    this.#request("play", `${channelId} ${media.join(" ")}`);
    this.#channel(channelId).playing.push(playbackId);
    this.spoken.push(...media);
  }

  async stopPlayback(playbackId: PlaybackId): Promise<void> {
    this.requests.push(`stopPlayback ${playbackId}`);
    for (const channel of this.channels.values()) {
      if (!channel.playing.includes(playbackId)) continue;
      channel.playing = [];
      this.emit({ type: "playback-ended", playbackId, channelId: channel.channelId, ok: true });
    }
  }

  async sendDigits(channelId: ChannelId, digits: string): Promise<void> {
    this.requests.push(`digits ${channelId} ${digits}`);
    this.#channel(channelId);
  }

  async hangup(channelId: ChannelId, cause: HangupCause): Promise<void> {
    this.#request("hangup", `${channelId} ${cause}`);
    this.end(channelId);
  }

  async continueInDialplan(channelId: ChannelId): Promise<void> {
    this.requests.push(`continue ${channelId}`);
    this.channels.delete(channelId);
  }

  async originate(request: OriginateRequest): Promise<void> {
    const target = request.to.kind === "endpoint" ? request.to.name : `${request.to.number}@${request.to.trunk}`;
    this.#request("originate", `${request.channelId} ${target}`);
    if (request.to.kind === "endpoint" && this.endpoints.get(request.to.name)?.registered !== true) {
      throw new TelephonyError("agent-unreachable", "Allocation failed", 500);
    }
    this.channels.set(request.channelId, {
      channelId: request.channelId,
      up: false,
      music: false,
      playing: [],
      bridge: null,
      to: request,
    });
    this.emit({ type: "leg-ringing", channelId: request.channelId });
  }

  async createBridge(bridgeId: BridgeId): Promise<void> {
    this.#request("createBridge", bridgeId);
    this.bridges.set(bridgeId, new Set());
  }

  async addToBridge(bridgeId: BridgeId, channelIds: readonly ChannelId[]): Promise<void> {
    this.#request("addToBridge", `${bridgeId} ${channelIds.join(" ")}`);
    const bridge = this.bridges.get(bridgeId);
    if (!bridge) throw new TelephonyError("pbx-refused", "no such bridge", 404);
    for (const channelId of channelIds) {
      this.#channel(channelId).bridge = bridgeId;
      bridge.add(channelId);
    }
  }

  async removeFromBridge(bridgeId: BridgeId, channelId: ChannelId): Promise<void> {
    this.requests.push(`removeFromBridge ${bridgeId} ${channelId}`);
    this.bridges.get(bridgeId)?.delete(channelId);
    this.#channel(channelId).bridge = null;
  }

  async destroyBridge(bridgeId: BridgeId): Promise<void> {
    this.requests.push(`destroyBridge ${bridgeId}`);
    this.bridges.delete(bridgeId);
  }

  async pushEndpoint(endpoint: SipEndpoint): Promise<void> {
    this.#request("pushEndpoint", endpoint.name);
    this.endpoints.set(endpoint.name, { endpoint, registered: false });
  }

  async revokeEndpoint(endpointName: string): Promise<void> {
    this.requests.push(`revokeEndpoint ${endpointName}`);
    this.endpoints.delete(endpointName);
  }

  async listEndpoints(): Promise<readonly EndpointStatus[]> {
    return [...this.endpoints].map(([name, { registered }]) => ({ name, registered }));
  }

  async snapshot(): Promise<TelephonySnapshot> {
    return {
      channels: [...this.channels.values()].map((channel) => ({
        channelId: channel.channelId,
        state: channel.up ? "up" : "ringing",
        callerNumber: "",
        dialed: "",
        createdAt: 0,
      })),
      bridges: [...this.bridges].map(([bridgeId, channelIds]) => ({ bridgeId, channelIds: [...channelIds] })),
    };
  }

  async adopt(channelId: ChannelId): Promise<void> {
    this.requests.push(`adopt ${channelId}`);
  }

  #request(method: Method, detail: string): void {
    this.requests.push(`${method} ${detail}`);
    const fault = this.#faults.get(method)?.shift();
    if (fault) throw fault;
  }

  #channel(channelId: ChannelId): FakeChannel {
    const channel = this.channels.get(channelId);
    if (!channel) throw new TelephonyError("channel-gone", `${channelId} is gone`, 404);
    return channel;
  }
}
