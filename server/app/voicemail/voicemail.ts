import type { ContactOutcome } from "../../../shared/domain/contact.ts";
import { asId, type RecordingId } from "../../../shared/domain/ids.ts";
import type { DurationMs, EpochMs } from "../../../shared/domain/time.ts";
import type { Centre } from "../centre.ts";
import type { LiveContact } from "../live-contact.ts";

/** WAV of 8 kHz, 16 bit: bytes of a second, and what stands before them. */
const BYTES_PER_SECOND = 16_000;
const HEADER_BYTES = 44;
/** Shorter is somebody breathing into the telephone. */
const LENGTH_MIN_MS = 1_000;
/** The report of a recording's end may be lost: then it is asked for. */
const END_GRACE_MS = 10_000;
const AGAIN_MS = 2_000;
/** Asterisk closes the file a moment after it says so; longer than this nobody is kept on the line for it. */
const ATTEMPTS_MAX = 4;
/** Who has hung up waits for nothing: the PBX or the disk has a minute to come back. */
const ATTEMPTS_AFTER_HANGUP_MAX = 30;

/** The caller has been asked to call again; what they said is fetched all the same when that can be done within a day. */
const RESCUE_PAUSE_MIN_MS = 10_000;
const RESCUE_PAUSE_MAX_MS = 10 * 60_000;
const RESCUE_FOR_MS = 24 * 3_600_000;
const RESCUES_MAX = 500;

/** `lost`: something was recorded, or may have been, and could not be kept in time. */
type Kept = "kept" | "nothing" | "lost";

const PROMPTS: Readonly<Record<Kept, string>> = {
  kept: "voicemail-thanks",
  nothing: "voicemail-empty",
  lost: "call-again-later",
};
const OUTCOMES: Readonly<Record<Kept, ContactOutcome>> = { kept: "voicemail", nothing: "abandoned", lost: "failed" };

/**
 * A caller leaves a message.
 *
 *   begin --greeting--> recording --silence, #, longest, hang-up--> fetched, kept --thanks--> released
 *                                                 |--nothing said--> told so, released
 *                                                 \--not to be had, not to be kept--> asked to call again, released;
 *                                                                  fetched later, once the PBX and the disk are well
 *
 * The contact is in phase `ivr` meanwhile: in no line, with nobody.
 */
export class VoicemailTaking {
  readonly #centre: Centre;
  readonly #byRecording = new Map<RecordingId, LiveContact>();
  /** Being fetched, although their callers were asked to call again. */
  readonly #rescued = new Set<RecordingId>();

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

  /** The caller hung up: a recording ends with the call, and is kept. True: the contact is closed here, once it is. */
  callerLeft(contact: LiveContact): boolean {
    const { recordingId, recordingSince } = contact.waiting;
    if (recordingId === null || recordingSince === null) return false;
    this.#finish(contact, recordingId);
    return true;
  }

  /** After a restart: whatever was recorded until then is the message. Who had only heard the greeting hears it again. */
  adopt(contact: LiveContact, recordingId: RecordingId, hadBegun: boolean): void {
    const { telephony, conversations, clock } = this.#centre;
    if (!hadBegun && contact.customerLeg) {
      this.begin(contact);
      return;
    }
    contact.waiting.recordingId = recordingId;
    contact.waiting.recordingSince = clock.now();
    this.#byRecording.set(recordingId, contact);
    conversations.attempt(contact, "end recording", telephony.callerAudio.stopRecording(recordingId));
    this.#finish(contact, recordingId);
  }

  /** After a restart: the message is in the inbox, what was left to do was to say so. */
  adoptKept(contact: LiveContact, recordingId: RecordingId): void {
    this.#over(contact, recordingId, "kept");
  }

