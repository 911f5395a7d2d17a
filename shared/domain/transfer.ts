import type { QueueId, UserId } from "./ids.ts";

/** Whom an agent wants to speak with besides the customer, or to give the customer to. */
export type TransferTarget =
  | { readonly kind: "agent"; readonly agentId: UserId }
  | { readonly kind: "queue"; readonly queueId: QueueId }
  /** Somebody of a queue who has a skill at this level or above. */
  | { readonly kind: "skill"; readonly queueId: QueueId; readonly skill: string; readonly minLevel: number }
  /** As a person writes it; outside, over the trunk. */
  | { readonly kind: "number"; readonly number: string };

export const PASSED_ON_KINDS = ["agent", "queue", "skill", "number", "parking"] as const;

/** Where a segment's customer went from here: the agent's name, the queue's id, the skill, the number or the parking place. */
export interface PassedOn {
  readonly kind: (typeof PASSED_ON_KINDS)[number];
  readonly name: string;
}
