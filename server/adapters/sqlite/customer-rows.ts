import type { Generated } from "kysely";
import type {
  CustomerIdentifier,
  CustomerSummary,
  IdentifierKind,
  Tier,
  ValueInputs,
} from "../../../shared/domain/customer.ts";
import { asId, type CustomerId } from "../../../shared/domain/ids.ts";

export interface CustomerRow {
  customer_rowid: number;
  customer_id: string;
  kind: CustomerSummary["kind"];
  name: string;
  company: string | null;
  language: CustomerSummary["language"];
  parent_id: string | null;
  pin_hash: string | null;
  pin_failures: number;
  pin_locked_until: number | null;
  balance_minor: number;
  currency: string;
  balance_due_at: number | null;
  membership_programme: string | null;
  membership_points: number | null;
  services_json: string;
  revenue_12m_minor: number;
  customer_since: number;
  active_products: number;
  arrears_minor: number;
  churn_risk: number;
  key_account: number;
  score: number;
  tier: Tier;
  notes: string;
  notes_by: string | null;
  notes_at: number | null;
}

export interface IdentifierRow {
  kind: IdentifierKind;
  value: string;
  value_reversed: string;
  customer_rowid: number;
  position: number;
  display: string;
}

export type CustomerTables = {
  customers: Omit<CustomerRow, "customer_rowid"> & { customer_rowid: Generated<number> };
  customer_identifiers: IdentifierRow;
  value_models: { generation: number; version: string; revenue_bounds_json: string; fitted_at: number };
};

/** The columns of a list or a pop, so that the hot path does not read the rest. */
export const SUMMARY_COLUMNS = [
  "customer_rowid",
  "customer_id",
  "kind",
  "name",
  "company",
  "language",
  "tier",
] as const;
export type SummaryRow = Pick<CustomerRow, (typeof SUMMARY_COLUMNS)[number]>;

export function summaryOf(row: SummaryRow, identifiers: readonly CustomerIdentifier[]): CustomerSummary {
  return {
    customerId: asId<CustomerId>(row.customer_id),
    name: row.name,
    company: row.company,
    kind: row.kind,
    language: row.language,
    tier: row.tier,
    isVip: row.tier === "platinum" || row.tier === "gold",
    phones: identifiers.filter((identifier) => identifier.kind === "phone").map((identifier) => identifier.value),
    account: identifiers.find((identifier) => identifier.kind === "account")?.value ?? null,
  };
}

export type ValueColumns = Pick<
  CustomerRow,
  "revenue_12m_minor" | "customer_since" | "active_products" | "arrears_minor" | "churn_risk" | "key_account"
>;

export function valueInputsOf(row: ValueColumns): ValueInputs {
  return {
    revenue12mMinor: row.revenue_12m_minor,
    customerSince: row.customer_since,
    activeProducts: row.active_products,
    arrearsMinor: row.arrears_minor,
    churnRisk: row.churn_risk,
    keyAccount: row.key_account === 1,
  };
}
