import type { AgentStatus } from "../../shared/domain/agent.ts";
import type { RoutingExplanation } from "../../shared/domain/contact.ts";
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
      /** null: for this agent in person. */
      readonly queueId: QueueId | null;
      readonly ringTimeoutMs: DurationMs;
      readonly explanation: RoutingExplanation;
    }
  | {
      readonly type: "withdraw-offer";
      readonly offerId: OfferId;
      readonly contactId: ContactId;
      readonly agentId: UserId;
      readonly because: "caller-left" | "agent-gone" | OfferFailure;
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
      readonly because: "queue-full" | "unknown-queue" | "duplicate" | "agent-unavailable";
    }
  | { readonly type: "schedule"; readonly timerId: TimerId; readonly dueAt: EpochMs }
  | { readonly type: "cancel"; readonly timerId: TimerId }
  /** The event does not fit the state (a race or a fault): nothing changed; logged as from -> event -> (none). */
  | { readonly type: "illegal"; readonly event: AcdEventType; readonly from: string; readonly subject: string };
