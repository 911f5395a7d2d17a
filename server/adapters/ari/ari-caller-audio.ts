import { asId, type ChannelId, type RecordingId } from "../../../shared/domain/ids.ts";
import type { AnnounceRequest, CallerAudio, RecordRequest } from "../../ports/caller-audio.ts";
import { TelephonyError } from "../../ports/telephony.ts";
import type { AriClient } from "./ari-client.ts";
import { AriError } from "./ari-error.ts";
import type { AriEvent } from "./ari-types.generated.ts";
import { type AriWishes, alreadyGone, existsAlready } from "./ari-wishes.ts";

/** First Stasis argument of a channel that speaks over another one; the second is the playback. */
const ANNOUNCER_ARGUMENT = "announcer";
/** A snoop channel enters the application within a millisecond or never. */
const ENTERS_WITHIN_MS = 2_000;
const ANNOUNCERS_MAX = 20_000;
/** A recording of the longest message with room to spare; more would not be one of ours. */
const RECORDING_BYTES_MAX = 32 * 1_024 * 1_024;

interface Announcer {
  readonly playbackId: string;
  entered(): void;
}

/**
 * Voices over music and recordings.
 *
 * Asterisk plays either music or a prompt on a channel; a snoop channel that whispers into it is mixed with both (measured: the
 * music's level does not change, nothing is cut). It is made for each announcement and ended with it.
 */
export class AriCallerAudio implements CallerAudio {
  readonly #client: AriClient;
  readonly #wishes: AriWishes;
  readonly #app: string;
  /** A voice that could not be ended goes with its caller. */
  readonly #onProblem: (error: unknown) => void;
  readonly #announcers = new Map<string, Announcer>();

  constructor(client: AriClient, wishes: AriWishes, app: string, onProblem: (error: unknown) => void) {
    this.#client = client;
    this.#wishes = wishes;
    this.#app = app;
    this.#onProblem = onProblem;
  }

  /** These speak for the application, on channels it does not have to know. */
  isAnnouncer(channelId: string): boolean {
    return this.#announcers.has(channelId);
  }

  /** True: the event concerns an announcer's own channel and nobody else. */
  takes(event: AriEvent): boolean {
    switch (event.type) {
      case "StasisStart":
        if (event.args[0] !== ANNOUNCER_ARGUMENT) return false;
        this.#announcers.get(event.channel.id)?.entered();
        return true;
      case "StasisEnd":
      case "ChannelDestroyed":
        return this.#announcers.delete(event.channel.id);
      case "PlaybackFinished": {
        const speaker = /^channel:(.+)$/.exec(event.playback.target_uri)?.[1];
        if (speaker !== undefined && this.#announcers.has(speaker))
          this.stopAnnouncement(asId<ChannelId>(speaker)).catch(this.#onProblem);
        return false;
      }
      default:
        return false;
    }
  }

  async announce({ announcerId, playbackId, channelId, media }: AnnounceRequest): Promise<void> {
    if (this.#announcers.size >= ANNOUNCERS_MAX) throw new TelephonyError("pbx-refused", "too many announcements");
    const entered = this.#entering(announcerId, playbackId);
    try {
      await this.#wishes.do(
        "channels.snoopChannelWithId",
        {
          channelId,
          snoopId: announcerId,
          spy: "none",
          whisper: "out",
          app: this.#app,
          appArgs: `${ANNOUNCER_ARGUMENT},${playbackId}`,
        },
        existsAlready,
        () => this.#wishes.exists("channels.get", { channelId: announcerId }),
      );
      await entered.promise;
      await this.#wishes.do("channels.playWithId", { channelId: announcerId, playbackId, media: media.join(",") });
    } catch (error) {
      this.#announcers.delete(announcerId);
      this.#hangUp(announcerId).catch(this.#onProblem);
      throw error;
    } finally {
      entered.cancel();
    }
  }

  stopAnnouncement(announcerId: ChannelId): Promise<void> {
    return this.#hangUp(announcerId);
  }

  startRecording({ recordingId, channelId, lengthMaxMs, silenceEndsMs }: RecordRequest): Promise<void> {
    return this.#wishes.do(
      "channels.record",
      {
        channelId,
        name: recordingId,
        format: "wav",
        maxDurationSeconds: Math.ceil(lengthMaxMs / 1_000),
        maxSilenceSeconds: Math.ceil(silenceEndsMs / 1_000),
        ifExists: "fail",
        terminateOn: "#",
      },
      existsAlready,
      // A recording that goes on unheard would hold up whatever is said to the caller after it.
      () => this.#wishes.exists("recordings.getLive", { recordingName: recordingId }),
    );
  }

  stopRecording(recordingId: RecordingId): Promise<void> {
    return this.#wishes.do("recordings.stop", { recordingName: recordingId }, alreadyGone);
  }

  async recordedFile(recordingId: RecordingId): Promise<Uint8Array | null> {
    try {
      return await this.#client.download(
        "recordings.getStoredFile",
        { recordingName: recordingId },
        RECORDING_BYTES_MAX,
      );
    } catch (error) {
      if (error instanceof AriError && error.status === 404) return null;
      throw error;
    }
  }

  removeRecording(recordingId: RecordingId): Promise<void> {
    return this.#wishes.do("recordings.deleteStored", { recordingName: recordingId }, alreadyGone);
  }

  #hangUp(announcerId: string): Promise<void> {
    return this.#wishes.do("channels.hangup", { channelId: announcerId }, alreadyGone);
  }

  #entering(announcerId: ChannelId, playbackId: string) {
    let timer: NodeJS.Timeout | undefined;
    const promise = new Promise<void>((resolve, reject) => {
      timer = setTimeout(() => {
        reject(new TelephonyError("pbx-timeout", "the announcing channel did not come up"));
      }, ENTERS_WITHIN_MS);
      this.#announcers.set(announcerId, { playbackId, entered: resolve });
    });
    // Whoever waits is told; one that failed before it is waited for is no second failure.
    promise.catch(() => undefined);
    return { promise, cancel: () => clearTimeout(timer) };
  }
}
