import type { TFunction } from "i18next";
import type { ClassificationReason } from "../../../shared/domain/customer.ts";
import type { Format } from "../i18n/use-format.ts";

/** One reason of a tier in words; `t` of the namespace `customer`, `currency` of the customer's account or null. */
export function reasonText(
  { code, input }: ClassificationReason,
  currency: string | null,
  t: TFunction,
  format: Format,
): string {
  const amount = typeof input === "number" ? input : 0;
  switch (code) {
    case "revenue":
      return t("customer:reason.revenue", {
        amount: currency === null ? format.number(amount) : format.wholeMoney(amount, currency),
      });
    case "tenure":
      return t("customer:reason.tenure", { years: format.number(amount) });
    case "products":
      return t("customer:reason.products", { count: amount });
    case "arrears":
      if (amount === 0) return t("customer:reason.no-arrears");
      return t("customer:reason.arrears", {
        amount: currency === null ? format.number(amount) : format.wholeMoney(amount, currency),
      });
    case "churn-risk":
      return t("customer:reason.churn-risk", { percent: format.percent(amount / 100) });
    case "key-account":
      return t("customer:reason.key-account");
    case "no-record":
      return t("customer:reason.no-record");
    case "ambiguous":
      return t("customer:reason.ambiguous");
  }
}
