import type { ContactOutcome, ContactRecord, Disposition, EndedBy } from "../../shared/domain/contact.ts";
import { notYetQueued } from "../../shared/domain/queue-fate.ts";
import type { CustomerSummary } from "../../shared/domain/customer.ts";
import { asId, type ContactId, type QueueId } from "../../shared/domain/ids.ts";
import type { DurationMs, EpochMs } from "../../shared/domain/time.ts";
import { DEMO_NORMAL, DEMO_SERVICE_NUMBERS, DEMO_VIP, DEMO_VIP_AGENT } from "./demo-cases.ts";
import type { DemoRandom } from "./demo-random.ts";
import { DEMO_AGENTS } from "./demo-routing.ts";

const DAY_MS: DurationMs = 24 * 3_600_000;
const CONTACTS = 420;
const DAYS = 60;

const NOTES: Readonly<Record<"en" | "zh", readonly (readonly [Disposition, string])[]>> = {
  en: [
    ["resolved", "Explained the items of last month's bill."],
    ["resolved", "Reset the router; connection stable again."],
    ["resolved", "Changed the delivery address of the new SIM card."],
    ["follow-up", "Asked for a technician; appointment to be confirmed."],
    ["follow-up", "Wants an offer for a second fibre line."],
    ["complaint", "Waited twice for a technician who did not come. Credited one month."],
    ["considering", "Interested in the family plan, will decide at the end of the month."],
    ["call-dropped", "The line broke off while checking the account."],
  ],
  zh: [
    ["resolved", "已解释上月账单明细。"],
    ["resolved", "指导重启光猫，网络恢复正常。"],
    ["resolved", "已更改账单邮寄地址。"],
    ["follow-up", "需安排上门检修，待确认时间。"],
    ["follow-up", "希望了解第二条宽带的报价。"],
    ["complaint", "师傅两次未按时上门，已减免一个月费用。"],
    ["considering", "对家庭套餐感兴趣，月底前答复。"],
    ["call-dropped", "核对账户时通话中断。"],
  ],
};

/** What the timelines show of the last 60 days, up to yesterday: today's figures begin empty. */
export function demoContacts(
  customers: readonly CustomerSummary[],
  random: DemoRandom,
  now: EpochMs,
): readonly ContactRecord[] {
  const known = customers.filter(
    ({ customerId }) => customerId === DEMO_VIP.customerId || customerId === DEMO_NORMAL.customerId,
  );
  const contacts = Array.from({ length: CONTACTS }, (_, index) => {
    const customer = index < 10 ? known[index % known.length] : random.pick(customers);
    if (!customer) throw new Error("the demonstration has no customers");
    const arrivedAt = now - DAY_MS - random.int(0, DAYS * 24 * 60) * 60_000;
    return contactOf(
      asId<ContactId>(`demo-contact-${String(index + 1).padStart(4, "0")}`),
      customer,
      index < 10 ? "handled" : outcomeOf(random),
      arrivedAt,
      random,
    );
  });
  const last = contacts.find(
    ({ customerId, direction }) => customerId === DEMO_VIP.customerId && direction === "inbound",
  );
  return contacts.map((contact) => (contact === last ? withOwnAgent(contact, now - DAY_MS) : contact));
}

/** The newest talk of the VIP was with an agent of VIP care, which keeps callers for who knows their matter: to be tried by calling there. */
function withOwnAgent(contact: ContactRecord, arrivedAt: EpochMs): ContactRecord {
  const agent = DEMO_AGENTS.find(({ agentId }) => agentId === DEMO_VIP_AGENT);
  const later = (at: EpochMs | null) => (at === null ? null : at + arrivedAt - contact.arrivedAt);
  return {
    ...contact,
    agentId: DEMO_VIP_AGENT,
    agentName: agent?.displayName ?? null,
    queueId: asId<QueueId>("vip-care"),
    dnis: DEMO_SERVICE_NUMBERS.vipCare,
    arrivedAt,
    queuedAt: later(contact.queuedAt),
    offeredAt: later(contact.offeredAt),
    answeredAt: later(contact.answeredAt),
    endedAt: later(contact.endedAt),
    wrapUpEndedAt: later(contact.wrapUpEndedAt),
    collected: contact.collected.map((item) => ({ ...item, at: item.at + arrivedAt - contact.arrivedAt })),
  };
}

