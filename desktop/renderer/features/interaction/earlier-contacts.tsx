import { useTranslation } from "react-i18next";
import type { ContactContext } from "../../../../shared/domain/contact.ts";
import { useContactTimeline } from "../../connection/use-contact-timeline.ts";
import { ContactTimeline } from "../../presentation/contact-timeline.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";

/** A moment later than the rest of the customer: the phone does not wait for it. */
export function EarlierContacts({ context }: { readonly context: ContactContext }) {
  const { t } = useTranslation("customer");
  const timeline = useContactTimeline(context);
  if (timeline === null) return <Skeleton lines={3} label={t("common:loading")} />;
  if (timeline.contacts === null)
    return <EmptyState icon="alert" title={t("timeline.unavailable")} hint={t("timeline.unavailable-hint")} />;
  // The call itself is among the customer's contacts from its first moment.
  return <ContactTimeline contacts={timeline.contacts} current={context.contactId} />;
}
