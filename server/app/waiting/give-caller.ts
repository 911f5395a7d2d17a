import { takesCalls } from "../../../shared/domain/agent.ts";
import { GIVEN_WAIT_MS } from "../../../shared/domain/given-caller.ts";
import type { ContactId, UserId } from "../../../shared/domain/ids.ts";
import type { User } from "../../../shared/domain/user.ts";
import { CommandError } from "../../ports/console-app.ts";
import type { Centre } from "../centre.ts";

/**
 * A supervisor gives a waiting caller to one agent of the caller's queue: rung at once if free, else kept for them for
 * `GIVEN_WAIT_MS` with place and age. null: takes that back. What is so already is left as it is: the time does not begin again.
 * @throws CommandError `not-found` no such caller, or nobody of their queue | `conflict` rung elsewhere or served | `target-unavailable`
 *   the agent is away, or will be after this call
 */
export function giveCaller(centre: Centre, by: User, contactId: ContactId, agentId: UserId | null): void {
  const { registry, router, agents, journal, clock, routingRecord } = centre;
  const contact = registry.get(contactId);
  const queueId = contact?.record.queueId ?? null;
  if (!contact || queueId === null) throw new CommandError("not-found");
  const now = router.explain(contactId);
  const rungAt = contact.record.phase === "offered" ? contact.record.agentId : null;
  const keptFor = now?.givenBy === undefined ? null : (now.waiting?.holdsFor?.agentId ?? null);
  if (agentId !== null && agentId === (rungAt ?? keptFor)) return;
  if (agentId === null && keptFor === null && now !== null) return;
  if (now === null || contact.record.phase !== "queued") throw new CommandError("conflict");
  if (agentId !== null) {
    if (!agents.config(agentId)?.memberships.some((seat) => seat.queueId === queueId))
      throw new CommandError("not-found");
    const status = router.status(agentId);
    if (status === null || !takesCalls(status)) throw new CommandError("target-unavailable");
  }
  const names = { by: by.userId, byName: by.displayName };
  const payload =
    agentId === null
      ? { ...names, queueId }
      : { ...names, queueId, toAgentId: agentId, toName: agents.displayName(agentId), waitMs: GIVEN_WAIT_MS };
  const type = agentId === null ? "queue.taken-back" : "queue.given";
  journal.append({ at: clock.now(), type, contactId, agentId, payload });
  const giver = { userId: by.userId, displayName: by.displayName };
  router.submit({ type: "contact-given", contactId, agentId, by: giver, waitMs: GIVEN_WAIT_MS });
  routingRecord.reasonsChanged(contactId);
}
