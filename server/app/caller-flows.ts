import { asId, type ChannelId, type CustomerId, type PlaybackId, type QueueId } from "../../shared/domain/ids.ts";
import type { IvrDeps, IvrOutcome, IvrRun } from "../ivr-runner/ivr-api.ts";
import { resumeIvrRun, startIvrRun } from "../ivr-runner/ivr-run.ts";
import { LISTENING } from "../ports/prompt-library.ts";
import type { EntryPoint } from "../../shared/domain/routing-plan.ts";
import type { Centre } from "./centre.ts";
import { MATCH_LIMIT_MS } from "./inbound.ts";
import type { LiveContact } from "./live-contact.ts";
import { silenceBeforeFirstWords } from "./silence-before-first-words.ts";

/** Callers in the flow of the number they dialled, and where they go when it is over: queue, served, gone. */
export class CallerFlows {
  readonly #centre: Centre;

  constructor(centre: Centre) {
    this.#centre = centre;
  }

  begin(contact: LiveContact, entry: EntryPoint): void {
    const { record, context } = contact;
    this.#run(contact, (deps, onOutcome) =>
      startIvrRun(
        deps,
        {
          contactId: record.contactId,
          channelId: customerLegOf(contact),
          flowId: entry.flowId,
          ani: context.ani,
          dnis: record.dnis,
          match: context.match,
          queueId: asId<QueueId>(entry.queueId),
          queueClosed: !this.#centre.openingHours.isOpen(asId<QueueId>(entry.queueId)),
        },
        onOutcome,
      ),
    );
  }

  /** Goes on with a flow of before a restart. @throws IvrSnapshotError */
  resume(contact: LiveContact, snapshot: unknown): void {
    this.#run(contact, (deps, onOutcome) => resumeIvrRun(deps, snapshot, onOutcome));
  }

  #run(contact: LiveContact, begin: (deps: IvrDeps, onOutcome: (outcome: IvrOutcome) => void) => IvrRun): void {
    const centre = this.#centre;
    const { record } = contact;
    const customerLeg = customerLegOf(contact);
    let isOver = false;
    let silence: readonly string[] = [];
    const deps: IvrDeps = {
      telephony: {
        answer: async (channelId) => {
          [silence] = await Promise.all([
            silenceBeforeFirstWords(centre, contact),
            centre.conversations.answer(contact, channelId),
          ]);
        },
        play: (playbackId, channelId, media) => {
          // What is being said and waited for, so that a restart goes on with it.
          this.#note(contact);
          const playing = this.#play(playbackId, channelId, [...silence, ...media]);
          silence = [];
          return playing;
        },
        listen: async (playbackId, channelId) => {
          this.#note(contact);
          await this.#play(playbackId, channelId, await centre.prompts.media(LISTENING, record.language));
        },
        stopPlayback: (playbackId) => centre.playbackStops.stop(playbackId, customerLeg),
      },
      prompts: centre.prompts,
      customers: centre.customers,
      clock: centre.clock,
      scheduler: centre.scheduler,
      random: centre.random,
      journal: (type, contactId, payload) => {
        centre.journal.append({ at: centre.clock.now(), type, contactId, agentId: null, payload });
      },
    };
    const run = begin(deps, (outcome) => {
      isOver = true;
      this.#ended(contact, outcome).catch((error: unknown) => {
        centre.log.error({ err: error, contactId: record.contactId }, "after the flow");
        centre.inbound.refuse(record.contactId, "unknown-queue");
      });
    });
    // A flow without prompts is over before it is given back.
    if (!isOver) contact.ivr = run;
  }

  #play(playbackId: PlaybackId, channelId: ChannelId, media: readonly string[]): Promise<void> {
    const { telephony, playbackStops } = this.#centre;
    playbackStops.clear(channelId);
    const playing = telephony.play(playbackId, channelId, media);
    // Nothing may be said into what comes next, nor hold it up.
    playing.catch((problem: unknown) => playbackStops.notBegun(playbackId, channelId, problem));
    return playing;
  }

  #note(contact: LiveContact): void {
    const { journal, clock } = this.#centre;
    if (!contact.ivr) return;
    journal.append({
      at: clock.now(),
      type: "ivr.snapshot",
      contactId: contact.record.contactId,
      agentId: null,
      payload: contact.ivr.snapshot(),
    });
  }

  async #ended(contact: LiveContact, outcome: IvrOutcome): Promise<void> {
    const { log, registry, waitingRoom, reconciliation } = this.#centre;
    const { record, context } = contact;
    record.language = outcome.language;
    context.language = outcome.language;
    record.collected = [...outcome.collected];
    context.collected = record.collected;
    contact.ivr = null;
    if (outcome.kind === "served") {
      record.outcome = "self-served";
      await this.#rememberCustomer(contact, outcome.customerId);
      registry.save(contact);
      waitingRoom.release(contact);
      return;
    }
    if (outcome.kind === "caller-left" || !contact.customerLeg) {
      // The flow may know it from a refused request before, or instead of, the PBX's report.
      if (contact.customerLeg) reconciliation.soon();
      return;
    }
    if (outcome.kind === "failed")
      log.warn({ contactId: record.contactId, code: outcome.code }, "flow failed: caller goes to an agent");
    if (outcome.customerId !== context.customerId) {
      if (outcome.match.kind !== "none") context.match = outcome.match;
      await this.#rememberCustomer(contact, outcome.customerId);
    }
    const { inbound, lastAgents } = this.#centre;
    const { queueId } = outcome;
    // Where the queue does not ask for them, the call goes on in this very turn.
    const ownAgent = lastAgents.areAskedFor(queueId) ? await lastAgents.of(contact, queueId) : null;
    // The caller may have gone while the store was read.
    if (contact.customerLeg) inbound.enqueue(contact, queueId, null, { ownAgent });
  }

  async #rememberCustomer(contact: LiveContact, customerId: CustomerId | null): Promise<void> {
    if (customerId === null || customerId === contact.context.customerId) return;
    try {
      await this.#centre.withTimeout(
        this.#centre.callerRecords.identifyAs(contact, customerId),
        MATCH_LIMIT_MS,
        "customer store",
      );
    } catch (error) {
      this.#centre.log.error({ err: error, contactId: contact.record.contactId }, "customer record could not be read");
    }
  }
}

function customerLegOf(contact: LiveContact): ChannelId {
  if (!contact.customerLeg) throw new Error("the contact has no customer leg");
  return contact.customerLeg;
}
