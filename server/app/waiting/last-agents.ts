import type { QueueId, UserId } from "../../../shared/domain/ids.ts";
import type { DurationMs } from "../../../shared/domain/time.ts";
import { LAST_AGENT_WITHIN_DAYS } from "../../../shared/domain/waiting.ts";
import type { Centre } from "../centre.ts";
import type { LiveContact } from "../live-contact.ts";

const WITHIN_MS = LAST_AGENT_WITHIN_DAYS * 86_400_000;
/** A slow store must not keep a caller in silence: they go to whoever is next. */
export const LAST_AGENT_LIMIT_MS = 800;

/** For whom a caller is kept, counted from when they queue. */
export interface OwnAgent {
  readonly agentId: UserId;
  readonly waitMs: DurationMs;
}

/**
 * The caller's own agent: who talked with them last, in whatever queue. Looked up once, when the caller comes to the queue, and only
 * where the queue asks for it (`lastAgentWaitMs`).
 */
export class LastAgents {
  readonly #centre: Centre;

  constructor(centre: Centre) {
    this.#centre = centre;
  }

  /** Whether this queue keeps callers for their last agent at all: where it does not, nothing is looked up. */
  areAskedFor(queueId: QueueId): boolean {
    return this.#centre.waitingOptions.of(queueId).lastAgentWaitMs > 0;
  }

  /** null: nobody is known to have talked with them lately, or who did could not be rung here. Never rejects. */
  async of(contact: LiveContact, queueId: QueueId): Promise<OwnAgent | null> {
    const { contacts, clock, withTimeout, log } = this.#centre;
    const { contactId, customerId } = contact.record;
    // More than one match identifies nobody.
    if (customerId === null) return null;
    try {
      const found = contacts.lastAgent(customerId, clock.now() - WITHIN_MS);
      const agentId = await withTimeout(found, LAST_AGENT_LIMIT_MS, "contact store");
      return agentId === null ? null : this.#ifThere(agentId, queueId);
    } catch (error) {
      log.error({ err: error, contactId }, "last agent could not be looked up: caller goes to whoever is next");
      return null;
    }
  }

  /** Asked of the agents as they are now. */
  #ifThere(agentId: UserId, queueId: QueueId): OwnAgent | null {
    const { agents, router, waitingOptions } = this.#centre;
    const isMember = agents.config(agentId)?.memberships.some((membership) => membership.queueId === queueId) ?? false;
    const state = router.status(agentId)?.state ?? "signed-out";
    if (!isMember || state === "signed-out") return null;
    // Nobody can say when a break is over: the caller gets them if they are back when it is the caller's turn, and waits for nobody.
    return { agentId, waitMs: state === "not-ready" ? 0 : waitingOptions.of(queueId).lastAgentWaitMs };
  }
}
