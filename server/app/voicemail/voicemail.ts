import type { ContactOutcome } from "../../../shared/domain/contact.ts";
import { asId, type RecordingId } from "../../../shared/domain/ids.ts";
import { RECORD_TONE } from "../../ports/prompt-library.ts";
import type { Centre } from "../centre.ts";
import type { LiveContact } from "../live-contact.ts";
import { LateMessages } from "./late-messages.ts";
import { MessageKeeping } from "./message-keeping.ts";
import { PbxCopies } from "./pbx-copies.ts";

/** The report of a recording's end may be lost: then it is asked for. */
const END_GRACE_MS = 10_000;
const AGAIN_MS = 2_000;
/** Asterisk closes the file a moment after it says so; longer than this nobody is kept on the line for it. */
const ATTEMPTS_MAX = 4;
/** Who has hung up waits for nothing: the PBX or the disk has a minute to come back. */
const ATTEMPTS_AFTER_HANGUP_MAX = 30;

/** `lost`: something was recorded, or may have been, and could not be kept in time. */
type Kept = "kept" | "nothing" | "lost";

const PROMPTS: Readonly<Record<Kept, string>> = {
  kept: "voicemail-thanks",
  nothing: "voicemail-empty",
  lost: "call-again-later",
};

function outcomeOf(kept: Kept, { waiting }: LiveContact): ContactOutcome {
  if (kept === "nothing") return waiting.treatedAs ?? "abandoned";
  return kept === "kept" ? "voicemail" : "failed";
}

/**
 * A caller leaves a message.
 *
 *   begin --greeting, tone--> recording --silence, #, longest, hang-up--> fetched, kept --thanks--> released
 *                                                 |--nothing said--> told so, released
 *                                                 \--not to be had, not to be kept--> asked to call again, released;
 *                                                                  fetched later, once the PBX and the disk are well
 *
 * The contact is in phase `ivr` meanwhile: in no line, with nobody.
 */
export class VoicemailTaking {
  readonly #centre: Centre;
  readonly #byRecording = new Map<RecordingId, LiveContact>();
  readonly #keeping: MessageKeeping;
  readonly #copies: PbxCopies;
  readonly #late: LateMessages;

  constructor(centre: Centre) {
    this.#centre = centre;
    this.#keeping = new MessageKeeping(centre);
    this.#copies = new PbxCopies(centre);
    this.#late = new LateMessages(centre, this.#keeping, this.#copies);
  }

  /** Before calls of an earlier run are taken over: some of their messages are late ones. */
  async start(): Promise<void> {
    await this.#copies.start();
    await this.#late.start();
  }

  begin(contact: LiveContact): void {
    const { journal, clock, registry, random, waitingRoom } = this.#centre;
    const { record } = contact;
    const recordingId = asId<RecordingId>(random.id("vm"));
    contact.waiting.recordingId = recordingId;
    // Heard again after a restart, they had stopped waiting before.
    if (record.queuedAt !== null) record.messageAt ??= clock.now();
    registry.setPhase(contact, "ivr");
    journal.append({
      at: clock.now(),
      type: "voicemail.begun",
      contactId: record.contactId,
      agentId: null,
      payload: { recordingId, queueId: record.queueId },
    });
    registry.disarm(contact, "announce");
    // Each by itself: without a voice to greet with there is still the tone.
    waitingRoom.speak(contact, [{ id: "voicemail-greeting" }], () =>
      waitingRoom.speak(contact, [RECORD_TONE], () => this.#record(contact, recordingId)),
    );
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
    if (this.#late.has(recordingId)) {
      // Killed while the caller was asked to call again. The message is seen to; this is only about the call.
      contact.record.outcome ??= outcomeOf("lost", contact);
      this.#sayAndClose(contact, "lost");
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
      const kept = await this.#keeping.keep(contact.record, recordingId, clock.now());
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

  #over(contact: LiveContact, recordingId: RecordingId, kept: Kept): void {
    const { record } = contact;
    contact.waiting.recordingId = null;
    record.outcome ??= outcomeOf(kept, contact);
    if (kept === "lost") {
      this.#keeping.dropFile(record.contactId, recordingId);
      this.#late.add(record, recordingId);
    } else this.#copies.forget({ recordingId, contactId: record.contactId });
    this.#sayAndClose(contact, kept);
  }

  #sayAndClose(contact: LiveContact, kept: Kept): void {
    const { registry, waitingRoom } = this.#centre;
    if (contact.customerLeg) {
      registry.save(contact);
      waitingRoom.sayAndHangUp(contact, PROMPTS[kept]);
    } else registry.close(contact, contact.record.outcome ?? outcomeOf(kept, contact));
  }
}
