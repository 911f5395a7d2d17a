import type { RoutingExplanation } from "../../shared/domain/contact.ts";
import { asId, type ContactId, type PlaybackId } from "../../shared/domain/ids.ts";
import type { PromptRef } from "../ports/prompt-library.ts";
import type { Centre } from "./centre.ts";
import type { LiveContact } from "./live-contact.ts";

/** First position announcement after joining the queue. */
const FIRST_ANNOUNCEMENT_AFTER_MS = 4_000;
/** A goodbye is spoken at most this long; then the line is ended whether the prompt finished or not. */
const GOODBYE_LIMIT_MS = 30_000;

/**
 * What a waiting caller hears: music, and their place in the line now and then.
 *
 *   (enter) --> music --due--> announcing --playback ended--> music ...   until (leave)
 *
 * Announcements are played on the caller's own channel: a shared holding bridge takes music or a prompt, never both.
 */
export class WaitingRoom {
  readonly #centre: Centre;

  constructor(centre: Centre) {
    this.#centre = centre;
  }

  enter(contactId: ContactId, explanation: RoutingExplanation): void {
    const { registry, clock } = this.#centre;
    const contact = registry.get(contactId);
    if (!contact) return;
    contact.context.routing = explanation;
    if (contact.record.phase !== "queued") registry.setPhase(contact, "queued");
    const alreadyWaiting = contact.musicOn || contact.announcement !== null;
    if (!alreadyWaiting) this.#startMusic(contact);
    this.#scheduleAnnouncement(contact, clock.now() + FIRST_ANNOUNCEMENT_AFTER_MS);
  }

  /** The caller is no longer waiting: being connected, or gone. Nothing of the waiting room plays on. */
  leave(contact: LiveContact): void {
    const { scheduler, registry } = this.#centre;
    scheduler.cancel(announcementTimer(contact));
    if (contact.announcement) {
      const playback = contact.announcement;
      contact.announcement = null;
      registry.unbindPlayback(playback);
      if (contact.customerLeg)
        this.#attempt(contact, "stop announcement", this.#centre.telephony.stopPlayback(playback));
    }
    this.stopMusic(contact);
  }

  stopMusic(contact: LiveContact): void {
    if (!contact.musicOn) return;
    contact.musicOn = false;
    if (contact.customerLeg)
      this.#attempt(contact, "stop music", this.#centre.telephony.stopMusic(contact.customerLeg));
  }

  /** Says one sentence and ends the call; used where nobody can serve the caller. */
  sayAndHangUp(contact: LiveContact, promptId: string): void {
    const { scheduler, clock } = this.#centre;
    scheduler.schedule(`goodbye:${contact.record.contactId}`, clock.now() + GOODBYE_LIMIT_MS, () =>
      this.#hangUp(contact),
    );
    this.#say(contact, { id: promptId }).catch((error: unknown) => {
      this.#centre.log.warn({ err: error, contactId: contact.record.contactId }, "goodbye could not be spoken");
      this.#hangUp(contact);
    });
  }

  playbackEnded(contact: LiveContact, playbackId: PlaybackId): void {
    if (contact.announcement !== playbackId) return;
    contact.announcement = null;
    this.#centre.registry.unbindPlayback(playbackId);
    if (contact.record.outcome !== null) {
      this.#hangUp(contact);
      return;
    }
    if (contact.record.phase === "queued" || contact.record.phase === "offered") this.#startMusic(contact);
  }

  #scheduleAnnouncement(contact: LiveContact, dueAt: number): void {
    this.#centre.scheduler.schedule(announcementTimer(contact), dueAt, () => this.#announce(contact));
  }

  #announce(contact: LiveContact): void {
    const { router, clock, queues } = this.#centre;
    const { record } = contact;
    if (record.phase !== "queued" || !contact.customerLeg || contact.announcement) return;
    const position = router.position(record.contactId);
    if (position) {
      this.#say(contact, { id: "queue-position", values: { position: String(position.position) } }).catch(
        (error: unknown) => {
          this.#centre.log.warn({ err: error, contactId: record.contactId }, "position could not be announced");
          this.#startMusic(contact);
        },
      );
    }
    const every = record.queueId ? queues.get(record.queueId)?.announceEveryMs : undefined;
    if (every) this.#scheduleAnnouncement(contact, clock.now() + every);
  }

  async #say(contact: LiveContact, prompt: PromptRef): Promise<void> {
    const { prompts, random, registry, telephony } = this.#centre;
    const media = await prompts.media(prompt, contact.record.language);
    const phaseNow = contact.record.phase;
    // While the prompt was made the caller may have gone or an agent may be about to answer.
    if (!contact.customerLeg || contact.announcement || phaseNow === "connected" || phaseNow === "closed") return;
    const playbackId = asId<PlaybackId>(random.id("p"));
    contact.announcement = playbackId;
    registry.bindPlayback(playbackId, contact);
    const requests: Promise<void>[] = [];
    if (!contact.customerLegUp) {
      contact.customerLegUp = true;
      requests.push(telephony.answer(contact.customerLeg));
    }
    if (contact.musicOn) {
      contact.musicOn = false;
      requests.push(telephony.stopMusic(contact.customerLeg));
    }
    requests.push(telephony.play(playbackId, contact.customerLeg, media));
    await Promise.all(requests);
  }

  #startMusic(contact: LiveContact): void {
    const { telephony } = this.#centre;
    if (!contact.customerLeg || contact.musicOn) return;
    contact.musicOn = true;
    if (!contact.customerLegUp) {
      contact.customerLegUp = true;
      this.#attempt(contact, "answer", telephony.answer(contact.customerLeg));
    }
    this.#attempt(contact, "music", telephony.startMusic(contact.customerLeg));
  }

  #hangUp(contact: LiveContact): void {
    const { scheduler, telephony } = this.#centre;
    scheduler.cancel(`goodbye:${contact.record.contactId}`);
    if (contact.customerLeg) this.#attempt(contact, "hang up", telephony.hangup(contact.customerLeg, "normal"));
  }

  #attempt(contact: LiveContact, what: string, work: Promise<void>): void {
    this.#centre.conversations.attempt(contact, what, work);
  }
}

function announcementTimer(contact: LiveContact): string {
  return `announce:${contact.record.contactId}`;
}
