import type { AcdState } from "../../server/acd/acd-state.ts";
import type { AcdEvent } from "../../server/acd/events.ts";
import type { AgentConfig } from "../../shared/domain/agent.ts";
import { asId, type UserId } from "../../shared/domain/ids.ts";
import type { SeededRandom } from "./seeded-random.ts";

/** A supervisor gives somebody who waits to somebody, able or not, at work or not; or takes back what was given. null: nobody waits. */
export function givenByChance(
  random: SeededRandom,
  { contacts }: AcdState,
  agents: readonly AgentConfig[],
): AcdEvent | null {
  const waiting = [...contacts.values()].filter(({ stage }) => stage === "waiting");
  const given = waiting.filter((contact) => contact.given !== null);
  const isTakenBack = given.length > 0 && random.chance(0.2);
  const contact = random.pick(isTakenBack ? given : waiting);
  if (contact === undefined) return null;
  const ofQueue = agents.filter(({ memberships }) =>
    memberships.some(({ queueId }) => queueId === contact.queue?.queueId),
  );
  const agent = random.pick(random.chance(0.9) ? ofQueue : agents);
  return {
    type: "contact-given",
    contactId: contact.contactId,
    agentId: isTakenBack ? null : (agent?.agentId ?? null),
    by: { userId: asId<UserId>("sofia"), displayName: "Sofia" },
    waitMs: random.between(1, 120) * 1_000,
  };
}