function outcomeOf(random: DemoRandom): ContactOutcome {
  const dice = random.next();
  if (dice < 0.7) return "handled";
  if (dice < 0.82) return "self-served";
  if (dice < 0.92) return "abandoned";
  return dice < 0.95 ? "left-ivr" : "no-answer";
}

function contactOf(
  contactId: ContactId,
  customer: CustomerSummary,
  outcome: ContactOutcome,
  arrivedAt: EpochMs,
  random: DemoRandom,
): ContactRecord {
  const language = customer.language ?? "en";
  const outbound = outcome === "no-answer" || (outcome === "handled" && random.chance(0.15));
  const agent = outcome === "handled" || outbound ? random.pick(DEMO_AGENTS) : null;
  const times = timesOf(outcome, outbound, arrivedAt, random);
  const [disposition, note] =
    outcome === "handled" ? random.pick(NOTES[language]) : [outbound ? ("no-contact" as const) : null, ""];
  const phone = customer.phones[0] ?? "";
  return {
    contactId,
    direction: outbound ? "outbound" : "inbound",
    phase: "closed",
    outcome,
    customerId: customer.customerId,
    customerName: customer.name,
    agentId: agent?.agentId ?? null,
    agentName: agent?.displayName ?? null,
    queueId: outbound || outcome === "self-served" || outcome === "left-ivr" ? null : asId<QueueId>("service"),
    ani: { e164: phone, raw: phone, presentation: "allowed" },
    dnis: outbound ? phone : DEMO_SERVICE_NUMBERS.service,
    language,
    arrivedAt,
    ...times,
    heldMs: outcome === "handled" && random.chance(0.2) ? random.int(10, 90) * 1_000 : 0,
    tier: customer.tier,
    collected: outbound ? [] : [{ key: "language", value: language, verified: true, at: arrivedAt + 6_000 }],
    disposition,
    note,
    missedOffers: 0,
    callListEntryId: null,
    kind: "call",
    transferredFrom: null,
    passedOn: null,
    ...notYetQueued(),
    answersMessageAt: null,
    // Mostly the customer, as in life; by the figures there are, so that the dice of everything else fall as they did.
    endedBy: outcome === "handled" ? endOf(disposition, times.endedAt ?? 0) : null,
    voiceMos: null,
  };
}

function endOf(disposition: Disposition | null, endedAt: EpochMs): EndedBy {
  if (disposition === "call-dropped") return "line";
  return endedAt % 5_000 === 0 ? "agent" : "customer";
}

type Times = Pick<ContactRecord, "queuedAt" | "offeredAt" | "answeredAt" | "endedAt" | "wrapUpEndedAt">;

function timesOf(outcome: ContactOutcome, outbound: boolean, arrivedAt: EpochMs, random: DemoRandom): Times {
  const after = (start: EpochMs, lowS: number, highS: number): EpochMs => start + random.int(lowS, highS) * 1_000;
  const none: Times = {
    queuedAt: null,
    offeredAt: null,
    answeredAt: null,
    endedAt: after(arrivedAt, 15, 90),
    wrapUpEndedAt: null,
  };
  if (outcome === "self-served" || outcome === "left-ivr") return none;
  if (outcome === "no-answer") {
    const endedAt = after(arrivedAt, 20, 40);
    return { ...none, endedAt, wrapUpEndedAt: after(endedAt, 5, 20) };
  }
  const queuedAt = outbound ? null : after(arrivedAt, 20, 60);
  if (outcome === "abandoned") return { ...none, queuedAt, endedAt: after(queuedAt ?? arrivedAt, 3, 180) };
  const offeredAt = queuedAt === null ? null : after(queuedAt, 0, 45);
  const answeredAt = after(offeredAt ?? arrivedAt, 2, 12);
  const endedAt = after(answeredAt, 40, 600);
  return { queuedAt, offeredAt, answeredAt, endedAt, wrapUpEndedAt: after(endedAt, 8, 100) };
}
