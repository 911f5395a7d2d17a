import { asId, type BridgeId, type ChannelId, type PlaybackId } from "../../shared/domain/ids.ts";
import type { DurationMs } from "../../shared/domain/time.ts";
import {
  type EndpointStatus,
  type HangupCause,
  type LegLabel,
  type LegRequest,
  type OriginateRequest,
  type SipEndpoint,
  type SnoopRequest,
  type Telephony,
  TelephonyError,
  type TelephonySnapshot,
} from "../../server/ports/telephony.ts";
import { LISTENING } from "../../server/ports/prompt-library.ts";
import { FakeCallerAudio } from "./fake-caller-audio.ts";
import { FakePbxLine } from "./fake-pbx-line.ts";

interface FakeChannel {
  readonly channelId: ChannelId;
  up: boolean;
  music: boolean;
  playing: PlaybackId[];
  bridge: BridgeId | null;
  to: LegRequest | null;
  /** A created leg does not ring before it is dialled. */
  dialled: boolean;
  /** A channel that hears another one instead of a person. */
  snoop: SnoopRequest | null;
}

/**
 * A PBX in memory: channels, bridges, music and playbacks behave as Asterisk's do, people are played by the test. What happens to
 * requests and events on their way is the line's (`FakePbxLine`); `restart` is the end of all calls.
 */
export class FakePbx extends FakePbxLine implements Telephony {
  readonly callerAudio = new FakeCallerAudio(this);
  readonly channels = new Map<ChannelId, FakeChannel>();
  readonly bridges = new Map<BridgeId, Set<ChannelId>>();
  readonly endpoints = new Map<string, { endpoint: SipEndpoint; registered: boolean }>();
  readonly spoken: string[] = [];
  /** A phone that was dialled and does not say that it rings. */
  isSilent: (channelId: ChannelId) => boolean = () => false;
  #calls = 0;
  readonly #tones = new Set<PlaybackId>();
  readonly #listening = new Set<PlaybackId>();

  /** A customer dials; returns the channel. */
  callFrom(
    callerNumber: string,
    dnis: string,
    source: "trunk" | "webphone" = "trunk",
    endpointName = "carrier",
    waitedMs = 0,
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
      snoop: null,
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
      waitedMs,
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
    // As Asterisk: whoever hears a leg goes with it.
    for (const other of [...this.channels.values()])
      if (other.snoop?.channelId === channelId) this.end(other.channelId, cause);
  }

  finishPlayback(channelId: ChannelId): void {
    const channel = this.channels.get(channelId);
    // A tone never ends by itself; silence that listens only after 20 s, and what was begun after it waits for it.
    const playbackId = channel?.playing.find((playing) => !this.#tones.has(playing));
    if (playbackId !== undefined && this.#listening.has(playbackId)) return;
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

  /** Whether what `speaker` says comes to this ear: in one bridge, through a snoop on either side, or not at all. */
  hears(listener: ChannelId, speaker: ChannelId): boolean {
    if (this.talking(listener, speaker)) return true;
    const snoops = (inBridgeOf: ChannelId) => {
      const bridge = this.channels.get(inBridgeOf)?.bridge ?? null;
      const others = bridge === null ? [] : [...(this.bridges.get(bridge) ?? [])];
      return others.flatMap((channelId) => this.channels.get(channelId)?.snoop ?? []);
    };
    return (
      snoops(listener).some(({ channelId }) => channelId === speaker || this.talking(channelId, speaker)) ||
      snoops(speaker).some(
        ({ channelId, speaksTo }) =>
          (speaksTo !== "nobody" && channelId === listener) ||
          (speaksTo === "all" && this.talking(channelId, listener)),
      )
    );
  }

  /** The PBX itself is started anew: calls, bridges and pushed logins are gone. To be followed by `reconnect`. */
  restart(): void {
    this.disconnect("restarted");
    this.channels.clear();
    this.bridges.clear();
    this.endpoints.clear();
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
      if (media.some((medium) => medium.includes(LISTENING.id))) this.#listening.add(playbackId);
      else this.spoken.push(...media);
    });
  }

  stopPlayback(playbackId: PlaybackId): Promise<void> {
    return this.request("stopPlayback", playbackId, null, () => {
      for (const channel of this.channels.values()) {
        if (!channel.playing.includes(playbackId)) continue;
        channel.playing = channel.playing.filter((playing) => playing !== playbackId);
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

  labelLeg({ channelId, headers }: LegLabel): Promise<void> {
    return this.request("labelLeg", channelId, channelId, () => {
      const channel = this.channel(channelId);
      if (channel.to) channel.to = { ...channel.to, headers };
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

  snoop(request: SnoopRequest): Promise<void> {
    const { snoopId, channelId, speaksTo } = request;
    return this.request("snoop", `${snoopId} ${channelId} ${speaksTo}`, channelId, () => {
      this.channel(channelId);
      this.channels.set(snoopId, {
        channelId: snoopId,
        up: true,
        music: false,
        playing: [],
        bridge: null,
        to: null,
        dialled: true,
        snoop: request,
      });
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

  /** As Asterisk: a phone that registered with the login before is still there, and is reported again. */
  pushEndpoint(endpoint: SipEndpoint): Promise<void> {
    return this.request("pushEndpoint", endpoint.name, null, () => {
      const registered = this.endpoints.get(endpoint.name)?.registered ?? false;
      this.endpoints.set(endpoint.name, { endpoint, registered });
      if (registered) this.register(endpoint.name, true);
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
      snoop: null,
    });
    return true;
  }

  #ring(channelId: ChannelId, ringTimeoutMs: DurationMs): void {
    this.channel(channelId).dialled = true;
    if (!this.isSilent(channelId)) this.emit({ type: "leg-ringing", channelId });
    if (this.time)
      this.later(ringTimeoutMs, () => {
        if (this.channels.get(channelId)?.up === false) this.end(channelId, 19);
      });
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
