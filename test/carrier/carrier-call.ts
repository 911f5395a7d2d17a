import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { AriClient } from "../../server/adapters/ari/ari-client.ts";
import { AriError } from "../../server/adapters/ari/ari-error.ts";
import type { AriEvent } from "../../server/adapters/ari/ari-types.generated.ts";
import type { EventLog } from "./event-log.ts";
import { decodeWav, type Sound } from "./wav-file.ts";

/** Of the carrier's own Stasis application. */
export const CARRIER_APP = "network";
/** Beyond what the recording itself takes. */
const RECORDING_LIMIT_MS = 15_000;
const NOT_FOUND = 404;
/** Q.850. */
const NORMAL_CLEARING = 16;
const DIGITS_LIMIT_MS = 15_000;

export interface CarrierCallParts {
  readonly channelId: string;
  readonly ari: AriClient;
  readonly events: EventLog<AriEvent>;
  /** Placed by the carrier; else it came over the trunk. */
  readonly isOutgoing: boolean;
  /** Where the carrier keeps its recordings. */
  readonly recordingFolder: string;
}

/** One call as the person at the far end of the trunk lives it: what they press, what they hear, how it ends. */
export class CarrierCall {
  readonly channelId: string;
  readonly #ari: AriClient;
  readonly #events: EventLog<AriEvent>;
  readonly #isOutgoing: boolean;
  readonly #recordingFolder: string;
  #ear: Promise<string> | undefined;
  #recordings = 0;

  constructor({ channelId, ari, events, isOutgoing, recordingFolder }: CarrierCallParts) {
    this.channelId = channelId;
    this.#ari = ari;
    this.#events = events;
    this.#isOutgoing = isOutgoing;
    this.#recordingFolder = recordingFolder;
  }

  /** Resolves when the line is open: for a call placed here once it has entered the application, which is what can speak. */
  answered(limitMs?: number): Promise<AriEvent> {
    const wanted = this.#isOutgoing ? "StasisStart" : "ChannelStateChange";
    return this.#events.when(
      (event) => event.type === wanted && event.channel.id === this.channelId && event.channel.state === "Up",
      `answer of ${this.channelId}`,
      limitMs === undefined ? {} : { limitMs },
    );
  }

  /** Of a subscriber who lets it ring: takes the call now, and speaks. */
  async pickUp(toneHz: number): Promise<void> {
    await this.#ari.call("channels.answer", { channelId: this.channelId });
    await this.answered();
    await this.speak(toneHz);
  }

  get isOver(): boolean {
    return this.#events.all.some((event) => this.#isEnd(event));
  }

  /** Resolves with the Q.850 cause when the call is over; 16 for a call that was taken here and ended there. */
  async ended(limitMs?: number): Promise<number> {
    const event = await this.#events.when(
      (each) => this.#isEnd(each),
      `end of ${this.channelId}`,
      limitMs === undefined ? {} : { limitMs },
    );
    return event.type === "ChannelDestroyed" ? event.cause : NORMAL_CLEARING;
  }

  /** Asterisk's last event of a call that came in and entered the application is StasisEnd. */
  #isEnd(event: AriEvent): boolean {
    return (
      (event.type === "ChannelDestroyed" || (event.type === "StasisEnd" && !this.#isOutgoing)) &&
      event.channel.id === this.channelId
    );
  }

  /** RFC 4733, one after the other; resolves when Asterisk has taken them, not when they are out. */
  sendDigits(digits: string, { gapMs = 50, durationMs = 80 } = {}): Promise<void> {
    return this.#ari.call("channels.sendDTMF", {
      channelId: this.channelId,
      dtmf: digits,
      before: 0,
      between: gapMs,
      duration: durationMs,
      after: 0,
    });
  }

  /** Digits that came from the other side so far. */
  get digits(): string {
    return this.#events.all
      .filter((event) => event.type === "ChannelDtmfReceived" && event.channel.id === this.channelId)
      .map((event) => (event.type === "ChannelDtmfReceived" ? event.digit : ""))
      .join("");
  }

  /** Resolves with all digits received once there are at least `count`. */
  async digitsReceived(count: number): Promise<string> {
    await this.#events.when(() => this.digits.length >= count, `${count} digits, got "${this.digits}"`, {
      limitMs: DIGITS_LIMIT_MS,
    });
    return this.digits;
  }

  /** Speaks one of the carrier's tones until told otherwise; null: is silent. */
  async speak(toneHz: number | null): Promise<void> {
    if (toneHz === null) await this.#ari.call("channels.stopMoh", { channelId: this.channelId });
    else await this.#ari.call("channels.startMoh", { channelId: this.channelId, mohClass: `tone-${toneHz}` });
  }

  /** What this person hears from now on for whole seconds. */
  async hear(seconds = 1): Promise<Sound> {
    this.#ear ??= this.#openEar();
    const ear = await this.#ear;
    this.#recordings += 1;
    const name = `${this.channelId}-${this.#recordings}`;
    await this.#ari.call("channels.record", {
      channelId: ear,
      name,
      format: "wav",
      // Only in case nobody stops it: Asterisk compares whole seconds of the clock, and a limit of one takes two.
      maxDurationSeconds: seconds + 1,
      ifExists: "overwrite",
    });
    // As long as one listens; nothing is waited for.
    await new Promise((resolve) => setTimeout(resolve, seconds * 1_000));
    await this.#ari.call("recordings.stop", { recordingName: name }).catch((error: unknown) => {
      // Over already, with the call or by its limit: the event says which.
      if (!(error instanceof AriError && error.status === NOT_FOUND)) throw error;
    });
    const done = await this.#events.when(
      (event) =>
        (event.type === "RecordingFinished" || event.type === "RecordingFailed") && event.recording.name === name,
      `recording of what ${this.channelId} hears`,
      { limitMs: seconds * 1_000 + RECORDING_LIMIT_MS },
    );
    if (done.type === "RecordingFailed") throw new Error(`${this.channelId} could not be recorded`);
    return decodeWav(await readFile(join(this.#recordingFolder, `${name}.wav`)));
  }

  /** Hears again and again until `isIt` says yes; resolves with what it was. */
  async hearUntil(isIt: (sound: Sound) => boolean, what: string, limitMs = 20_000): Promise<Sound> {
    const until = performance.now() + limitMs;
    for (;;) {
      const sound = await this.hear(1);
      if (isIt(sound)) return sound;
      if (performance.now() > until)
        throw new Error(`${this.channelId} did not hear within ${limitMs / 1_000} s: ${what}`);
    }
  }

  async hangUp(): Promise<void> {
    if (this.isOver) return;
    await this.#ari.call("channels.hangup", { channelId: this.channelId, reason: "normal" });
    await this.ended();
  }

  /** A snoop that takes what comes in over the trunk, nothing of what this side says. */
  async #openEar(): Promise<string> {
    const snoopId = `ear-${this.channelId}`;
    await this.#ari.call("channels.snoopChannelWithId", {
      channelId: this.channelId,
      snoopId,
      spy: "in",
      app: CARRIER_APP,
      appArgs: "ear",
    });
    await this.#events.when((event) => event.type === "StasisStart" && event.channel.id === snoopId, "the snoop");
    return snoopId;
  }
}
