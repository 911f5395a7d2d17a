import type { BridgeId, ChannelId, PlaybackId, RecordingId } from "../../shared/domain/ids.ts";
import type { DurationMs } from "../../shared/domain/time.ts";
import type { AnnounceRequest, CallerAudio, RecordRequest } from "../../server/ports/caller-audio.ts";
import type {
  EndpointStatus,
  HangupCause,
  LegLabel,
  LegRequest,
  OriginateRequest,
  SipEndpoint,
  SnoopRequest,
  Telephony,
  TelephonyEvent,
  TelephonySnapshot,
} from "../../server/ports/telephony.ts";
import { TelephonyError } from "../../server/ports/telephony.ts";

/** Everything asked of the PBX, in order. */
export type FakeRequest = { readonly method: FakeMethod; readonly args: readonly unknown[] };
export type FakeMethod = Exclude<keyof Telephony | keyof CallerAudio, "onEvent" | "callerAudio">;

/**
 * `accept`: done at once. `refuse`: rejects with the code. `drop`: never answers. `delay`: answers when the test says
 * `release()`, in the order asked.
 */
export type FakeBehaviour =
  | { readonly kind: "accept" }
  | { readonly kind: "refuse"; readonly code: TelephonyError["code"]; readonly times?: number }
  | { readonly kind: "drop" }
  | { readonly kind: "delay" };

/** A PBX in memory that can misbehave. It makes no events by itself: a test says what the network does. */
export class FakeTelephony implements Telephony, CallerAudio {
  readonly callerAudio: CallerAudio = this;
  readonly requests: FakeRequest[] = [];
  private readonly behaviours = new Map<FakeMethod, FakeBehaviour>();
  private readonly refusals = new Map<FakeMethod, number>();
  private readonly held: (() => void)[] = [];
  private readonly waiters: { readonly done: () => boolean; readonly resolve: () => void }[] = [];
  private listener: ((event: TelephonyEvent) => void) | null = null;
  private readonly endpoints = new Map<string, SipEndpoint>();
  private state: TelephonySnapshot = { channels: [], bridges: [] };

  behave(method: FakeMethod, behaviour: FakeBehaviour): void {
    this.behaviours.set(method, behaviour);
    this.refusals.delete(method);
  }

  /** Answers what was delayed so far. */
  release(): void {
    for (const answer of this.held.splice(0)) answer();
  }

  /** `times: 2` delivers the event twice, as after a reconnect; 0 loses it. */
  emit(event: TelephonyEvent, times = 1): void {
    for (let count = 0; count < times; count += 1) this.listener?.(event);
  }

  of(method: FakeMethod): readonly FakeRequest[] {
    return this.requests.filter((request) => request.method === method);
  }

  /** Resolves as soon as `count` requests of this method were made. */
  async asked(method: FakeMethod, count = 1): Promise<readonly FakeRequest[]> {
    if (this.of(method).length < count) {
      await new Promise<void>((resolve) => {
        this.waiters.push({ done: () => this.of(method).length >= count, resolve });
      });
    }
    return this.of(method);
  }

  setSnapshot(state: TelephonySnapshot): void {
    this.state = state;
  }

