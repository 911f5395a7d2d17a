import type { ContactRecord } from "../../../shared/domain/contact.ts";
import type { RecordingId } from "../../../shared/domain/ids.ts";
import type { DurationMs } from "../../../shared/domain/time.ts";
import type { LateMessage } from "../../ports/waiting-store.ts";
import type { Centre } from "../centre.ts";
import type { MessageKeeping } from "./message-keeping.ts";
import type { PbxCopies } from "./pbx-copies.ts";

const PAUSE_MIN_MS = 10_000;
const PAUSE_MAX_MS = 10 * 60_000;
const FOR_MS = 24 * 3_600_000;
/** Tried at a time; the others stand on the disk, and come up as these are seen to. */
const LATE_MAX = 500;
/** After a start they are not all asked for in the same moment. */
const STAGGER_MS = 250;

interface Whose {
  readonly late: LateMessage;
  /** null: of an earlier run, and to be read; what this run knows the disk may not have yet. */
  readonly record: ContactRecord | null;
}

/**
 * Messages that could not be fetched while their callers were there, who were asked to call again. What they said is fetched all the
 * same when that can be done within a day, also by a server that is started meanwhile.
 *
 *   add --10 s, 20 s .. 10 min--> kept, in the inbox | not there any more | a day is over: left on the exchange, for people to fetch
 *
 * The PBX has the only copy. Whoever left it was told that it is not kept, so its contact stays `failed`; a message too many in the
 * inbox does no harm, one too few does.
 */
export class LateMessages {
  readonly #centre: Centre;
  readonly #keeping: MessageKeeping;
  readonly #copies: PbxCopies;
  readonly #late = new Set<RecordingId>();
  /** In memory only so far: the disk that refused the message may refuse this, too. */
  readonly #unwritten = new Set<RecordingId>();
  /** There may be some on the disk that are not tried yet. */
  #moreOnDisk = false;

  constructor(centre: Centre, keeping: MessageKeeping, copies: PbxCopies) {
    this.#centre = centre;
    this.#keeping = keeping;
    this.#copies = copies;
  }

  /** Goes on where an earlier run stopped: deadlines are absolute, one that is over meanwhile has a last attempt. */
  async start(): Promise<void> {
    const { waitingStore, log } = this.#centre;
    this.#moreOnDisk = false;
    const found = await waitingStore.lateMessages(LATE_MAX).catch((error: unknown) => {
      log.error({ err: error }, "messages that are still to be fetched could not be read; look for them on the PBX");
      return [];
    });
    this.#moreOnDisk ||= found.length >= LATE_MAX;
    for (const [index, late] of found.entries()) {
      if (this.#late.has(late.recordingId)) continue;
      this.#late.add(late.recordingId);
      this.#attemptAfter({ late, record: null }, PAUSE_MIN_MS + index * STAGGER_MS, PAUSE_MIN_MS);
    }
    if (found.length > 0) log.info({ messages: found.length }, "messages left before are still to be fetched");
  }

  has(recordingId: RecordingId): boolean {
    return this.#late.has(recordingId);
  }

  add(record: ContactRecord, recordingId: RecordingId): void {
    const { clock, log } = this.#centre;
    const recordedAt = clock.now();
    const late = { recordingId, contactId: record.contactId, recordedAt, until: recordedAt + FOR_MS };
    this.#unwritten.add(recordingId);
    this.#write(late);
    if (this.#late.size >= LATE_MAX) {
      if (this.#unwritten.delete(recordingId))
        log.error(
          { contactId: record.contactId, recordingId },
          "too many messages wait and the disk is full: one is left on the PBX",
        );
      this.#moreOnDisk = true;
      return;
    }
    this.#late.add(recordingId);
    this.#attemptAfter({ late, record: { ...record } }, PAUSE_MIN_MS, PAUSE_MIN_MS);
  }

  #attemptAfter(whose: Whose, afterMs: DurationMs, pauseMs: DurationMs): void {
    const { clock, scheduler } = this.#centre;
    scheduler.schedule(`voicemail:${whose.late.recordingId}:late`, clock.now() + afterMs, () => {
      this.#attempt(whose).catch((error: unknown) => this.#failed(whose, pauseMs, error));
    });
  }

  /** @throws what the PBX or the disk says */
  async #attempt({ late, record: known }: Whose): Promise<void> {
    const { contacts, log } = this.#centre;
    const { contactId, recordingId, recordedAt } = late;
    const record = known ?? (await contacts.get(contactId));
    if (record === null) {
      // Whose message it is, and for which queue, stands nowhere: trying again would not find it out.
      this.#over(late);
      log.error({ contactId, recordingId }, "message of a contact that is not there; the PBX has it, look there");
      return;
    }
    const kept = await this.#keeping.keep(record, recordingId, recordedAt);
    this.#over(late);
    log.info({ contactId, recordingId, kept }, "message was fetched after all, or is not there any more");
    if (kept !== null) this.#copies.forget({ recordingId, contactId });
  }

  #failed(whose: Whose, pauseMs: DurationMs, error: unknown): void {
    const { clock, log } = this.#centre;
    const { late } = whose;
    const { contactId, recordingId, until } = late;
    this.#keeping.dropFile(contactId, recordingId);
    if (clock.now() < until) {
      this.#write(late);
      const nextPauseMs = Math.min(pauseMs * 2, PAUSE_MAX_MS);
      this.#attemptAfter(whose, nextPauseMs, nextPauseMs);
      return;
    }
    this.#over(late);
    log.error({ err: error, contactId, recordingId }, "message could not be kept; the PBX has it, look there");
  }

  /** So that a server started later knows of it. */
  #write(late: LateMessage): void {
    const { waitingStore, log } = this.#centre;
    const { recordingId, contactId } = late;
    if (!this.#unwritten.has(recordingId)) return;
    try {
      waitingStore.addLateMessage(late);
      this.#unwritten.delete(recordingId);
    } catch (error) {
      log.warn({ err: error, contactId, recordingId }, "a message to be fetched is known to this run only, so far");
    }
  }

  #over({ recordingId, contactId }: LateMessage): void {
    const { waitingStore, log } = this.#centre;
    this.#late.delete(recordingId);
    this.#unwritten.delete(recordingId);
    try {
      waitingStore.removeLateMessage(recordingId);
    } catch (error) {
      // The next run asks once more, and finds the message in the inbox or nothing on the PBX.
      log.warn({ err: error, contactId, recordingId }, "a message that was seen to could not be struck off");
    }
    if (this.#moreOnDisk && this.#late.size <= LATE_MAX / 2)
      this.start().catch((error: unknown) => log.error({ err: error }, "further messages could not be looked for"));
  }
}
