import { type AgentStatus, takesCalls } from "../../../shared/domain/agent.ts";
import type { ContactId, UserId } from "../../../shared/domain/ids.ts";
import type { Centre } from "../centre.ts";
import type { JournaledGift } from "./journaled-wait.ts";

/**
 * Callers whom a supervisor had given to an agent before the server was killed. After a restart agents take calls once their page is
 * back; then the caller is theirs again, until the time that was said, unless somebody took the call meanwhile.
 */
export class GivenBefore {
  readonly #centre: Centre;
  readonly #waiting = new Map<UserId, { readonly contactId: ContactId; readonly gift: JournaledGift }[]>();

  constructor(centre: Centre) {
    this.#centre = centre;
  }

  remember(contactId: ContactId, gift: JournaledGift): void {
    this.#waiting.set(gift.agentId, [...(this.#waiting.get(gift.agentId) ?? []), { contactId, gift }]);
  }

  statusChanged(status: AgentStatus): void {
    const gifts = this.#waiting.get(status.agentId);
    // Not ready after the call they are in, as everybody is until their page is back: a wish of their own drops the gift in the core.
    if (gifts === undefined || !takesCalls(status)) return;
    this.#waiting.delete(status.agentId);
    const { registry, router, clock, routingRecord } = this.#centre;
    for (const { contactId, gift } of gifts) {
      const waitMs = gift.until - clock.now();
      if (waitMs <= 0 || registry.get(contactId)?.record.phase !== "queued") continue;
      router.submit({ type: "contact-given", contactId, agentId: gift.agentId, by: gift.by, waitMs });
      routingRecord.reasonsChanged(contactId);
    }
  }
}
