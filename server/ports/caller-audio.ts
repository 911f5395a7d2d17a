import type { ChannelId, PlaybackId, RecordingId } from "../../shared/domain/ids.ts";
import type { DurationMs } from "../../shared/domain/time.ts";

/** What is done with one caller's ear and voice outside of a conversation. The promises of `Telephony` hold here too. */
export interface CallerAudio {
  /**
   * Says something over whatever the channel hears: music goes on beneath. `announcerId` is a channel of its own, there while it
   * speaks. `playback-ended` reports the end.
   */
  announce(request: AnnounceRequest): Promise<void>;
  /** Ends an announcement; one that is over already is fine. */
  stopAnnouncement(announcerId: ChannelId): Promise<void>;
  /** Records what the channel says until silence, `#`, the longest length or the end of the call: `recording-ended`. */
  startRecording(request: RecordRequest): Promise<void>;
  /** Ends a recording and keeps it; one that is over already is fine. */
  stopRecording(recordingId: RecordingId): Promise<void>;
  /** The recording as WAV (PCM 16 bit, 8 kHz, mono); null: there is none (nothing was said, or it was fetched and removed). */
  recordedFile(recordingId: RecordingId): Promise<Uint8Array | null>;
  /** The PBX forgets its copy; one that is not there is fine. */
  removeRecording(recordingId: RecordingId): Promise<void>;
}

export interface AnnounceRequest {
  readonly announcerId: ChannelId;
  readonly playbackId: PlaybackId;
  readonly channelId: ChannelId;
  readonly media: readonly string[];
}

export interface RecordRequest {
  readonly recordingId: RecordingId;
  readonly channelId: ChannelId;
  readonly lengthMaxMs: DurationMs;
  readonly silenceEndsMs: DurationMs;
}
