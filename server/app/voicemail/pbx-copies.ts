import type { RecordingId } from "../../../shared/domain/ids.ts";
import type { DurationMs } from "../../../shared/domain/time.ts";
import type { PbxCopy } from "../../ports/pbx-copy-store.ts";
import type { Centre } from "../centre.ts";

const PAUSE_MIN_MS = 2_000;
const PAUSE_MAX_MS = 10 * 60_000;
/** Somebody should know by then, about half an hour after the first attempt. */
const TOLD_AT_PAUSE_MS = PAUSE_MAX_MS;
/** Asked for at a time; the others stand on the disk, and come up as these are seen to. */
const AT_A_TIME_MAX = 500;
/** After a start they are not all asked for in the same moment. */
const STAGGER_MS = 100;

/**
 * A copy that stays on the exchange is nobody's to hear and would stay for ever, so its removal is asked for until it is done, also by
 * a server that is started meanwhile. What becomes of it changes nothing for the caller.
 *
 *   forget --noted--> asked at once, 2 s, 4 s .. 10 min later --removed, or not there--> struck off
 */
export class PbxCopies {
  readonly #centre: Centre;
  readonly #asked = new Set<RecordingId>();
  /** In memory only so far: the disk refused the note. */
  readonly #unwritten = new Set<RecordingId>();
  /** There may be some on the disk that are not asked for yet. */
  #moreOnDisk = false;

  constructor(centre: Centre) {
    this.#centre = centre;
  }

  /** Goes on where an earlier run stopped. */
  async start(): Promise<void> {
    const { waitingStore, log } = this.#centre;
    this.#moreOnDisk = false;
    const found = await waitingStore.pbxCopies.list(AT_A_TIME_MAX).catch((error: unknown) => {
      log.error({ err: error }, "which recordings the PBX is still to remove could not be read; look for them there");
      return [];
    });
    this.#moreOnDisk ||= found.length >= AT_A_TIME_MAX;
    for (const [index, copy] of found.entries()) {
      if (this.#asked.has(copy.recordingId)) continue;
      this.#asked.add(copy.recordingId);
      this.#askAfter(copy, PAUSE_MIN_MS + index * STAGGER_MS, PAUSE_MIN_MS);
    }
  }

  forget(copy: PbxCopy): void {
    const { recordingId } = copy;
    if (this.#asked.has(recordingId)) return;
    this.#unwritten.add(recordingId);
    this.#write(copy);
    if (this.#asked.size >= AT_A_TIME_MAX) {
      if (this.#unwritten.delete(recordingId))
        this.#centre.log.error(
          { ...copy },
          "neither the PBX nor the disk keeps up: a recording is to be removed by hand",
        );
      this.#moreOnDisk = true;
      return;
    }
    this.#asked.add(recordingId);
    this.#ask(copy, PAUSE_MIN_MS);
  }

  #ask(copy: PbxCopy, pauseMs: DurationMs): void {
    const { telephony } = this.#centre;
    telephony.callerAudio.removeRecording(copy.recordingId).then(
      () => this.#over(copy),
      (error: unknown) => this.#failed(copy, pauseMs, error),
    );
  }

  #failed(copy: PbxCopy, pauseMs: DurationMs, error: unknown): void {
    const { log } = this.#centre;
    this.#write(copy);
    const nextPauseMs = Math.min(pauseMs * 2, PAUSE_MAX_MS);
    if (nextPauseMs >= TOLD_AT_PAUSE_MS && pauseMs < TOLD_AT_PAUSE_MS)
      log.error({ err: error, ...copy }, "the PBX keeps its copy of a message; asked for again until it is removed");
    this.#askAfter(copy, pauseMs, nextPauseMs);
  }

  #askAfter(copy: PbxCopy, afterMs: DurationMs, pauseMs: DurationMs): void {
    const { clock, scheduler } = this.#centre;
    scheduler.schedule(`voicemail:${copy.recordingId}:copy`, clock.now() + afterMs, () => this.#ask(copy, pauseMs));
  }

  /** So that a server started later knows of it. */
  #write(copy: PbxCopy): void {
    const { waitingStore, log } = this.#centre;
    if (!this.#unwritten.has(copy.recordingId)) return;
    try {
      waitingStore.pbxCopies.add(copy);
      this.#unwritten.delete(copy.recordingId);
    } catch (error) {
      log.warn({ err: error, ...copy }, "a copy the PBX is to remove is known to this run only, so far");
    }
  }

  #over(copy: PbxCopy): void {
    const { waitingStore, log } = this.#centre;
    this.#asked.delete(copy.recordingId);
    this.#unwritten.delete(copy.recordingId);
    try {
      waitingStore.pbxCopies.remove(copy.recordingId);
    } catch (error) {
      // The next run asks once more, and hears that there is none.
      log.warn({ err: error, ...copy }, "a copy that the PBX removed could not be struck off");
    }
    if (this.#moreOnDisk && this.#asked.size <= AT_A_TIME_MAX / 2)
      this.start().catch((error: unknown) => log.error({ err: error }, "further copies could not be looked for"));
  }
}
