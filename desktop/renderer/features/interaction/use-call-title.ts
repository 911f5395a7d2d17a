import { useTranslation } from "react-i18next";
import type { ConsoleContact } from "../../../../shared/wire/console.ts";
import { usePhoneState } from "../../connection/phone-context.ts";
import { useQueueName } from "../../connection/use-queues.ts";
import { isCustomerCalledFirst } from "../../presentation/is-customer-called-first.ts";
import { usePassedOnWords } from "../../presentation/use-passed-on-words.ts";

/** How the call stands, in words: above the timer of the band, beside the name in the strip. */
export function useCallTitle(contact: ConsoleContact): string {
  const { t } = useTranslation("interaction");
  const { call } = usePhoneState();
  const queueName = useQueueName(contact.context.queueId);
  const { phase, held, ringing, second } = contact;
  const passedOnTo = usePassedOnWords(contact.passedOn);
  if (contact.customerGone) return t("transfer:customer-gone");
  if (contact.consultedBy !== null) {
    const { name, state } = contact.consultedBy;
    // Who is only rung hears nothing yet.
    return t(`transfer:consulted-by.${phase === "offered" && state === "music" ? "rings" : state}`, { name });
  }
  switch (phase) {
    case "offered":
      if (isCustomerCalledFirst(contact)) return t("title.customer-called");
      if (contact.context.routing?.isCallback === true) return t("title.callback");
      return t(ringing || call === "ringing" ? "title.ringing" : "title.offered");
    case "dialing":
      return t("title.dialing");
    case "connected":
      // With two calls "on hold" alone would not say who.
      if (held) return t(second === null ? "title.held" : "title.customer-held");
      return queueName ?? t("title.connected");
    case "wrap-up":
      return passedOnTo ?? t("title.wrap-up");
  }
}
