import type { ContactRecord } from "../../../../shared/domain/contact.ts";

export const OUTCOME_FILTERS = ["all", "inbound", "outbound", "follow-up", "not-answered"] as const;
export type OutcomeFilter = (typeof OUTCOME_FILTERS)[number];

export function fits(contact: ContactRecord, filter: OutcomeFilter): boolean {
  switch (filter) {
    case "all":
      return true;
    case "inbound":
    case "outbound":
      return contact.direction === filter;
    case "follow-up":
      return contact.disposition === "follow-up" || contact.disposition === "complaint";
    case "not-answered":
      return contact.answeredAt === null;
  }
}
