import { asId, type ChannelId, type ContactId, type PlaybackId } from "../../shared/domain/ids.ts";
import type { RoutingExplanation } from "../../shared/domain/routing-explanation.ts";
import type { DurationMs } from "../../shared/domain/time.ts";
import type { PromptRef } from "../ports/prompt-library.ts";
import type { Centre } from "./centre.ts";
import type { LiveContact } from "./live-contact.ts";
import { silenceBeforeFirstWords } from "./silence-before-first-words.ts";
import { announcement } from "./waiting/announcements.ts";
import { languagesOf } from "./waiting/languages-of.ts";
import { PickUpPace } from "./waiting/pick-up-pace.ts";

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
/** For a queue that says nothing else. */
const ANNOUNCE_EVERY_MS = 30_000;
/**
 * Voices over music at once. Each costs the exchange a channel of its own, whose sound is decoded and mixed: a thousand callers on two
 * cores lost the exchange with it. Beyond these the voice takes the music's place while it speaks, which costs nothing; the music
 * goes on where it stopped.
 */
const VOICES_OVER_MUSIC_MAX = 20;
/** A caller who could not be released is tried again. */
const RELEASE_AGAIN_MS = 5_000;

/**
 * What a waiting caller hears: music, and over it their place in the line, the wait and the keys now and then.
 *
 *   (enter) --> music ---due--> music and a voice over it --voice ended--> music ...   until (leave)
 *                 |  ^                 (nothing is cut: CallerAudio.announce; but see VOICES_OVER_MUSIC_MAX)
 *             (speak) | (music)
 *                 v   |
 *               a talk on the caller's own channel, without music
 */
export class WaitingRoom {
  readonly #centre: Centre;
  readonly #pickUps = new PickUpPace();

  constructor(centre: Centre) {
    this.#centre = centre;
  }

  enter(contactId: ContactId, explanation: RoutingExplanation): void {
    const { registry, clock } = this.#centre;
    const contact = registry.get(contactId);
    if (!contact) return;
    contact.context.routing = explanation;
    if (contact.record.phase !== "queued") registry.setPhase(contact, "queued");
    // A callback: the place waits, not a line; or the customer is being rung just now.
    if (!contact.customerLeg || isBeingCalled(contact)) return;
    this.#centre.playbackStops.clear(contact.customerLeg);
    const alreadyWaiting = contact.music.isOn || contact.announcement !== null;
    if (!alreadyWaiting) this.#musicInTurn(contact);
    this.#scheduleAnnouncement(contact, clock.now() + this.#firstAnnouncementAfterMs(contact));
  }

  /** The caller is no longer waiting: being connected, or gone. Gives the requests after which nothing plays on. */
  leave(contact: LiveContact): readonly Promise<void>[] {
    const { registry, telephony } = this.#centre;
    for (const kind of ["announce", "dialogue", "pick-up"] as const) registry.disarm(contact, kind);
    contact.waiting.dialogue = null;
    contact.waiting.turn += 1;
    const requests: Promise<void>[] = [];
    const voice = this.#stopVoice(contact);
    if (voice) requests.push(voice);
    if (contact.music.mayPlay && contact.customerLeg) requests.push(contact.music.stop(telephony, contact.customerLeg));
    return requests;
  }

  /** Says this and ends the call; used where nobody can serve the caller. The outcome must be set. */
  sayAndHangUp(contact: LiveContact, ...promptIds: readonly string[]): void {
    const { registry, clock } = this.#centre;
    registry.arm(contact, "goodbye", clock.now() + GOODBYE_LIMIT_MS, () => this.release(contact));
    this.speak(
      contact,
      promptIds.map((id) => ({ id })),
      () => this.release(contact),
    );
  }

