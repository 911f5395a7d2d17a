import type { AgentStatus } from "../../shared/domain/agent.ts";
import type { CallerTreatment, TreatmentReason } from "../../shared/domain/queue.ts";
import type { RoutingExplanation } from "../../shared/domain/routing-explanation.ts";
import type { ContactId, OfferId, QueueId, TimerId, UserId } from "../../shared/domain/ids.ts";
import type { DurationMs, EpochMs } from "../../shared/domain/time.ts";
import type { AcdEventType, OfferFailure } from "./events.ts";

/** What the application must do, in this order. Timers come back as `timer-fired`. */
export type AcdEffect =
  | {
      readonly type: "offer";
      readonly offerId: OfferId;
      readonly contactId: ContactId;
      readonly agentId: UserId;
      /** The caller's queue, and the one whose seat this is: another one after an overflow step. null: for this agent in person. */
      readonly queueId: QueueId | null;
      readonly viaQueueId: QueueId | null;
      readonly isCallback: boolean;
      readonly ringTimeoutMs: DurationMs;
      readonly explanation: RoutingExplanation;
    }
  | {
      readonly type: "withdraw-offer";
      readonly offerId: OfferId;
      readonly contactId: ContactId;
      readonly agentId: UserId;
      readonly because: "caller-left" | "merged" | "agent-gone" | OfferFailure;
    }
  | { readonly type: "agent-changed"; readonly status: AgentStatus }
  /** Nobody is free (any more) for this contact: it waits, or waits again, with its age kept. */
  | {
      readonly type: "contact-waiting";
      readonly contactId: ContactId;
      readonly queueId: QueueId;
      readonly explanation: RoutingExplanation;
    }
  | {
      readonly type: "contact-refused";
      readonly contactId: ContactId;
      /** null: it was for one agent in person. */
      readonly queueId: QueueId | null;
      readonly because: "unknown-queue" | "duplicate" | "agent-unavailable";
    }
  /** The contact is no longer in line; what `treatment` names is to be done with the caller. */
  | {
      readonly type: "contact-treated";
      readonly contactId: ContactId;
      readonly queueId: QueueId;
      readonly because: TreatmentReason;
      readonly treatment: CallerTreatment;
    }
  /** The contact was moved to another queue's line with its age; that queue is now the one of its figures. */
  | {
      readonly type: "contact-moved";
      readonly contactId: ContactId;
      readonly fromQueueId: QueueId;
      readonly queueId: QueueId;
      readonly because: TreatmentReason | "redirected";
    }
  /** The caller called again: `intoContactId` has the place and age, this one is gone from the line. */
  | { readonly type: "contact-merged"; readonly contactId: ContactId; readonly intoContactId: ContactId }
  /** The line now holds a place without a caller on the phone. */
  | { readonly type: "callback-promised"; readonly contactId: ContactId; readonly queueId: QueueId }
  | { readonly type: "schedule"; readonly timerId: TimerId; readonly dueAt: EpochMs }
  | { readonly type: "cancel"; readonly timerId: TimerId }
  /** The event does not fit the state (a race or a fault): nothing changed; logged as from -> event -> (none). */
  | { readonly type: "illegal"; readonly event: AcdEventType; readonly from: string; readonly subject: string };
