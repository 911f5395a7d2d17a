import type { CustomerId } from "./ids.ts";
import type { DurationMs, EpochMs } from "./time.ts";

export const IDENTIFIER_KINDS = ["phone", "account", "id-card", "policy", "plate", "email", "member"] as const;
export type IdentifierKind = (typeof IDENTIFIER_KINDS)[number];

export const TIERS = ["platinum", "gold", "silver", "standard"] as const;
export type Tier = (typeof TIERS)[number];

/** One input of the value score: what was measured, what it was worth and why, in words by language. */
export interface ClassificationReason {
  /** Catalogue key, e.g. `reason.revenue`. */
  readonly code:
    | "revenue"
    | "tenure"
    | "products"
    | "arrears"
    | "churn-risk"
    | "key-account"
    | "no-record"
    | "ambiguous";
  /** The measured input, already formatted for a person (numbers without language). */
  readonly input: number | string;
  /** Points added to (or taken from) the score 0..100. */
  readonly points: number;
}

/** The result of classing a caller: computed, never typed in (numbers.md, VIP and fairness). */
export interface Classification {
  readonly tier: Tier;
  readonly isVip: boolean;
  /** 0..100 */
  readonly score: number;
  /** Share of customers with a lower score, 0..1. */
  readonly percentile: number;
  readonly headStartMs: DurationMs;
  readonly reasons: readonly ClassificationReason[];
  readonly modelVersion: string;
}

/** What the value score is computed from. */
export interface ValueInputs {
  /** Revenue of the last twelve months in minor units (cents, fen). */
  readonly revenue12mMinor: number;
  readonly customerSince: EpochMs;
  readonly activeProducts: number;
  /** Overdue amount in minor units; 0 when nothing is overdue. */
  readonly arrearsMinor: number;
  /** Estimated probability of leaving within a year, 0..1. */
  readonly churnRisk: number;
  /** Has a key-account contract, or belongs to a group that has one. */
  readonly keyAccount: boolean;
}

export interface CustomerIdentifier {
  readonly kind: IdentifierKind;
  /** Normalised: E.164 for phones, upper case without spaces otherwise. */
  readonly value: string;
  /** As a person would write it. */
  readonly display: string;
}

/** What a list or a pop shows of one customer. */
export interface CustomerSummary {
  readonly customerId: CustomerId;
  readonly name: string;
  readonly company: string | null;
  readonly kind: "person" | "company";
  readonly language: "en" | "zh" | null;
  readonly tier: Tier;
  readonly isVip: boolean;
  readonly phones: readonly string[];
  readonly account: string | null;
}

export interface CustomerRecord extends CustomerSummary {
  readonly identifiers: readonly CustomerIdentifier[];
  readonly classification: Classification;
  /** From the top of the hierarchy to the direct parent. */
  readonly parents: readonly { readonly customerId: CustomerId; readonly name: string }[];
  readonly children: readonly { readonly customerId: CustomerId; readonly name: string }[];
  readonly balance: { readonly amountMinor: number; readonly currency: string; readonly dueAt: EpochMs | null };
  readonly membership: { readonly programme: string; readonly points: number } | null;
  readonly services: readonly {
    readonly name: string;
    readonly status: "active" | "suspended";
    readonly since: EpochMs;
  }[];
  readonly customerSince: EpochMs;
  readonly notes: string;
}

export interface CustomerMatch {
  /** `none`, exactly one, or several: several are shown as several, never guessed. */
  readonly kind: "none" | "one" | "many";
  readonly matchedBy: { readonly kind: IdentifierKind; readonly value: string } | null;
  readonly customers: readonly CustomerSummary[];
}
