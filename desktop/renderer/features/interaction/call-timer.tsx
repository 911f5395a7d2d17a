import { useTranslation } from "react-i18next";
import type { ConsoleContact } from "../../../../shared/wire/console.ts";
import { clockText } from "../../ui/clock-text.ts";
import { Timer } from "../../ui/timer.tsx";
import { isCustomerCalledFirst } from "../../presentation/is-customer-called-first.ts";

/** The time that matters in this phase: until the ring ends, since the answer, on hold, talked. */
export function CallTimer({ contact }: { readonly contact: ConsoleContact }) {
  const { t } = useTranslation("interaction");
  const { phase, ringEndsAt, connectedAt, endedAt, held, heldSince, context, notReached, endedBy } = contact;
  if (phase === "offered") {
    if (ringEndsAt !== null) return <Timer until={ringEndsAt} label={t("timer.ring")} />;
    const since = context.routing?.decidedAt;
    return isCustomerCalledFirst(contact) && since !== undefined ? (
      <Timer since={since} label={t("timer.customer-called")} />
    ) : null;
  }
  if (phase === "wrap-up") {
    const talked = connectedAt === null || endedAt === null ? null : endedAt - connectedAt;
    if (talked === null)
      return <span>{notReached === null ? t("timer.never-answered") : t(`timer.not-reached.${notReached}`)}</span>;
    const time = clockText(talked);
    return <span>{endedBy === null ? t("timer.talked", { time }) : t(`timer.ended-by.${endedBy}`, { time })}</span>;
  }
  // Those two go on talking about it; the talk with the customer is over.
  if (contact.customerGone && connectedAt !== null && endedAt !== null)
    return <span>{t("timer.talked", { time: clockText(endedAt - connectedAt) })}</span>;
  if (held && heldSince !== null) return <Timer since={heldSince} label={t("timer.held")} />;
  return <Timer since={connectedAt ?? context.arrivedAt} label={t("timer.talk")} data-testid="call-timer" />;
}