  #record(contact: LiveContact, recordingId: RecordingId): void {
    const { telephony, registry, journal, clock, log, waitingOptions } = this.#centre;
    const { record, waiting } = contact;
    if (!contact.customerLeg || record.queueId === null) return;
    const { lengthMaxMs, silenceEndsMs } = waitingOptions.of(record.queueId).voicemail;
    journal.append({
      at: clock.now(),
      type: "voicemail.recording",
      contactId: record.contactId,
      agentId: null,
      payload: { recordingId },
    });
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
    this.#keep(contact, recordingId, 1).then(
      (kept) => this.#over(contact, recordingId, kept),
      (error: unknown) => {
        this.#centre.log.error({ err: error, contactId: contact.record.contactId }, "message could not be seen to");
        this.#over(contact, recordingId, "lost");
      },
    );
  }

  /** Fetched and kept, again and again while the PBX or the disk refuses: what was done before is not done twice. */
  async #keep(contact: LiveContact, recordingId: RecordingId, attempt: number): Promise<Kept> {
    const { clock, scheduler, log } = this.#centre;
    const { contactId } = contact.record;
    let failed: unknown = null;
    try {
      const kept = await this.#keepNow(contact, recordingId);
      if (kept !== null) return kept;
    } catch (error) {
      log.warn({ err: error, contactId, attempt }, "message could not be kept yet");
      failed = error;
    }
    const attemptsMax = failed !== null && !contact.customerLeg ? ATTEMPTS_AFTER_HANGUP_MAX : ATTEMPTS_MAX;
    if (attempt >= attemptsMax) {
      if (failed === null) return "nothing";
      log.error({ err: failed, contactId, recordingId }, "message could not be kept yet; the PBX still has it");
      return "lost";
    }
    await new Promise<void>((resolve) => {
      scheduler.schedule(`voicemail:${recordingId}`, clock.now() + AGAIN_MS, resolve);
    });
    return this.#keep(contact, recordingId, attempt + 1);
  }

  /** null: there is no recording (yet). */
  async #keepNow({ record }: LiveContact, recordingId: RecordingId): Promise<Kept | null> {
    const { telephony, voicemailFiles, waitingStore, clock, journal } = this.#centre;
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
      recordedAt: clock.now(),
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
    return "kept";
  }

  #over(contact: LiveContact, recordingId: RecordingId, kept: Kept): void {
    const { registry, waitingRoom, voicemailInbox } = this.#centre;
    const { record } = contact;
    contact.waiting.recordingId = null;
    record.outcome ??= OUTCOMES[kept];
    if (kept === "kept" && record.queueId !== null) voicemailInbox.changed(record.queueId);
    if (kept === "lost") {
      this.#dropFile(contact, recordingId);
      this.#rescueSoon(contact, recordingId);
    } else this.#forgetOnPbx(contact, recordingId, 1);
    if (contact.customerLeg) {
      registry.save(contact);
      waitingRoom.sayAndHangUp(contact, PROMPTS[kept]);
    } else registry.close(contact, record.outcome);
  }

  /**
   * The PBX has the only copy. Whoever left it was told that it is not kept, so its contact stays `failed`; a message too many in
   * the inbox does no harm, one too few does.
   */
  #rescueSoon(contact: LiveContact, recordingId: RecordingId): void {
    const { clock, log } = this.#centre;
    if (this.#rescued.size >= RESCUES_MAX) {
      log.error(
        { contactId: contact.record.contactId, recordingId },
        "too many messages wait to be fetched; one is left",
      );
      return;
    }
    this.#rescued.add(recordingId);
    this.#rescue(contact, recordingId, RESCUE_PAUSE_MIN_MS, clock.now() + RESCUE_FOR_MS);
  }

  #rescue(contact: LiveContact, recordingId: RecordingId, pauseMs: DurationMs, until: EpochMs): void {
    const { clock, scheduler, log, voicemailInbox } = this.#centre;
    const { contactId, queueId } = contact.record;
    scheduler.schedule(`voicemail:${recordingId}`, clock.now() + pauseMs, () => {
      this.#keepNow(contact, recordingId)
        .then((kept) => {
          this.#rescued.delete(recordingId);
          log.info({ contactId, recordingId, kept }, "message was fetched after all, or is not there any more");
          if (kept === "kept" && queueId !== null) voicemailInbox.changed(queueId);
          if (kept !== null) this.#forgetOnPbx(contact, recordingId, 1);
        })
        .catch((error: unknown) => {
          this.#dropFile(contact, recordingId);
          if (clock.now() < until) {
            this.#rescue(contact, recordingId, Math.min(pauseMs * 2, RESCUE_PAUSE_MAX_MS), until);
            return;
          }
          this.#rescued.delete(recordingId);
          log.error({ err: error, contactId, recordingId }, "message could not be kept; the PBX has it, look there");
        });
    });
  }

  /** A copy that stays on the PBX is nobody's to hear and would stay for ever. What becomes of it changes nothing for the caller. */
  #forgetOnPbx(contact: LiveContact, recordingId: RecordingId, attempt: number): void {
    const { telephony, clock, scheduler, log } = this.#centre;
    telephony.callerAudio.removeRecording(recordingId).catch((error: unknown) => {
      const { contactId } = contact.record;
      if (attempt >= ATTEMPTS_AFTER_HANGUP_MAX) {
        log.error({ err: error, contactId, recordingId }, "the PBX keeps its copy of a message; remove it by hand");
        return;
      }
      scheduler.schedule(`voicemail:${recordingId}`, clock.now() + AGAIN_MS, () =>
        this.#forgetOnPbx(contact, recordingId, attempt + 1),
      );
    });
  }

  /** Sound without a row: nobody would list it, and nobody remove it. */
  #dropFile(contact: LiveContact, recordingId: RecordingId): void {
    this.#centre.voicemailFiles.remove(recordingId).catch((error: unknown) => {
      const { contactId } = contact.record;
      this.#centre.log.error({ err: error, contactId, recordingId }, "sound without a message could not be removed");
    });
  }
}
