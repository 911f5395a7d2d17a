import type { ContactId, OfferId, TimerId, UserId } from "../../shared/domain/ids.ts";
import { asId } from "../../shared/domain/ids.ts";

/** No answer within the queue's ring time. */
export function ringTimerId(offerId: OfferId): TimerId {
  return asId<TimerId>(`ring:${offerId}`);
}

/** The time for after-call work is over. */
export function wrapTimerId(contactId: ContactId): TimerId {
  return asId<TimerId>(`wrap:${contactId}`);
}

/** Someone who missed this caller may be rung for them again. */
export function retryTimerId(contactId: ContactId): TimerId {
  return asId<TimerId>(`retry:${contactId}`);
}

/** A waiting caller's requirements are relaxed, another line is joined, a limit is reached. */
export function stepTimerId(contactId: ContactId): TimerId {
  return asId<TimerId>(`step:${contactId}`);
}

/** The agent's phone was busy or failed and may be rung again. */
export function holdTimerId(agentId: UserId): TimerId {
  return asId<TimerId>(`hold:${agentId}`);
}

export type TimerSubject =
  | { readonly kind: "ring"; readonly offerId: OfferId }
  | { readonly kind: "wrap" | "retry" | "step"; readonly contactId: ContactId }
  | { readonly kind: "hold"; readonly agentId: UserId };

/** null: not one of ours. */
export function timerSubject(timerId: TimerId): TimerSubject | null {
  const colon = timerId.indexOf(":");
  const id = timerId.slice(colon + 1);
  switch (timerId.slice(0, Math.max(0, colon))) {
    case "ring":
      return { kind: "ring", offerId: asId<OfferId>(id) };
    case "wrap":
      return { kind: "wrap", contactId: asId<ContactId>(id) };
    case "retry":
      return { kind: "retry", contactId: asId<ContactId>(id) };
    case "step":
      return { kind: "step", contactId: asId<ContactId>(id) };
    case "hold":
      return { kind: "hold", agentId: asId<UserId>(id) };
    default:
      return null;
  }
}
