import type { SpokenPrompt } from "../../ivr-flows/flow-vocabulary.ts";
import type { ChannelId, ContactId, PlaybackId } from "../../shared/domain/ids.ts";
import { asId } from "../../shared/domain/ids.ts";
import { TelephonyError } from "../ports/telephony.ts";
import type { IvrDeps, IvrFailureCode } from "./ivr-api.ts";

/** How a prompt ended that nobody interrupted. */
export type SpeechEnd =
  | { readonly type: "heard" }
  | { readonly type: "failed"; readonly code: IvrFailureCode }
  | { readonly type: "channel-gone" };

export interface SpeakerCall {
  readonly contactId: ContactId;
  readonly channelId: ChannelId;
}

/**
 * Longer than the longest prompt that can be uploaded (120 s): an end that never comes (events can be lost while the PBX
 * reconnects) counts as heard.
 */
export const PLAYBACK_LIMIT_MS = 125_000;
/** A playback the PBX gave up on is tried this often in all. */
const ATTEMPTS_MAX = 2;

/** Says one thing at a time on one channel, after answering it. */
export class Speaker {
  private readonly deps: IvrDeps;
  private readonly call: SpeakerCall;
  private readonly onEnd: (end: SpeechEnd) => void;
  /** Changes whenever something else is to be said or nothing: late results are recognised by it. */
  private turn = 0;
  private answered: Promise<void> | null = null;
  private items: readonly SpokenPrompt[] = [];
  private attempt = 0;
  private playing: { readonly playbackId: PlaybackId; readonly accepted: Promise<unknown> } | null = null;

  constructor(deps: IvrDeps, call: SpeakerCall, answered: boolean, onEnd: (end: SpeechEnd) => void) {
    this.deps = deps;
    this.call = call;
    this.answered = answered ? Promise.resolve() : null;
    this.onEnd = onEnd;
  }

  get isAnswered(): boolean {
    return this.answered !== null;
  }

  get playbackId(): PlaybackId | null {
    return this.playing?.playbackId ?? null;
  }

  say(items: readonly SpokenPrompt[]): void {
    this.stop();
    this.items = items;
    this.attempt = 0;
    void this.play(this.turn);
  }

  /** Begins what is being said anew. */
  again(): void {
    const items = this.items;
    if (items.length > 0) this.say(items);
  }

  /** Silence at once; `onEnd` is not called for what is cut off. */
  stop(): void {
    this.turn += 1;
    this.items = [];
    const playing = this.playing;
    this.forgetPlayback();
    if (playing !== null) void this.cut(playing.playbackId, playing.accepted);
  }

  /** The channel is gone: nothing is left to stop. */
  abandon(): void {
    this.turn += 1;
    this.items = [];
    this.forgetPlayback();
  }

  playbackEnded(playbackId: PlaybackId, ok: boolean): void {
    if (this.playing === null || this.playing.playbackId !== playbackId) return;
    this.forgetPlayback();
    if (ok) this.end({ type: "heard" });
    else if (this.attempt < ATTEMPTS_MAX) void this.play(this.turn);
    else this.fail("prompt-unavailable", "the PBX gave up playing it");
  }

  /** Cuts off a playback of an earlier run of the server. */
  silence(playbackId: PlaybackId): void {
    void this.cut(playbackId, Promise.resolve());
  }

  private async play(turn: number): Promise<void> {
    this.attempt += 1;
    this.answered ??= this.deps.telephony.answer(this.call.channelId);
    const [media, answered] = await Promise.allSettled([this.media(), this.answered]);
    if (turn !== this.turn) return;
    if (answered.status === "rejected") return this.refused(answered.reason);
    if (media.status === "rejected") return this.fail("prompt-unavailable", String(media.reason));
    const playbackId = asId<PlaybackId>(this.deps.random.id("ivr"));
    this.deps.journal("ivr.playback", this.call.contactId, {
      playbackId,
      prompts: this.items.map((item) => `${item.language}/${item.prompt.id}`),
    });
    if (turn !== this.turn) return;
    const accepted = this.deps.telephony.play(playbackId, this.call.channelId, media.value);
    this.playing = { playbackId, accepted };
    const dueAt = this.deps.clock.now() + PLAYBACK_LIMIT_MS;
    this.deps.scheduler.schedule(this.watchdog(), dueAt, () => this.playbackEnded(playbackId, true));
    try {
      await accepted;
    } catch (problem) {
      if (turn !== this.turn || this.playing?.playbackId !== playbackId) return;
      this.forgetPlayback();
      this.refused(problem);
    }
  }

  private async media(): Promise<readonly string[]> {
    const parts = await Promise.all(this.items.map((item) => this.deps.prompts.media(item.prompt, item.language)));
    return parts.flat();
  }

  /** Only after the PBX has taken the request: over two connections the stop could overtake the start. */
  private async cut(playbackId: PlaybackId, accepted: Promise<unknown>): Promise<void> {
    try {
      await accepted;
    } catch {
      return; // Never began; whoever started it has been told or is past caring.
    }
    try {
      await this.deps.telephony.stopPlayback(playbackId);
    } catch (problem) {
      this.note("ivr.stop-failed", String(problem));
    }
  }

  private refused(problem: unknown): void {
    if (problem instanceof TelephonyError) {
      if (problem.code === "channel-gone") return this.end({ type: "channel-gone" });
      return this.fail(problem.code, problem.message);
    }
    this.fail("ivr-fault", String(problem));
  }

  private fail(code: IvrFailureCode, reason: string): void {
    this.note("ivr.prompt-failed", reason, code);
    this.end({ type: "failed", code });
  }

  private end(end: SpeechEnd): void {
    this.turn += 1;
    this.items = [];
    this.onEnd(end);
  }

  private note(type: string, reason: string, code: string | null = null): void {
    this.deps.journal(type, this.call.contactId, { code, reason: reason.slice(0, 500) });
  }

  private forgetPlayback(): void {
    if (this.playing === null) return;
    this.playing = null;
    this.deps.scheduler.cancel(this.watchdog());
  }

  private watchdog(): string {
    return `ivr:${this.call.contactId}:playback`;
  }
}
