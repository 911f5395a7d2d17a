import type * as Type from "typebox";
import { asId, type AgendaEntryId, type CallListId, type OfferId, type UserId } from "../../../shared/domain/ids.ts";
import type { EpochMs } from "../../../shared/domain/time.ts";
import type { AgendaSchema, MissedOffersSchema } from "../../../shared/wire/history-schemas.ts";
import type { CallListsSchema, ContactJournalSchema, PromptsSchema, UsersSchema } from "../../../shared/wire/http.ts";
import { CONTACT, session, SERVICE_QUEUE } from "./fixtures.ts";
import { lineOf } from "./line-of.ts";

/** What supervisors and administrators see, and what stands in the agenda: for the gallery of states. */

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
type Journal = Type.Static<typeof ContactJournalSchema>["entries"];

export function agenda(now: EpochMs): Type.Static<typeof AgendaSchema>["entries"] {
  const base = {
    agentId: session("agent", now).user.userId,
    customerId: null,
    contactId: CONTACT,
    createdAt: now - HOUR_MS,
    doneAt: null,
    timeZone: "Asia/Shanghai",
  };
  const id = (text: string) => asId<AgendaEntryId>(text);
  return [
    {
      ...base,
      entryId: id("a-1"),
      name: "林慧敏",
      phone: "+8613800138001",
      // Half a minute past, so that a clock that ticks in seconds tells twelve minutes whenever it is looked at.
      dueAt: now - 12 * MINUTE_MS - MINUTE_MS / 2,
      note: "升级套餐",
    },
    {
      ...base,
      entryId: id("a-2"),
      name: "Daniel Wright",
      phone: "+442071234567",
      dueAt: now + 40 * MINUTE_MS,
      timeZone: "Europe/London",
      note: "Contract for the second line; ask for the invoice address first.",
    },
    { ...base, entryId: id("a-3"), name: "", phone: "+8613800138999", dueAt: now + 50 * HOUR_MS, note: "" },
    { ...base, entryId: id("a-4"), name: "王芳", phone: "+8613800138003", dueAt: now - HOUR_MS, note: "", doneAt: now },
  ];
}

export function missedOffers(now: EpochMs): Type.Static<typeof MissedOffersSchema>["missed"] {
  const reasons = ["no-answer", "rejected", "unreachable", "busy", "failed", "agent-gone"] as const;
  return reasons.map((reason, index) => ({
    offerId: asId<OfferId>(`${CONTACT}.o${index}`),
    contactId: CONTACT,
    agentId: session("agent", now).user.userId,
    agentName: "李娜 Li Na",
    at: now - index * 7 * MINUTE_MS,
    reason,
    customerId: null,
    customerName: index % 2 === 0 ? "林慧敏" : null,
    phone: index === 5 ? null : "+8613800138001",
    queueId: SERVICE_QUEUE,
    outcome: index === 0 ? null : "handled",
    servedBy: index === 0 ? null : "Daniel Wright",
  }));
}

export function users(now: EpochMs): Type.Static<typeof UsersSchema>["users"] {
  return (["agent", "supervisor", "admin"] as const).map((role, index) => ({
    ...session(role, now).user,
    userId: asId<UserId>(`u-${index}`),
    login: `${role}.${index}`,
    disabled: index === 1,
  }));
}

export function prompts(): Type.Static<typeof PromptsSchema>["prompts"] {
  return [
    { id: "greeting", language: "en", text: "Welcome to customer service.", uploaded: true },
    { id: "greeting", language: "zh", text: "您好，欢迎致电客户服务热线。", uploaded: false },
    { id: "balance-no-date", language: "en", text: "Your balance is {money amountMinor currency}.", uploaded: false },
    { id: "balance-no-date", language: "zh", text: "您的余额为{money amountMinor currency}。", uploaded: false },
  ];
}

export function callLists(now: EpochMs): Type.Static<typeof CallListsSchema>["lists"] {
  const list = { mode: "preview" as const, createdAt: now - 50 * HOUR_MS };
  return [
    {
      ...list,
      callListId: asId<CallListId>("l-1"),
      name: "合约续签",
      entries: 25,
      remaining: 18,
      done: 7,
      rejectedRows: 4,
    },
    {
      ...list,
      callListId: asId<CallListId>("l-2"),
      name: "Spring offer",
      entries: 3,
      remaining: 0,
      done: 3,
      rejectedRows: 0,
    },
  ];
}

export function journal(now: EpochMs): Journal {
  const payloads: readonly (readonly [string, object])[] = [
    ["call.arrived", { source: "trunk", dnis: "4000" }],
    ["caller.identified", { match: "one", classification: { tier: "platinum", headStartMs: 90_000 } }],
    ["acd.contact-queued", { queueId: SERVICE_QUEUE, headStartMs: 90_000 }],
    ...lineOf({ queueId: SERVICE_QUEUE, waiting: 3 }, now)
      .callers.slice(1)
      .map(({ explanation }) => ["routing.explained", { decision: "waits", explanation }] as const),
    ["offer.pop-painted", { offerId: `${CONTACT}.o1` }],
    ["acd.offer-failed", { offerId: `${CONTACT}.o1`, failure: "rejected" }],
    ["contact.closed", { outcome: "handled", disposition: "resolved" }],
  ];
  return payloads.map(([type, payload], index) => ({
    seq: index + 1,
    at: now - HOUR_MS + index * 4_000,
    type,
    agentId: index > 2 ? session("agent", now).user.userId : null,
    payload,
  }));
}

export const AGENTS = [
  { agentId: asId<UserId>("u-li-na"), displayName: "李娜 Li Na" },
  { agentId: asId<UserId>("u-2"), displayName: "Daniel Wright" },
];
