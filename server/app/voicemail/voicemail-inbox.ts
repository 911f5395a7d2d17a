import type { QueueId } from "../../../shared/domain/ids.ts";
import type { User } from "../../../shared/domain/user.ts";
import type { Voicemail } from "../../../shared/domain/waiting.ts";
import type { AgentView } from "../../../shared/wire/console.ts";
import { CommandError } from "../../ports/console-app.ts";
import type { Centre } from "../centre.ts";
import type { LiveContact } from "../live-contact.ts";
import { QueueChanges, type QueueChangesDeps } from "../queue-changes.ts";
import type { WaitingOptionsOf } from "../waiting/waiting-options-of.ts";
import type { WallboardFeed } from "../wallboard-feed.ts";

const LISTED_MAX = 200;
const DAY_MS = 86_400_000;
const SWEEP_MAX = 500;

export interface VoicemailInboxDeps
  extends Pick<Centre, "waitingStore" | "voicemailFiles" | "journal" | "clock" | "scheduler" | "log">,
    QueueChangesDeps {
  readonly waitingOptions: Pick<WaitingOptionsOf, "of">;
  readonly wallboard: Pick<WallboardFeed, "touch">;
}

/** Messages, for those who may hear them: agents of the queue, supervisors all. Old ones are removed when their time is over. */
export class VoicemailInbox {
  readonly #centre: VoicemailInboxDeps;
  /** New ones by queue, kept here: views are made many times a second, and messages change seldom. */
  #open: ReadonlyMap<QueueId, number> = new Map();
  readonly #changes: QueueChanges;

  constructor(centre: VoicemailInboxDeps) {
    this.#centre = centre;
    this.#changes = new QueueChanges(centre);
  }

  async start(): Promise<void> {
    const { waitingStore, log } = this.#centre;
    this.#open = await waitingStore.newVoicemails();
    await this.#sweep().catch((error: unknown) => log.error({ err: error }, "old messages could not be removed"));
  }

  /** New messages of a queue; for views. */
  openIn(queueId: QueueId): number {
    return this.#open.get(queueId) ?? 0;
  }

