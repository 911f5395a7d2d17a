import { useTranslation } from "react-i18next";
import type { ConsoleContact } from "../../../../shared/wire/console.ts";
import { clockText } from "../../ui/clock-text.ts";
import { Timer } from "../../ui/timer.tsx";
import { isCustomerCalledFirst } from "../../presentation/is-customer-called-first.ts";

/** The time that matters in this phase: until the ring ends, since the answer, on hold, talked. */
export function CallTimer({ contact }: { readonly contact: ConsoleContact }) {
  const { t } = useTranslation("interaction");
  const { phase, ringEndsAt, connectedAt, endedAt, held, heldSince, context, notReached } = contact;
  if (phase === "offered") {
    if (ringEndsAt !== null) return <Timer until={ringEndsAt} label={t("timer.ring")} />;
    const since = context.routing?.decidedAt;
    return isCustomerCalledFirst(contact) && since !== undefined ? (
      <Timer since={since} label={t("timer.customer-called")} />
    ) : null;
  }
  if (phase === "wrap-up") {
    const talked = connectedAt === null || endedAt === null ? null : endedAt - connectedAt;
    return talked === null ? (
      <span>{notReached === null ? t("timer.never-answered") : t(`timer.not-reached.${notReached}`)}</span>
    ) : (
      <span>{t("timer.talked", { time: clockText(talked) })}</span>
    );
  }
  if (held && heldSince !== null) return <Timer since={heldSince} label={t("timer.held")} />;
  return <Timer since={connectedAt ?? context.arrivedAt} label={t("timer.talk")} data-testid="call-timer" />;
}