  onEvent(listener: (event: TelephonyEvent) => void): void {
    this.listener = listener;
  }
  start(): Promise<void> {
    return this.ask("start", []);
  }
  stop(): Promise<void> {
    return this.ask("stop", []);
  }
  answer(channelId: ChannelId): Promise<void> {
    return this.ask("answer", [channelId]);
  }
  ring(channelId: ChannelId): Promise<void> {
    return this.ask("ring", [channelId]);
  }
  startMusic(channelId: ChannelId): Promise<void> {
    return this.ask("startMusic", [channelId]);
  }
  stopMusic(channelId: ChannelId): Promise<void> {
    return this.ask("stopMusic", [channelId]);
  }
  play(playbackId: PlaybackId, channelId: ChannelId, media: readonly string[]): Promise<void> {
    return this.ask("play", [playbackId, channelId, media]);
  }
  stopPlayback(playbackId: PlaybackId): Promise<void> {
    return this.ask("stopPlayback", [playbackId]);
  }
  announce(request: AnnounceRequest): Promise<void> {
    return this.ask("announce", [request]);
  }
  stopAnnouncement(announcerId: ChannelId): Promise<void> {
    return this.ask("stopAnnouncement", [announcerId]);
  }
  startRecording(request: RecordRequest): Promise<void> {
    return this.ask("startRecording", [request]);
  }
  stopRecording(recordingId: RecordingId): Promise<void> {
    return this.ask("stopRecording", [recordingId]);
  }
  async recordedFile(recordingId: RecordingId): Promise<Uint8Array | null> {
    await this.ask("recordedFile", [recordingId]);
    return null;
  }
  removeRecording(recordingId: RecordingId): Promise<void> {
    return this.ask("removeRecording", [recordingId]);
  }
  sendDigits(channelId: ChannelId, digits: string): Promise<void> {
    return this.ask("sendDigits", [channelId, digits]);
  }
  hangup(channelId: ChannelId, cause: HangupCause): Promise<void> {
    return this.ask("hangup", [channelId, cause]);
  }
  continueInDialplan(channelId: ChannelId): Promise<void> {
    return this.ask("continueInDialplan", [channelId]);
  }
  originate(request: OriginateRequest): Promise<void> {
    return this.ask("originate", [request]);
  }
  createLeg(request: LegRequest): Promise<void> {
    return this.ask("createLeg", [request]);
  }
  labelLeg(label: LegLabel): Promise<void> {
    return this.ask("labelLeg", [label]);
  }
  dialLeg(channelId: ChannelId, ringTimeoutMs: DurationMs): Promise<void> {
    return this.ask("dialLeg", [channelId, ringTimeoutMs]);
  }
  snoop(request: SnoopRequest): Promise<void> {
    return this.ask("snoop", [request]);
  }
  createBridge(bridgeId: BridgeId): Promise<void> {
    return this.ask("createBridge", [bridgeId]);
  }
  addToBridge(bridgeId: BridgeId, channelIds: readonly ChannelId[]): Promise<void> {
    return this.ask("addToBridge", [bridgeId, channelIds]);
  }
  removeFromBridge(bridgeId: BridgeId, channelId: ChannelId): Promise<void> {
    return this.ask("removeFromBridge", [bridgeId, channelId]);
  }
  destroyBridge(bridgeId: BridgeId): Promise<void> {
    return this.ask("destroyBridge", [bridgeId]);
  }
  async pushEndpoint(endpoint: SipEndpoint): Promise<void> {
    await this.ask("pushEndpoint", [endpoint]);
    this.endpoints.set(endpoint.name, endpoint);
  }
  async revokeEndpoint(endpointName: string): Promise<void> {
    await this.ask("revokeEndpoint", [endpointName]);
    this.endpoints.delete(endpointName);
  }
  async listEndpoints(): Promise<readonly EndpointStatus[]> {
    await this.ask("listEndpoints", []);
    return [...this.endpoints.keys()].map((name) => ({ name, registered: false }));
  }
  async snapshot(): Promise<TelephonySnapshot> {
    await this.ask("snapshot", []);
    return this.state;
  }
  adopt(channelId: ChannelId): Promise<void> {
    return this.ask("adopt", [channelId]);
  }

  private ask(method: FakeMethod, args: readonly unknown[]): Promise<void> {
    this.requests.push({ method, args });
    const answer = this.answerTo(method);
    for (const waiter of this.waiters.splice(0)) {
      if (waiter.done()) waiter.resolve();
      else this.waiters.push(waiter);
    }
    return answer;
  }

  private answerTo(method: FakeMethod): Promise<void> {
    const behaviour = this.behaviours.get(method) ?? { kind: "accept" };
    switch (behaviour.kind) {
      case "accept":
        return Promise.resolve();
      case "drop":
        return new Promise(() => undefined);
      case "delay":
        return new Promise((resolve) => this.held.push(resolve));
      case "refuse": {
        const refused = this.refusals.get(method) ?? 0;
        if (refused >= (behaviour.times ?? Number.POSITIVE_INFINITY)) return Promise.resolve();
        this.refusals.set(method, refused + 1);
        return Promise.reject(new TelephonyError(behaviour.code, `${method} refused by the fake`));
      }
    }
  }
}
