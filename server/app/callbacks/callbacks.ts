import type { ContactOutcome } from "../../../shared/domain/contact.ts";
import type { ContactId, QueueId, UserId } from "../../../shared/domain/ids.ts";
import type { Callback } from "../../../shared/domain/waiting.ts";
import { CommandError } from "../../ports/console-app.ts";
import type { Centre } from "../centre.ts";
import type { LiveContact } from "../live-contact.ts";
import type { CallbackState } from "../waiting/waiting-state.ts";
import { isPromised } from "./is-promised.ts";

/** The owner is waited for before another agent is asked. */
const OWNER_WAIT_MS = 60_000;
/** What a board shows. */
const SHOWN_MAX = 200;

export type CallbackCounts = Record<Callback["state"], number>;

/**
 * Callers who hung up on the promise of being called back and keep their place: a contact without a customer's leg, in line like any
 * other until its turn comes (`callback-calls.ts` makes the calls). Drawn in shared/domain/waiting.ts.
 */
export class Callbacks {
  readonly #centre: Centre;

  constructor(centre: Centre) {
    this.#centre = centre;
  }

  /** The caller wants to be called back at this number. The place in line is kept, or taken now for one who had none. */
  promise(contact: LiveContact, number: string): void {
    const { journal, clock, router, registry, waitingOptions } = this.#centre;
    const { record } = contact;
    if (record.queueId === null) return;
    const { order, attemptsMax, retryAfterMs, ringTimeoutMs } = waitingOptions.of(record.queueId).callback;
    const callback: CallbackState = {
      number,
      order,
      attemptsMax,
      retryAfterMs,
      ringTimeoutMs,
      state: "waiting",
      attempts: 0,
      nextAttemptAt: null,
      ownerId: null,
    };
    contact.waiting.callback = callback;
    this.#centre.repeatCallers.promised(contact);
    record.callbackAt = clock.now();
    journal.append({
      at: clock.now(),
      type: "callback.promised",
      contactId: record.contactId,
      agentId: null,
      payload: { ...callback },
    });
    const isInLine = router.position(record.contactId) !== null;
    if (isInLine) router.submit({ type: "contact-callback", contactId: record.contactId });
    else this.backInLine(contact);
    registry.save(contact);
    this.#centre.wallboard.touch();
  }

  /** The customer's leg is gone: what stays is the place. */
  lineClosed(contact: LiveContact): void {
    const { registry, waitingRoom, conversations } = this.#centre;
    for (const request of waitingRoom.leave(contact)) conversations.attempt(contact, "leave waiting room", request);
    registry.disarm(contact, "goodbye");
    if (contact.customerLeg) registry.unbindChannel(contact.customerLeg);
    contact.customerLeg = null;
    contact.customerLegUp = false;
    contact.music.legGone();
    contact.waiting.dialogue = null;
    registry.touch(contact);
    this.#centre.wallboard.touch();
  }

  /** In line (again) with the age they have, for their owner first. */
  backInLine(contact: LiveContact): void {
    const { registry, router, clock } = this.#centre;
    const { record, context, waiting } = contact;
    const { callback } = waiting;
    if (!callback || record.queueId === null) return;
    callback.state = "waiting";
    callback.nextAttemptAt = null;
    record.queuedAt ??= clock.now();
    record.headStartMs = context.classification.headStartMs;
    registry.setPhase(contact, "queued");
    router.submit({
      type: "contact-queued",
      contactId: record.contactId,
      queueId: record.queueId,
      requirements: contact.requirements,
      headStartMs: context.classification.headStartMs,
      isVip: context.classification.isVip,
      preferredAgentId: callback.ownerId,
      preferredWaitMs: callback.ownerId === null ? 0 : clock.now() - this.#since(contact) + OWNER_WAIT_MS,
      isCallback: true,
      mergeWith: null,
      waitingSince: this.#since(contact),
      offersMade: contact.offersMade,
    });
    this.#centre.wallboard.touch();
  }

