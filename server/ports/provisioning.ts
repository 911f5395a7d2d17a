import type { AgentConfig } from "../../shared/domain/agent.ts";
import type { QueueConfig } from "../../shared/domain/queue.ts";
import type { CustomerRecord, IdentifierKind, ValueInputs } from "../../shared/domain/customer.ts";
import type { CustomerId } from "../../shared/domain/ids.ts";
import type { EpochMs } from "../../shared/domain/time.ts";
import type { EntryPoint, NamedSkill } from "../../shared/domain/routing-plan.ts";

/** A customer as an import or the demonstration company brings it; everything computed is left out. */
export interface NewCustomer {
  readonly customerId: CustomerId;
  readonly kind: CustomerRecord["kind"];
  readonly name: string;
  readonly company: string | null;
  readonly language: CustomerRecord["language"];
  readonly parentId: CustomerId | null;
  /** As a person would write them; normalised inside. */
  readonly identifiers: readonly { readonly kind: IdentifierKind; readonly display: string }[];
  readonly pinHash: string | null;
  readonly balance: CustomerRecord["balance"];
  readonly membership: CustomerRecord["membership"];
  readonly services: CustomerRecord["services"];
  readonly value: Omit<ValueInputs, "activeProducts">;
  readonly notes: string;
}

export interface CustomerProvisioning {
  /** Inserts or replaces whole customers in one transaction; an identifier that normalises to nothing is refused by name. */
  addCustomers(customers: readonly NewCustomer[], now: EpochMs): void;
  countCustomers(): number;
  /** Fits the value model to the customers there are and classes all of them anew. */
  rescoreAll(now: EpochMs): void;
}

/** Inserts or replaces by id. */
export interface RoutingProvisioning {
  saveQueue(queue: QueueConfig): void;
  saveAgent(agent: AgentConfig): void;
  saveEntryPoint(entryPoint: EntryPoint): void;
  saveSkill(skill: NamedSkill): void;
}
