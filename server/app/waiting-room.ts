import type { RoutingExplanation } from "../../shared/domain/routing-explanation.ts";
import { asId, type ContactId, type PlaybackId } from "../../shared/domain/ids.ts";
import type { DurationMs } from "../../shared/domain/time.ts";
import type { PromptRef } from "../ports/prompt-library.ts";
import type { Centre } from "./centre.ts";
import type { LiveContact } from "./live-contact.ts";

/** First position announcement after joining the queue. */
const FIRST_ANNOUNCEMENT_AFTER_MS = 4_000;
const STAGGER_MS = 20;
const STAGGER_MAX_MS = 10_000;
/** A goodbye is spoken at most this long; then the line is ended whether the prompt finished or not. */
const GOODBYE_LIMIT_MS = 30_000;
/** Nothing a waiting caller is told takes longer; an end that was not reported by then was lost on the way. */
const SPEECH_LIMIT_MS = 60_000;
/** Nobody waits in silence for long. */
const MUSIC_AGAIN_MS = 5_000;
/** A caller who could not be released is tried again. */
const RELEASE_AGAIN_MS = 5_000;

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
    const alreadyWaiting = contact.music.isOn || contact.announcement !== null;
    if (!alreadyWaiting) this.#startMusic(contact);
    this.#scheduleAnnouncement(contact, clock.now() + this.#firstAnnouncementAfterMs(contact));
  }

  /** The caller is no longer waiting: being connected, or gone. Gives the requests after which nothing plays on. */
  leave(contact: LiveContact): readonly Promise<void>[] {
    const { registry, telephony } = this.#centre;
    registry.disarm(contact, "announce");
    const requests: Promise<void>[] = [];
    const playback = this.#announcementOver(contact);
    if (playback && contact.customerLeg) requests.push(telephony.stopPlayback(playback));
    if (contact.music.mayPlay && contact.customerLeg) requests.push(contact.music.stop(telephony, contact.customerLeg));
    return requests;
  }

  /** Says one sentence and ends the call; used where nobody can serve the caller. The outcome must be set. */
  sayAndHangUp(contact: LiveContact, promptId: string): void {
    const { registry, clock } = this.#centre;
    registry.arm(contact, "goodbye", clock.now() + GOODBYE_LIMIT_MS, () => this.release(contact));
    this.#say(contact, { id: promptId }).catch((error: unknown) => {
      this.#centre.log.warn({ err: error, contactId: contact.record.contactId }, "goodbye could not be spoken");
      this.release(contact);
    });
  }

  /** Ends the caller's leg, as often as it takes. The contact closes when the PBX says that the leg is gone. */
  release(contact: LiveContact): void {
    const { registry, clock, telephony, reconciliation } = this.#centre;
    const { customerLeg } = contact;
    if (!customerLeg) return;
    registry.arm(contact, "goodbye", clock.now() + RELEASE_AGAIN_MS, () => {
      reconciliation.soon();
      this.release(contact);
    });
    this.#attempt(contact, "hang up", telephony.hangup(customerLeg, "normal"));
  }

  playbackEnded(contact: LiveContact, playbackId: PlaybackId): void {
    if (contact.announcement !== playbackId) return;
    this.#announcementOver(contact);
    const { outcome, phase } = contact.record;
    if (outcome !== null && phase !== "connected") this.release(contact);
    else if (phase === "queued" || phase === "offered") this.#startMusic(contact);
  }

  #scheduleAnnouncement(contact: LiveContact, dueAt: number): void {
    this.#centre.registry.arm(contact, "announce", dueAt, () => this.#announce(contact));
  }

  #announce(contact: LiveContact): void {
    const { router, clock, queues } = this.#centre;
    const { record } = contact;
    // Someone is being rung for this caller; if that fails they come back here by `enter`.
    if (record.phase !== "queued" || !contact.customerLeg || record.outcome !== null) return;
    const position = contact.announcement ? null : router.position(record.contactId);
    if (position) {
      this.#say(contact, positionPrompt(position.position)).catch((error: unknown) => {
        this.#centre.log.warn({ err: error, contactId: record.contactId }, "position could not be announced");
        this.#unheard(contact);
      });
    }
    const every = record.queueId ? queues.get(record.queueId)?.announceEveryMs : undefined;
    if (every) this.#scheduleAnnouncement(contact, clock.now() + every);
  }

  /** In a rush everybody would be spoken to in the same second, just when agents are to be rung: further back, a little later. */
  #firstAnnouncementAfterMs(contact: LiveContact): DurationMs {
    const { queueId } = contact.record;
    const ahead = queueId ? Math.max(0, this.#centre.router.queueSummary(queueId).waiting - 1) : 0;
    return FIRST_ANNOUNCEMENT_AFTER_MS + Math.min(ahead * STAGGER_MS, STAGGER_MAX_MS);
  }

  /** What was being said ended without anybody reporting it, or never began. */
  #unheard(contact: LiveContact): void {
    const playback = this.#announcementOver(contact);
    const { outcome, phase } = contact.record;
    if (outcome !== null || (phase !== "queued" && phase !== "offered")) return;
    if (playback) this.#attempt(contact, "stop announcement", this.#centre.telephony.stopPlayback(playback));
    this.#startMusic(contact);
  }

  /** Forgets the announcement in progress; gives its id if there was one. */
  #announcementOver(contact: LiveContact): PlaybackId | null {
    const playback = contact.announcement;
    if (!playback) return null;
    contact.announcement = null;
    this.#centre.registry.unbindPlayback(playback);
    this.#centre.registry.disarm(contact, "speech");
    return playback;
  }

  async #say(contact: LiveContact, prompt: PromptRef): Promise<void> {
    const { prompts, random, registry, telephony, clock, journal } = this.#centre;
    const media = await prompts.media(prompt, contact.record.language);
    const { phase } = contact.record;
    // While the prompt was made the caller may have gone or an agent may have answered.
    if (!contact.customerLeg || contact.announcement || (phase !== "ivr" && phase !== "queued" && phase !== "offered"))
      return;
    const playbackId = asId<PlaybackId>(random.id("p"));
    contact.announcement = playbackId;
    registry.bindPlayback(playbackId, contact);
    // Before it is asked for: a restart must be able to end what it finds playing.
    journal.append({
      at: clock.now(),
      type: "queue.announced",
      contactId: contact.record.contactId,
      agentId: null,
      payload: { playbackId, prompt: prompt.id },
    });
    registry.arm(contact, "speech", clock.now() + SPEECH_LIMIT_MS, () => this.#unheard(contact));
    const requests: Promise<void>[] = [];
    if (!contact.customerLegUp) requests.push(this.#centre.conversations.answer(contact, contact.customerLeg));
    if (contact.music.mayPlay) requests.push(contact.music.stop(telephony, contact.customerLeg));
    requests.push(telephony.play(playbackId, contact.customerLeg, media));
    await Promise.all(requests);
  }

  #startMusic(contact: LiveContact): void {
    const { telephony, registry, clock } = this.#centre;
    if (!contact.customerLeg || contact.music.isOn) return;
    if (!contact.customerLegUp)
      this.#attempt(contact, "answer", this.#centre.conversations.answer(contact, contact.customerLeg));
    const started = contact.music.start(telephony, contact.customerLeg);
    this.#attempt(contact, "music", started);
    started.catch(() => {
      if (!contact.customerLeg || contact.announcement) return;
      registry.arm(contact, "speech", clock.now() + MUSIC_AGAIN_MS, () => this.#unheard(contact));
    });
  }

  #attempt(contact: LiveContact, what: string, work: Promise<void>): void {
    this.#centre.conversations.attempt(contact, what, work);
  }
}

/** Places said exactly; further back only "more than so many", so that a rush does not need a sentence of its own for each caller. */
const EXACT_POSITIONS_MAX = 20;
const ROUND_NUMBERS = [500, 200, 100, 50, EXACT_POSITIONS_MAX] as const;

function positionPrompt(position: number): PromptRef {
  if (position <= EXACT_POSITIONS_MAX) return { id: "queue-position", values: { position: String(position) } };
  const ahead = position - 1;
  const round = ROUND_NUMBERS.find((number) => ahead > number) ?? EXACT_POSITIONS_MAX - 1;
  return { id: "queue-position-over", values: { callers: String(round) } };
}

/** Every sentence a waiting caller may hear about their place: made ahead of the first rush. */
export const POSITION_PROMPTS: readonly PromptRef[] = [
  ...Array.from({ length: EXACT_POSITIONS_MAX }, (_, index) => positionPrompt(index + 1)),
  ...[EXACT_POSITIONS_MAX - 1, ...ROUND_NUMBERS].map((number) => positionPrompt(number + 2)),
];
