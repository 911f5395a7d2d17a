import type { DurationMs } from "../../../shared/domain/time.ts";

/** More channels than a PBX of this size holds; the oldest is forgotten first. */
const CHANNELS_MAX = 5_000;
/** Digits whose echo is still to come; a caller is never further ahead than a few. */
const WAITING_MAX = 40;

/** AST_MIN_DTMF_GAP and AST_DEFAULT_MIN_DTMF_DURATION of main/channel.c. */
const GAP_MS = 45;
const SHORTEST_MS = 80;
/** Nobody presses one key twice within this (ITU-T Q.24: 40 ms of tone, 40 ms of pause). */
const CLOSEST_MS = 80;
/** Events are stamped a little after the moment Asterisk's channel thread acted; on a crowded machine it acts late. */
const EARLY_MS = 10;
const LATE_MS = 500;
/** Two voice frames. */
const FRAMES_MS = 40;

interface Press {
  readonly digit: string;
  readonly releasedAt: number;
}
interface Heard {
  last: Press | null;
  /** When Asterisk began to make up a digit (or may have), and for how long; the next echo comes a gap after that. */
  madeUpAt: number;
  madeUpMs: DurationMs;
  /** An echo was heard since: digits are made up one after the other until the caller is slower again. */
  isChain: boolean;
  /** Put back by Asterisk (or perhaps, before the first echo): in this order they are reported again. */
  readonly waiting: Press[];
}

/**
 * Asterisk 22 (`__ast_read`) reports a digit twice when it came too close to the one before: a digit that begins less than 45 ms
 * after the end of another is made up anew, at least 80 ms long, and one that ends while another is being made up or less than
 * 45 ms after it is put back, reported when it comes and again when its turn is. So echoes come in the order of the digits,
 * each a whole digit and 45 ms after the one before, further and further behind the fingers. Dialling machines, fast hands and
 * lines that bunch packets do that. While a prompt plays (END_DTMF_ONLY) there are none. The first echo of a chain is less than
 * 80 ms behind; from then on it is known when the next one is due, and which.
 */
export class DigitEchoes {
  readonly #heard = new Map<string, Heard>();
  /** Channel -> playbacks that were asked for and are not over. */
  readonly #playing = new Map<string, Set<string>>();

  playbackBegun(channelId: string, playbackId: string): void {
    const playing = this.#playing.get(channelId) ?? new Set();
    this.#playing.set(channelId, playing.add(playbackId));
    this.#heard.delete(channelId);
    forgetOldest(this.#playing);
  }

  playbackOver(channelId: string, playbackId: string): void {
    const playing = this.#playing.get(channelId);
    playing?.delete(playbackId);
    if (playing?.size === 0) this.#playing.delete(channelId);
  }

  /** `durationMs` as the event tells it, `releasedAt` in milliseconds on the PBX's own clock. */
  isEcho(channelId: string, digit: string, durationMs: DurationMs, releasedAt: number): boolean {
    if (this.#playing.has(channelId)) return false;
    const heard = this.#heard.get(channelId) ?? this.#listenTo(channelId);
    const madeUp = { madeUpAt: releasedAt, madeUpMs: Math.max(durationMs, SHORTEST_MS) };
    const dueAt = heard.madeUpAt + heard.madeUpMs + GAP_MS;
    if (releasedAt > dueAt + LATE_MS) {
      heard.isChain = false;
      heard.waiting.length = 0;
    }
    const [front] = heard.waiting;
    // Before the first echo only what no finger could do is taken for one: so many presses in so little time.
    const isSure =
      front !== undefined && (heard.isChain || releasedAt - front.releasedAt < CLOSEST_MS * heard.waiting.length);
    const isDue = front?.digit === digit && isSure && releasedAt >= dueAt - EARLY_MS;
    const isTooSoon = heard.last?.digit === digit && releasedAt - heard.last.releasedAt < CLOSEST_MS;
    if (isDue || isTooSoon) {
      heard.waiting.splice(0, heard.waiting.findIndex((press) => press.digit === digit) + 1);
      Object.assign(heard, madeUp, { isChain: true });
      return true;
    }
    const press = { digit, releasedAt };
    // A digit is made up to the end of a voice frame: the echo that is due may come a little later than this one.
    const isPutBack = releasedAt < dueAt || (front !== undefined && (heard.isChain || releasedAt < dueAt + FRAMES_MS));
    if (isPutBack && heard.waiting.length < WAITING_MAX) heard.waiting.push(press);
    else {
      heard.waiting.length = 0;
      Object.assign(heard, madeUp, { isChain: false });
    }
    heard.last = press;
    return false;
  }

  forget(channelId: string): void {
    this.#heard.delete(channelId);
    this.#playing.delete(channelId);
  }

  #listenTo(channelId: string): Heard {
    const never = Number.NEGATIVE_INFINITY;
    const heard: Heard = { last: null, madeUpAt: never, madeUpMs: 0, isChain: false, waiting: [] };
    this.#heard.set(channelId, heard);
    forgetOldest(this.#heard);
    return heard;
  }
}

function forgetOldest(channels: Map<string, unknown>): void {
  if (channels.size <= CHANNELS_MAX) return;
  const [oldest] = channels.keys();
  if (oldest !== undefined) channels.delete(oldest);
}
