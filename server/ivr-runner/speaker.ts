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

/** Something that plays, or will. */
interface Playing {
  readonly playbackId: PlaybackId;
  accepted: Promise<unknown>;
  /** The PBX has answered: it can be stopped in this very moment. */
  isAccepted: boolean;
}

/**
 * Says one thing at a time on one channel, after answering it. Behind a question it plays silence until something else is said or
 * nothing: while Asterisk plays, it reports each key once however close they come.
 */
export class Speaker {
  private readonly deps: IvrDeps;
  private readonly call: SpeakerCall;
  private readonly onEnd: (end: SpeechEnd) => void;
  /** Changes whenever something else is to be said or nothing: late results are recognised by it. */
  private turn = 0;
  private answered: Promise<void> | null = null;
  private items: readonly SpokenPrompt[] = [];
  private asks = false;
  private attempt = 0;
  private playing: Playing | null = null;
  private listening: Playing | null = null;

  constructor(deps: IvrDeps, call: SpeakerCall, answered: boolean, onEnd: (end: SpeechEnd) => void) {
    this.deps = deps;
    this.call = call;
    this.answered = answered ? Promise.resolve() : null;
    this.onEnd = onEnd;
  }

  get isAnswered(): boolean {
    return this.answered !== null;
  }

  /** What plays or waits to, for `silence` after a restart. */
  get playbackIds(): readonly PlaybackId[] {
    return [this.playing, this.listening].flatMap((each) => (each === null ? [] : [each.playbackId]));
  }

  say(items: readonly SpokenPrompt[]): void {
    this.begin(items, false);
  }

  /** Says it and listens for keys, from the first word until `stop`. Nothing to say: only listens. */
  ask(items: readonly SpokenPrompt[]): void {
    this.begin(items, true);
  }

  /** Begins what is being said anew. */
  again(): void {
    if (this.items.length > 0) this.begin(this.items, this.asks);
  }

  /** The first key: says no more, and goes on listening. `onEnd` is not called for what is cut off. */
  hush(): void {
    const { playing, asks } = this;
    const wasToCome = playing === null && this.items.length > 0;
    this.turn += 1;
    this.items = [];
    this.forgetPlayback();
    if (playing !== null) this.cut(playing);
    if (wasToCome && asks && this.listening === null) void this.listen();
  }

  /** Silence at once, and nobody listens. `onEnd` is not called for what is cut off. */
  stop(): void {
    this.asks = false;
    this.hush();
    this.stopListening();
  }

  /** The channel is gone: nothing is left to stop. */
  abandon(): void {
    this.turn += 1;
    this.items = [];
    this.asks = false;
    this.listening = null;
    this.forgetPlayback();
  }

  playbackEnded(playbackId: PlaybackId, ok: boolean): void {
    if (this.listening?.playbackId === playbackId) {
      this.listening = null;
      // One that could not be played is not tried for ever: keys are taken all the same.
      if (ok && this.asks) void this.listen();
    }
    if (this.playing === null || this.playing.playbackId !== playbackId) return;
    this.forgetPlayback();
    if (ok) this.end({ type: "heard" });
    else if (this.attempt < ATTEMPTS_MAX) void this.play(this.turn);
    else this.fail("prompt-unavailable", "the PBX gave up playing it");
  }

  /** Cuts off a playback of an earlier run of the server. */
  silence(playbackId: PlaybackId): void {
    this.cut({ playbackId, accepted: Promise.resolve(), isAccepted: true });
  }

  private begin(items: readonly SpokenPrompt[], asks: boolean): void {
    this.stop();
    this.items = items;
    this.asks = asks;
    this.attempt = 0;
    if (items.length > 0) void this.play(this.turn);
    else if (asks) void this.listen();
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
    // What is listened with would hold up what is said a second time.
    this.stopListening();
    const playing = planned(playbackId);
    this.playing = playing;
    const dueAt = this.deps.clock.now() + PLAYBACK_LIMIT_MS;
    this.deps.scheduler.schedule(this.watchdog(), dueAt, () => this.playbackEnded(playbackId, true));
    request(playing, () => this.deps.telephony.play(playbackId, this.call.channelId, media.value));
    if (this.asks) void this.listen();
    try {
      await playing.accepted;
    } catch (problem) {
      if (turn !== this.turn || this.playing !== playing) return;
      this.forgetPlayback();
      this.refused(problem);
    }
  }

  /** Behind what plays now, if anything does. */
  private async listen(): Promise<void> {
    const playbackId = asId<PlaybackId>(this.deps.random.id("ivr"));
    const listening = planned(playbackId);
    this.listening = listening;
    const { telephony } = this.deps;
    this.answered ??= telephony.answer(this.call.channelId);
    const { answered } = this;
    request(listening, () => answered.then(() => telephony.listen(playbackId, this.call.channelId)));
    try {
      await listening.accepted;
    } catch (problem) {
      if (this.listening === listening) this.listening = null;
      this.note("ivr.listening-failed", String(problem));
    }
  }

  private stopListening(): void {
    const { listening } = this;
    this.listening = null;
    if (listening !== null) this.cut(listening);
  }

  private async media(): Promise<readonly string[]> {
    const parts = await Promise.all(this.items.map((item) => this.deps.prompts.media(item.prompt, item.language)));
    return parts.flat();
  }

  /** Only after the PBX has taken the request: over two connections the stop could overtake the start. */
  private cut({ playbackId, accepted, isAccepted }: Playing): void {
    // At once where that is possible: what follows on this channel is held up until then.
    const stopped = isAccepted
      ? this.deps.telephony.stopPlayback(playbackId)
      : accepted.then(
          () => this.deps.telephony.stopPlayback(playbackId),
          () => undefined, // Whoever was asked to begin it ends it, should it have begun although the answer says no.
        );
    stopped.catch((problem: unknown) => this.note("ivr.stop-failed", String(problem)));
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

function planned(playbackId: PlaybackId): Playing {
  return { playbackId, accepted: Promise.resolve(), isAccepted: false };
}

/** The playback is known by then: what is written down in this moment names it. */
function request(playing: Playing, ask: () => Promise<unknown>): void {
  playing.accepted = ask();
  playing.accepted.then(
    () => {
      playing.isAccepted = true;
    },
    () => undefined, // Whoever asked hears of it.
  );
}
