import { asId, type RecordingId } from "../../../shared/domain/ids.ts";
import type { Centre } from "../centre.ts";
import type { LiveContact } from "../live-contact.ts";

/** WAV of 8 kHz, 16 bit: bytes of a second, and what stands before them. */
const BYTES_PER_SECOND = 16_000;
const HEADER_BYTES = 44;
/** Shorter is somebody breathing into the telephone. */
const LENGTH_MIN_MS = 1_000;
/** The report of a recording's end may be lost: then it is asked for. */
const END_GRACE_MS = 10_000;
const FETCH_ATTEMPTS = 4;
const FETCH_AGAIN_MS = 2_000;

/**
 * A caller leaves a message.
 *
 *   begin --greeting--> recording --silence, #, longest, hang-up--> fetched, kept --thanks--> released
 *                                                 \--nothing said--> told so, released
 *
 * The contact is in phase `ivr` meanwhile: in no line, with nobody.
 */
export class VoicemailTaking {
  readonly #centre: Centre;

  constructor(centre: Centre) {
    this.#centre = centre;
  }

  begin(contact: LiveContact): void {
    const { journal, clock, registry, random, waitingRoom } = this.#centre;
    const { record } = contact;
    const recordingId = asId<RecordingId>(random.id("vm"));
    contact.waiting.recordingId = recordingId;
    registry.setPhase(contact, "ivr");
    journal.append({
      at: clock.now(),
      type: "voicemail.begun",
      contactId: record.contactId,
      agentId: null,
      payload: { recordingId, queueId: record.queueId },
    });
    registry.disarm(contact, "announce");
    waitingRoom.speak(contact, [{ id: "voicemail-greeting" }], () => this.#record(contact, recordingId));
  }

  /** The PBX says that a recording is over. */
  recordingEnded(recordingId: RecordingId): void {
    const contact = this.#byRecording.get(recordingId);
    if (contact) this.#finish(contact, recordingId);
  }
  readonly #byRecording = new Map<RecordingId, LiveContact>();

  /** The caller hung up: a recording ends with the call, and is kept. True: the contact is closed here, once it is. */
  callerLeft(contact: LiveContact): boolean {
    const { recordingId, recordingSince } = contact.waiting;
    if (recordingId === null || recordingSince === null) return false;
    this.#finish(contact, recordingId);
    return true;
  }

  /** After a restart: whatever was recorded until then is the message. */
  adopt(contact: LiveContact, recordingId: RecordingId): void {
    const { telephony, conversations, clock } = this.#centre;
    contact.waiting.recordingId = recordingId;
    contact.waiting.recordingSince = clock.now();
    this.#byRecording.set(recordingId, contact);
    conversations.attempt(contact, "end recording", telephony.callerAudio.stopRecording(recordingId));
    this.#finish(contact, recordingId);
  }

  #record(contact: LiveContact, recordingId: RecordingId): void {
    const { telephony, registry, clock, log, waitingOptions } = this.#centre;
    const { record, waiting } = contact;
    if (!contact.customerLeg || record.queueId === null) return;
    const { lengthMaxMs, silenceEndsMs } = waitingOptions.of(record.queueId).voicemail;
    waiting.recordingSince = clock.now();
    this.#byRecording.set(recordingId, contact);
    registry.touch(contact);
    registry.arm(contact, "dialogue", clock.now() + lengthMaxMs + END_GRACE_MS, () =>
      this.#finish(contact, recordingId),
    );
    telephony.callerAudio
      .startRecording({ recordingId, channelId: contact.customerLeg, lengthMaxMs, silenceEndsMs })
      .catch((error: unknown) => {
        log.error({ err: error, contactId: record.contactId }, "message could not be recorded");
        // Who hung up meanwhile is being seen to.
        if (!this.#byRecording.delete(recordingId)) return;
        // There is no recording: when the caller hangs up now, that is the end of the contact.
        waiting.recordingId = null;
        waiting.recordingSince = null;
        if (!contact.customerLeg) return;
        record.outcome = "failed";
        this.#centre.waitingRoom.sayAndHangUp(contact, "call-again-later");
      });
  }

  #finish(contact: LiveContact, recordingId: RecordingId): void {
    // Told twice (report, time-out, hang-up): once is enough.
    if (!this.#byRecording.delete(recordingId)) return;
    this.#centre.registry.disarm(contact, "dialogue");
    this.#keep(contact, recordingId, FETCH_ATTEMPTS).then(
      (kept) => this.#over(contact, kept),
      (error: unknown) => {
        this.#centre.log.error({ err: error, contactId: contact.record.contactId }, "message could not be kept");
        this.#over(contact, false);
      },
    );
  }

  /** False: there was nothing to keep. */
  async #keep(contact: LiveContact, recordingId: RecordingId, attemptsLeft: number): Promise<boolean> {
    const { telephony, voicemailFiles, waitingStore, clock, scheduler, journal, log } = this.#centre;
    const { record } = contact;
    let wav: Uint8Array | null = null;
    try {
      wav = await telephony.callerAudio.recordedFile(recordingId);
    } catch (error) {
      log.warn({ err: error, contactId: record.contactId }, "message could not be fetched yet");
    }
    if (wav === null && attemptsLeft > 1) {
      // Asterisk closes the file a moment after it says so.
      await new Promise<void>((resolve) => {
        scheduler.schedule(`voicemail:${recordingId}`, clock.now() + FETCH_AGAIN_MS, resolve);
      });
      return this.#keep(contact, recordingId, attemptsLeft - 1);
    }
    const lengthMs = wav === null ? 0 : ((wav.length - HEADER_BYTES) / BYTES_PER_SECOND) * 1_000;
    if (wav === null || lengthMs < LENGTH_MIN_MS || record.queueId === null) return false;
    await voicemailFiles.write(recordingId, wav);
    waitingStore.addVoicemail({
      voicemailId: recordingId,
      contactId: record.contactId,
      queueId: record.queueId,
      customerId: record.customerId,
      customerName: record.customerName,
      ani: record.ani,
      language: record.language,
      recordedAt: clock.now(),
      lengthMs,
      state: "new",
      changedBy: null,
      changedAt: null,
    });
    journal.append({
      at: clock.now(),
      type: "voicemail.kept",
      contactId: record.contactId,
      agentId: null,
      payload: { voicemailId: recordingId, lengthMs: Math.round(lengthMs) },
    });
    await telephony.callerAudio.removeRecording(recordingId);
    return true;
  }

  #over(contact: LiveContact, kept: boolean): void {
    const { registry, waitingRoom, voicemailInbox } = this.#centre;
    const { record } = contact;
    contact.waiting.recordingId = null;
    record.outcome ??= kept ? "voicemail" : "abandoned";
    if (kept) voicemailInbox.arrived();
    if (contact.customerLeg) {
      registry.save(contact);
      waitingRoom.sayAndHangUp(contact, kept ? "voicemail-thanks" : "voicemail-empty");
    } else registry.close(contact, record.outcome);
  }
}
