import type { ContactRecord, EndedBy } from "../../../shared/domain/contact.ts";
import type { DurationMs } from "../../../shared/domain/time.ts";
import type { IconName } from "../ui/icon-paths.ts";

/** Talk with hold; null when nobody talked or it goes on. */
export function talkMs({ answeredAt, endedAt }: ContactRecord): DurationMs | null {
  return answeredAt === null || endedAt === null ? null : Math.max(0, endedAt - answeredAt);
}

/** The text that says what came of it; null while it goes on: who talks has an outcome already, which may yet be another one. */
export function resultKey({ kind, disposition, outcome, answeredAt, endedAt }: ContactRecord) {
  // The customer was with somebody else: "No answer" would say that nobody took their call.
  if (kind === "consult" && endedAt !== null)
    return answeredAt === null ? "common:consult.not-taken" : "common:consult.taken";
  if (disposition !== null) return `common:disposition.${disposition}` as const;
  return outcome === null || endedAt === null ? null : (`common:outcome.${outcome}` as const);
}

/** Who ended the talk with the customer; null: there was none, somebody else went on with it, or it is not known. */
export function talkEndedBy({ kind, endedBy }: ContactRecord): EndedBy | null {
  return kind === "consult" ? null : endedBy;
}

export function contactIcon({ direction, answeredAt, outcome }: ContactRecord): IconName {
  if (direction === "outbound") return "phone-out";
  return answeredAt === null && outcome === "abandoned" ? "phone-missed" : "phone-in";
}
