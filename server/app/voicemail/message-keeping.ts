import type { ContactRecord } from "../../../shared/domain/contact.ts";
import type { ContactId, RecordingId } from "../../../shared/domain/ids.ts";
import type { EpochMs } from "../../../shared/domain/time.ts";
import type { Centre } from "../centre.ts";

/** WAV of 8 kHz, 16 bit: bytes of a second, and what stands before them. */
const BYTES_PER_SECOND = 16_000;
const HEADER_BYTES = 44;
/** Shorter is somebody breathing into the telephone. */
const LENGTH_MIN_MS = 1_000;

/** From the PBX into the inbox, one attempt at a time; when there is another is up to who asks. */
export class MessageKeeping {
  readonly #centre: Centre;

  constructor(centre: Centre) {
    this.#centre = centre;
  }

  /**
   * What was done before is not done twice. null: there is no recording (yet).
   * @throws what the PBX or the disk says
   */
  async keep(record: ContactRecord, recordingId: RecordingId, recordedAt: EpochMs): Promise<"kept" | "nothing" | null> {
    const { telephony, voicemailFiles, waitingStore, voicemailInbox, clock, journal } = this.#centre;
    // The file may be there already: an earlier attempt, or a server that was killed, came as far as that.
    const file = await voicemailFiles.read(recordingId);
    const wav = file ?? (await telephony.callerAudio.recordedFile(recordingId));
    if (wav === null) return null;
    const lengthMs = ((wav.length - HEADER_BYTES) / BYTES_PER_SECOND) * 1_000;
    if (lengthMs < LENGTH_MIN_MS || record.queueId === null) return "nothing";
    if (file === null) await voicemailFiles.write(recordingId, wav);
    waitingStore.addVoicemail({
      voicemailId: recordingId,
      contactId: record.contactId,
      queueId: record.queueId,
      customerId: record.customerId,
      customerName: record.customerName,
      ani: record.ani,
      language: record.language,
      recordedAt,
      lengthMs,
      state: "new",
      changedBy: null,
      changedAt: null,
      answer: null,
    });
    journal.append({
      at: clock.now(),
      type: "voicemail.kept",
      contactId: record.contactId,
      agentId: null,
      payload: { voicemailId: recordingId, lengthMs: Math.round(lengthMs) },
    });
    voicemailInbox.changed(record.queueId);
    return "kept";
  }

  /** Sound without a row: nobody would list it, and nobody remove it. */
  dropFile(contactId: ContactId, recordingId: RecordingId): void {
    const { voicemailFiles, log } = this.#centre;
    voicemailFiles.remove(recordingId).catch((error: unknown) => {
      log.error({ err: error, contactId, recordingId }, "sound without a message could not be removed");
    });
  }
}