  /** What this person's console shows of the messages they may hear. */
  countFor(user: User): AgentView["messages"] {
    let open = 0;
    for (const queueId of this.#changes.queuesOf(user) ?? this.#open.keys()) open += this.openIn(queueId);
    return { open, changedAt: this.#changes.changedAtFor(user) };
  }

  /** A message of this queue was kept, or one of them is not what it was. */
  changed(queueId: QueueId): void {
    this.#changed(queueId).catch((error: unknown) =>
      this.#centre.log.error({ err: error }, "messages could not be counted"),
    );
  }

  list(user: User, state: Voicemail["state"] | null): Promise<readonly Voicemail[]> {
    return this.#centre.waitingStore.voicemails({ queueIds: this.#changes.queuesOf(user), state, limit: LISTED_MAX });
  }

  /** The sound. Throws `not-found` also for a message of somebody else's queue: whether there is one is not theirs to know. */
  async sound(user: User, voicemailId: string): Promise<Uint8Array> {
    const voicemail = await this.permitted(user, voicemailId);
    const wav = await this.#centre.voicemailFiles.read(voicemailId);
    if (wav === null) throw new CommandError("not-found");
    this.#note(voicemail, user, "voicemail.played");
    return wav;
  }

  async mark(user: User, voicemailId: string, state: Voicemail["state"]): Promise<Voicemail> {
    const voicemail = await this.permitted(user, voicemailId);
    this.#note(voicemail, user, state === "done" ? "voicemail.done" : "voicemail.opened-again");
    this.#centre.waitingStore.setVoicemailState(voicemailId, state, user.userId, this.#centre.clock.now());
    await this.#changed(voicemail.queueId);
    return this.permitted(user, voicemailId);
  }

  /** A call that was made because of a message is over: it stands with the message, and a conversation has answered it. */
  answered({ voicemailId, record }: LiveContact): void {
    const { waitingStore, journal, clock, log } = this.#centre;
    const { contactId, agentId } = record;
    if (voicemailId === null || agentId === null) return;
    // Somebody picked up; whether it was who had left the message, the agent says.
    const isReached = record.disposition !== "no-contact" && record.disposition !== "call-dropped";
    const outcome = record.outcome === "handled" && !isReached ? "no-answer" : (record.outcome ?? "failed");
    const answer = { contactId, agentName: record.agentName ?? "", at: clock.now(), outcome };
    const type = outcome === "handled" ? "voicemail.answered" : "voicemail.tried";
    journal.append({ at: answer.at, type, contactId, agentId, payload: { voicemailId, outcome } });
    try {
      waitingStore.setVoicemailAnswer(voicemailId, answer, agentId);
    } catch (error) {
      // The call is done all the same; the message stays open, and somebody calls once too often.
      log.error({ err: error, contactId, voicemailId }, "message could not be marked as answered");
      return;
    }
    waitingStore
      .voicemail(voicemailId)
      // It may have been removed during the call, and was told of then.
      .then((voicemail) => voicemail && this.#changed(voicemail.queueId))
      .catch((error: unknown) => log.error({ err: error, voicemailId }, "messages could not be counted"));
  }

  async remove(user: User, voicemailId: string): Promise<void> {
    const voicemail = await this.permitted(user, voicemailId);
    this.#note(voicemail, user, "voicemail.removed");
    await this.#forget(voicemail);
    await this.#changed(voicemail.queueId);
  }

  /** Throws `not-found` also for a message of somebody else's queue. */
  async permitted(user: User, voicemailId: string): Promise<Voicemail> {
    const voicemail = await this.#centre.waitingStore.voicemail(voicemailId);
    const queues = this.#changes.queuesOf(user);
    if (voicemail === null || (queues !== null && !queues.includes(voicemail.queueId)))
      throw new CommandError("not-found");
    return voicemail;
  }

  /** Counted anew, and told to those who may hear them. */
  async #changed(queueId: QueueId): Promise<void> {
    const { waitingStore, wallboard } = this.#centre;
    this.#open = await waitingStore.newVoicemails();
    this.#changes.changed(queueId);
    wallboard.touch();
  }

  /** By queue: one that keeps its messages for years must not stand before those of another that keeps them for days. */
  async #sweep(): Promise<void> {
    const { waitingStore, waitingOptions, clock, scheduler, log } = this.#centre;
    const now = clock.now();
    // First of all: whatever fails below, old messages are looked for again.
    scheduler.schedule("voicemail:sweep", now + DAY_MS / 4, () => {
      this.#sweep().catch((error: unknown) => log.error({ err: error }, "old messages could not be removed"));
    });
    for (const queueId of await waitingStore.voicemailQueues()) {
      const before = now - waitingOptions.of(queueId).voicemail.keepDays * DAY_MS;
      const old = await waitingStore.voicemailsBefore(queueId, before, SWEEP_MAX);
      for (const voicemail of old) {
        // One that stays must not keep those behind it: callers' voices are kept no longer than was said.
        await this.#forget(voicemail).catch((error: unknown) =>
          log.error({ err: error, voicemailId: voicemail.voicemailId }, "old message could not be removed"),
        );
      }
      if (old.length > 0) await this.#changed(queueId);
    }
  }

  /** The file first: if that fails the message stays listed and is removed the next time, and no voice is left behind unseen. */
  async #forget({ voicemailId }: Voicemail): Promise<void> {
    await this.#centre.voicemailFiles.remove(voicemailId);
    this.#centre.waitingStore.removeVoicemail(voicemailId);
  }

  #note({ voicemailId, contactId }: Voicemail, user: User, type: string): void {
    const { journal, clock } = this.#centre;
    journal.append({ at: clock.now(), type, contactId, agentId: user.userId, payload: { voicemailId } });
  }
}
