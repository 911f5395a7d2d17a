import { spoken } from "../flow-setup.ts";
import type { AccountBalance, FlowContext, SpokenPrompt } from "../flow-vocabulary.ts";

/** The sentence for a balance: owed with or without a date, nothing owed, or a credit. */
export function spokenBalance(context: FlowContext, balance: AccountBalance): SpokenPrompt {
  const { amountMinor, currency, dueAt } = balance;
  if (amountMinor === 0) return spoken(context, "balance-zero");
  const money = { amountMinor: String(Math.abs(amountMinor)), currency };
  if (amountMinor < 0) return spoken(context, "balance-credit", money);
  if (dueAt === null) return spoken(context, "balance-no-date", money);
  return spoken(context, "balance-due", { ...money, dueAt: String(dueAt) });
}

/** For the agent: `CNY 128.50`. All supported currencies have two decimals. */
export function writtenBalance({ amountMinor, currency }: AccountBalance): string {
  const sign = amountMinor < 0 ? "-" : "";
  const minor = String(Math.abs(amountMinor)).padStart(3, "0");
  return `${currency} ${sign}${minor.slice(0, -2)}.${minor.slice(-2)}`;
}
