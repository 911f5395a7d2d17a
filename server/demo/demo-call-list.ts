import { asId, type CallListId } from "../../shared/domain/ids.ts";
import type { DemoCustomer } from "./demo-customers.ts";

export const DEMO_CALL_LIST_ID = asId<CallListId>("list-demo");
export const DEMO_CALL_LIST_NAME = "Contract renewals · 合约续签";

const CUSTOMERS = 23;
const REASONS = {
  en: ["Contract ends next month", "Offer: upgrade to Fibre 1000", "Satisfaction call after repair"],
  zh: ["合约下月到期", "升级千兆宽带优惠", "维修后回访"],
} as const;

/** A file as a campaign manager would send it: two people nobody knows, and four rows that cannot be used. */
export function demoCallListCsv(customers: readonly DemoCustomer[]): Uint8Array {
  const persons = customers
    .filter(({ kind, parentId }) => kind === "person" && parentId === null)
    .slice(4, 4 + CUSTOMERS);
  const display = (customer: DemoCustomer, kind: string): string =>
    customer.identifiers.find((identifier) => identifier.kind === kind)?.display ?? "";
  const rows = persons.map((customer, index) => {
    const reasons = REASONS[customer.language ?? "en"];
    return [
      display(customer, "phone"),
      customer.name,
      display(customer, "account"),
      reasons[index % reasons.length] ?? "",
    ];
  });
  const first = rows[0]?.[0] ?? "";
  const lines = [
    ["phone", "name", "account", "reason"],
    ...rows.slice(0, 12),
    ["", "Nobody Nowhere", "", REASONS.en[0]],
    ["12-34", "Paul Short", "", REASONS.en[1]],
    ...rows.slice(12),
    ["+86 138 0013 8990", "陆一鸣", "", REASONS.zh[1]],
    ["+86 138 0013 8991", "Imogen Frost", "", REASONS.en[1]],
    [first, "Twice In The List", "", REASONS.en[0]],
    ["see note", "Call Later", "", ""],
  ];
  return new TextEncoder().encode(
    lines.map((cells) => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(",")).join("\r\n"),
  );
}
