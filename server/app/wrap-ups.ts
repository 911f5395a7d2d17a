import type { NotReadyReason } from "../../shared/domain/agent.ts";
import type { ContactRecord, Disposition } from "../../shared/domain/contact.ts";
import type { UserId } from "../../shared/domain/ids.ts";
import { CommandError } from "../ports/console-app.ts";
import type { Centre } from "./centre.ts";
import type { LiveContact } from "./live-contact.ts";

/** Wrap-up of an outbound call that has no queue to take the time from. */
const WRAP_UP_DEFAULT_MS = 120_000;

/**
 * After the call: what came of it. The draft lives on the server from the first word typed, so that a crash of the
 * console loses nothing; when the time runs out the draft is what stands in the record.
 */
export class WrapUps {
  readonly #centre: Centre;

  constructor(centre: Centre) {
    this.#centre = centre;
  }

  timeoutOf({ queueId }: Pick<ContactRecord, "queueId">): number {
    const queue = queueId ? this.#centre.queues.get(queueId) : undefined;
    return queue?.wrapUpTimeoutMs ?? WRAP_UP_DEFAULT_MS;
  }

  begin(contact: LiveContact): void {
    const { clock } = this.#centre;
    const timeoutMs = this.timeoutOf(contact.record);
    contact.wrapUpEndsAt = timeoutMs > 0 ? clock.now() + timeoutMs : null;
  }

  saveDraft(agentId: UserId, contactId: string, disposition: Disposition | null, note: string): void {
    const contact = this.#mine(agentId, contactId);
    contact.draft = { disposition, note };
    contact.record.note = note;
    contact.record.disposition = disposition;
    this.#centre.registry.save(contact);
    // The console shows what the server has: without this a draft would be gone when the agent looks something up meanwhile.
    this.#centre.views.push(agentId);
  }

  complete(
    agentId: UserId,
    contactId: string,
    disposition: Disposition,
    note: string,
    notReadyReason: NotReadyReason | null,
  ): void {
    const contact = this.#mine(agentId, contactId);
    if (contact.record.phase !== "wrap-up") throw new CommandError("conflict");
    this.saveDraft(agentId, contactId, disposition, note);
    const { router } = this.#centre;
    if (notReadyReason) router.submit({ type: "agent-not-ready", agentId, reason: notReadyReason });
    router.submit({ type: "wrap-up-done", agentId, contactId: contact.record.contactId });
    this.finish(contact);
  }

  /** Wrap-up is over, by the agent or by its time. */
  finish(contact: LiveContact): void {
    const { clock, registry, outbound } = this.#centre;
    if (contact.record.phase !== "wrap-up") return;
    contact.record.wrapUpEndedAt = clock.now();
    const { agentId } = contact.record;
    outbound.attemptEnded(contact);
    registry.close(contact, "handled");
    if (agentId) this.#centre.views.push(agentId);
  }

  #mine(agentId: UserId, contactId: string): LiveContact {
    const contact = this.#centre.registry.ofAgent(agentId);
    if (contact?.record.contactId !== contactId) throw new CommandError("not-found");
    return contact;
  }
}
