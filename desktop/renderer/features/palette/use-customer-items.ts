import { useTranslation } from "react-i18next";
import type { CustomerSummary } from "../../../../shared/domain/customer.ts";
import { requestDial } from "../../connection/dial-request.ts";
import { useTakesCalls } from "../../connection/use-takes-calls.ts";
import { navigate } from "../../navigation/use-route.ts";
import { phoneText } from "../../presentation/phone-text.ts";
import type { PaletteItem } from "./palette-item.ts";

const SHOWN_MAX = 8;

/** Customers that were found: open the record, or call the first number. */
export function useCustomerItems(customers: readonly CustomerSummary[]): readonly PaletteItem[] {
  const { t } = useTranslation("palette");
  const takesCalls = useTakesCalls() !== false;
  return customers
    .slice(0, SHOWN_MAX)
    .flatMap(({ customerId, name, company, kind, phones, account }): PaletteItem[] => {
      const [phone] = phones;
      const aside = [company === name ? null : company, account, phone === undefined ? null : phoneText(phone)];
      const open: PaletteItem = {
        id: `customer-${customerId}`,
        group: "customer",
        label: name,
        aside: aside.filter((part) => part !== null).join(" · "),
        icon: kind === "company" ? "building" : "user",
        run: () => navigate({ view: "customer", customerId }),
      };
      if (phone === undefined || !takesCalls) return [open];
      return [
        open,
        {
          id: `call-${customerId}`,
          group: "customer",
          label: t("call", { name }),
          aside: phoneText(phone),
          icon: "phone-out",
          run: () => requestDial(phone, name),
        },
      ];
    });
}
