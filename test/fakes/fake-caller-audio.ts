import type { ChannelId, PlaybackId, RecordingId } from "../../shared/domain/ids.ts";
import type { AnnounceRequest, CallerAudio, RecordRequest } from "../../server/ports/caller-audio.ts";
import type { FakePbx } from "./fake-pbx.ts";

/** Voices over music, and recordings, of the PBX in memory. */
export class FakeCallerAudio implements CallerAudio {
  /** Recordings that go on, and those that are kept, by id. */
  readonly recording = new Map<RecordingId, ChannelId>();
  readonly recorded = new Map<RecordingId, Uint8Array>();
  readonly #announcers = new Map<ChannelId, PlaybackId>();
  readonly #pbx: FakePbx;

  constructor(pbx: FakePbx) {
    this.#pbx = pbx;
  }

  /** Silence, `#`, the longest length or a hang-up ended it. */
  finishRecording(recordingId: RecordingId, content = new Uint8Array([1, 2, 3])): void {
    if (!this.recording.delete(recordingId)) return;
    this.recorded.set(recordingId, content);
    this.#pbx.emit({ type: "recording-ended", recordingId, ok: true });
  }

  channelEnded(channelId: ChannelId): void {
    for (const [recordingId, recorded] of this.recording) if (recorded === channelId) this.finishRecording(recordingId);
  }

  /** As a playback that leaves the music alone. */
  announce({ announcerId, playbackId, channelId, media }: AnnounceRequest): Promise<void> {
    return this.#pbx.request("announce", `${channelId} ${media.join(" ")}`, channelId, () => {
      this.#pbx.channel(channelId).playing.push(playbackId);
      this.#announcers.set(announcerId, playbackId);
      this.#pbx.spoken.push(...media);
    });
  }

  stopAnnouncement(announcerId: ChannelId): Promise<void> {
    return this.#pbx.request("stopAnnouncement", announcerId, null, () => {
      const playbackId = this.#announcers.get(announcerId);
      this.#announcers.delete(announcerId);
      for (const channel of this.#pbx.channels.values())
        channel.playing = channel.playing.filter((playing) => playing !== playbackId);
    });
  }

  startRecording({ recordingId, channelId }: RecordRequest): Promise<void> {
    return this.#pbx.request("startRecording", `${channelId} ${recordingId}`, channelId, () => {
      this.#pbx.channel(channelId);
      this.recording.set(recordingId, channelId);
    });
  }

  stopRecording(recordingId: RecordingId): Promise<void> {
    return this.#pbx.request("stopRecording", recordingId, null, () => this.finishRecording(recordingId));
  }

  recordedFile(recordingId: RecordingId): Promise<Uint8Array | null> {
    return this.#pbx.request("recordedFile", recordingId, null, () => this.recorded.get(recordingId) ?? null);
  }

  removeRecording(recordingId: RecordingId): Promise<void> {
    return this.#pbx.request("removeRecording", recordingId, null, () => {
      this.recorded.delete(recordingId);
    });
  }
}