  /** Talks with the caller: silence around it, and `onHeard` when it was said (or could not be). Nothing to say: silence. */
  speak(contact: LiveContact, prompts: readonly PromptRef[], onHeard: () => void): void {
    const { registry } = this.#centre;
    registry.disarm(contact, "announce");
    contact.waiting.turn += 1;
    const earlier = this.#stopVoice(contact);
    if (earlier) this.#attempt(contact, "stop announcement", earlier);
    if (prompts.length === 0) return;
    const { turn } = contact.waiting;
    this.#say(contact, prompts, onHeard).catch((error: unknown) => {
      this.#centre.log.warn({ err: error, contactId: contact.record.contactId }, "caller could not be spoken to");
      if (turn !== contact.waiting.turn) return;
      // Perhaps only the answer was lost, and it is being said.
      const voice = this.#stopVoice(contact);
      if (voice) this.#attempt(contact, "stop announcement", voice);
      if (contact.customerLeg) onHeard();
    });
  }

  /** The talk is over and the caller waits on. */
  music(contact: LiveContact): void {
    if (!waitsOnLine(contact)) return;
    this.#startMusic(contact);
    if (contact.record.phase === "queued")
      this.#scheduleAnnouncement(contact, this.#centre.clock.now() + this.#everyMs(contact));
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
    const { onHeard } = contact.waiting;
    this.#announcementOver(contact);
    if (onHeard) onHeard();
    else this.music(contact);
  }

  #scheduleAnnouncement(contact: LiveContact, dueAt: number): void {
    const { registry, rush } = this.#centre;
    registry.arm(contact, "announce", dueAt, () => {
      const { turn } = contact.waiting;
      rush.whenCalm(() => {
        if (turn === contact.waiting.turn) this.#announce(contact);
      });
    });
  }

  #announce(contact: LiveContact): void {
    const { router, clock, waitPromises, waitingOptions } = this.#centre;
    const { record, waiting } = contact;
    // Someone is being rung for this caller, or talks with them; if that fails they come back here by `enter`.
    if (record.phase !== "queued" || !contact.customerLeg || record.outcome !== null || waiting.dialogue !== null)
      return;
    if (waiting.callback !== null || record.queueId === null) return;
    const place = contact.announcement ? null : router.position(record.contactId);
    if (place) {
      const options = waitingOptions.of(record.queueId);
      const estimate = options.announcesWait ? waitPromises.estimate(record.contactId) : null;
      const prompts = announcement(place.position, estimate, options, waiting.announcements);
      waiting.announcements += 1;
      if (estimate) waitPromises.promised(contact, estimate);
      const { turn } = waiting;
      this.#say(contact, prompts, null).catch((error: unknown) => {
        this.#centre.log.warn({ err: error, contactId: record.contactId }, "place could not be announced");
        // Else it was ended already, by whoever said something else or connected the caller.
        if (turn === contact.waiting.turn) this.#unheard(contact);
      });
    }
    this.#scheduleAnnouncement(contact, clock.now() + this.#everyMs(contact));
  }

  #everyMs(contact: LiveContact): DurationMs {
    const { queueId } = contact.record;
    return (queueId ? this.#centre.queues.get(queueId)?.announceEveryMs : undefined) ?? ANNOUNCE_EVERY_MS;
  }

  /** In a rush everybody would be spoken to in the same second, just when agents are to be rung: further back, a little later. */
  #firstAnnouncementAfterMs(contact: LiveContact): DurationMs {
    const { queueId } = contact.record;
    const ahead = queueId ? Math.max(0, this.#centre.router.queueSummary(queueId).waiting - 1) : 0;
    return FIRST_ANNOUNCEMENT_AFTER_MS + Math.min(ahead * STAGGER_MS, STAGGER_MAX_MS);
  }

  /** What was being said ended without anybody reporting it, or never began. */
  #unheard(contact: LiveContact): void {
    const { onHeard } = contact.waiting;
    const voice = this.#stopVoice(contact);
    if (voice) this.#attempt(contact, "stop announcement", voice);
    if (onHeard) onHeard();
    else this.music(contact);
  }

  /** Nothing is being said any more; the request that ends the voice, if there was one. */
  #stopVoice(contact: LiveContact): Promise<void> | null {
    const { announcer } = contact.waiting;
    const playback = this.#announcementOver(contact);
    if (!playback || !contact.customerLeg) return null;
    return this.#centre.playbackStops.stop(playback, contact.customerLeg, announcer);
  }

  /** Forgets the announcement in progress; gives its id if there was one. */
  #announcementOver(contact: LiveContact): PlaybackId | null {
    const playback = contact.announcement;
    contact.waiting.announcer = null;
    contact.waiting.onHeard = null;
    if (!playback) return null;
    contact.announcement = null;
    this.#centre.registry.unbindPlayback(playback);
    this.#centre.registry.disarm(contact, "speech");
    return playback;
  }

  /** @param onHeard null: a voice over the music; else the music stops and this follows */
  async #say(contact: LiveContact, prompts: readonly PromptRef[], onHeard: (() => void) | null): Promise<void> {
    const { random, registry, telephony, clock, journal } = this.#centre;
    const { turn } = contact.waiting;
    const [lead, said] = await Promise.all([
      silenceBeforeFirstWords(this.#centre, contact),
      this.#media(contact, prompts),
    ]);
    const media = [...lead, ...said];
    const { phase } = contact.record;
    // While the prompt was made the caller may have gone, an agent may have answered, or something else is to be said.
    if (
      turn !== contact.waiting.turn ||
      !contact.customerLeg ||
      contact.announcement ||
      (phase !== "ivr" && phase !== "queued" && phase !== "offered")
    )
      return;
    const playbackId = asId<PlaybackId>(random.id("p"));
    const announcerId =
      onHeard === null && contact.music.isOn && this.#mayMix() ? asId<ChannelId>(`${playbackId}.v`) : null;
    contact.announcement = playbackId;
    contact.waiting.announcer = announcerId;
    contact.waiting.onHeard = onHeard;
    registry.bindPlayback(playbackId, contact);
    // Before it is asked for: a restart must be able to end what it finds playing.
    journal.append({
      at: clock.now(),
      type: "queue.announced",
      contactId: contact.record.contactId,
      agentId: null,
      payload: { playbackId, prompt: prompts.map(({ id }) => id).join(" ") },
    });
    registry.arm(contact, "speech", clock.now() + SPEECH_LIMIT_MS, () => this.#unheard(contact));
    const requests: Promise<void>[] = [];
    const { customerLeg } = contact;
    this.#centre.playbackStops.clear(customerLeg);
    // Picking up may have failed before: nobody hears music on a line that still rings.
    if (!contact.customerLegUp) requests.push(this.#centre.conversations.answer(contact, customerLeg));
    if (announcerId === null) {
      if (contact.music.mayPlay) requests.push(contact.music.stop(telephony, customerLeg));
      requests.push(telephony.play(playbackId, customerLeg, media));
    } else requests.push(telephony.callerAudio.announce({ announcerId, playbackId, channelId: customerLeg, media }));
    await Promise.all(requests);
  }

  #mayMix(): boolean {
    let voices = 0;
    for (const { waiting } of this.#centre.registry.all())
      if (waiting.announcer !== null && (voices += 1) >= VOICES_OVER_MUSIC_MAX) return false;
    return true;
  }

  async #media(contact: LiveContact, all: readonly PromptRef[]): Promise<readonly string[]> {
    const { prompts } = this.#centre;
    const said = languagesOf(contact).flatMap((language) => all.map((prompt) => prompts.media(prompt, language)));
    return (await Promise.all(said)).flat();
  }

  #musicInTurn(contact: LiveContact): void {
    if (contact.timers.has("pick-up")) return;
    const { registry, clock, rush } = this.#centre;
    const now = clock.now();
    const turn = contact.customerLegUp ? now : this.#pickUps.turn(now);
    if (turn <= now) this.#startMusic(contact);
    else
      registry.arm(contact, "pick-up", turn, () => {
        rush.whenCalm(() => {
          // An announcement has picked up before (a rush elsewhere, a short line here): music follows it.
          if (waitsOnLine(contact) && contact.announcement === null) this.#startMusic(contact);
        });
      });
  }

  #startMusic(contact: LiveContact): void {
    const { telephony, registry, clock } = this.#centre;
    if (!contact.customerLeg || contact.music.isOn || isBeingCalled(contact)) return;
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

function waitsOnLine({ record, customerLeg }: LiveContact): boolean {
  const { phase, outcome } = record;
  return outcome === null && customerLeg !== null && (phase === "queued" || phase === "offered");
}

/** The customer of a callback has not picked up yet: there is nobody to be heard by. */
function isBeingCalled({ waiting, customerLegUp }: LiveContact): boolean {
  return waiting.callback?.state === "calling" && !customerLegUp;
}