  /** Not reached: tried again later, or given up. The contact is in no line meanwhile. */
  attemptFailed(contact: LiveContact, outcome: ContactOutcome): void {
    const { journal, clock, registry } = this.#centre;
    const { record, waiting } = contact;
    const { callback } = waiting;
    if (!callback) return;
    const retries = callback.attempts < callback.attemptsMax;
    const retryAt = retries ? clock.now() + callback.retryAfterMs : null;
    journal.append({
      at: clock.now(),
      type: retries ? "callback.not-reached" : "callback.given-up",
      contactId: record.contactId,
      agentId: callback.ownerId,
      payload: { outcome, attempt: callback.attempts, retryAt },
    });
    if (retryAt === null) {
      record.outcome = outcome;
      registry.close(contact, outcome);
      return;
    }
    callback.state = "retry";
    callback.nextAttemptAt = retryAt;
    registry.setPhase(contact, "queued");
    this.awaitRetry(contact, retryAt);
  }

  awaitRetry(contact: LiveContact, retryAt: number): void {
    this.#centre.registry.arm(contact, "retry", retryAt, () => this.backInLine(contact));
    this.#centre.wallboard.touch();
  }

  /** A supervisor takes the promise back. */
  cancel(contactId: ContactId, by: UserId): void {
    const { registry } = this.#centre;
    const contact = registry.get(contactId);
    if (!contact?.waiting.callback || contact.record.phase === "connected" || contact.record.phase === "wrap-up")
      throw new CommandError("not-found");
    this.#end(contact, "cancelled", by);
  }

  /** The same person is on the line again: the new call has the place, this one is over. */
  merged(contact: LiveContact): void {
    this.#end(contact, "merged", null);
  }

  /** By queue, all of them. */
  counts(): ReadonlyMap<QueueId, CallbackCounts> {
    const counts = new Map<QueueId, CallbackCounts>();
    for (const { queueId, callback } of this.#promised()) {
      const count = counts.get(queueId) ?? { waiting: 0, calling: 0, retry: 0 };
      count[callback.state] += 1;
      counts.set(queueId, count);
    }
    return counts;
  }

  *#promised() {
    for (const contact of this.#centre.registry.all()) {
      const { record, waiting } = contact;
      const { queueId } = record;
      const { callback } = waiting;
      if (callback && queueId !== null && isPromised(contact)) yield { contact, queueId, callback };
    }
  }

  /** For boards, oldest first. */
  list(): readonly Callback[] {
    const found: Callback[] = [];
    for (const { contact, queueId, callback } of this.#promised()) {
      const { record } = contact;
      found.push({
        contactId: record.contactId,
        queueId,
        customerId: record.customerId,
        customerName: record.customerName,
        number: callback.number,
        order: callback.order,
        state: callback.state,
        waitingSince: this.#since(contact),
        attempts: callback.attempts,
        attemptsMax: callback.attemptsMax,
        nextAttemptAt: callback.nextAttemptAt,
        ownerId: callback.ownerId,
      });
    }
    return found.sort((a, b) => a.waitingSince - b.waitingSince).slice(0, SHOWN_MAX);
  }

  #end(contact: LiveContact, outcome: "cancelled" | "merged", by: UserId | null): void {
    const { journal, clock, registry, router, callbackCalls, telephony, conversations } = this.#centre;
    const { record, customerLeg } = contact;
    journal.append({
      at: clock.now(),
      type: `callback.${outcome}`,
      contactId: record.contactId,
      agentId: by,
      payload: { outcome },
    });
    record.outcome = outcome;
    callbackCalls.release(contact);
    if (router.position(record.contactId) !== null)
      router.submit({ type: "contact-left", contactId: record.contactId });
    if (customerLeg) {
      // Dialled just now, or the caller is still hearing the promise.
      this.lineClosed(contact);
      conversations.attempt(contact, "end callback", telephony.hangup(customerLeg, "normal"));
    }
    registry.close(contact, outcome);
  }

  #since(contact: LiveContact): number {
    return contact.waiting.inheritedSince ?? contact.record.queuedAt ?? contact.record.arrivedAt;
  }
}
