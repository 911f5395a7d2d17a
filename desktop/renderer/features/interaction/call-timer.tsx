import { useTranslation } from "react-i18next";
import type { ConsoleContact } from "../../../../shared/wire/console.ts";
import { clockText } from "../../ui/clock-text.ts";
import { Timer } from "../../ui/timer.tsx";

/** The time that matters in this phase: until the ring ends, since the answer, on hold, talked. */
export function CallTimer({ contact }: { readonly contact: ConsoleContact }) {
  const { t } = useTranslation("interaction");
  const { phase, ringEndsAt, connectedAt, endedAt, held, heldSince, context } = contact;
  if (phase === "offered") return ringEndsAt === null ? null : <Timer until={ringEndsAt} label={t("timer.ring")} />;
  if (phase === "wrap-up") {
    const talked = connectedAt === null || endedAt === null ? null : endedAt - connectedAt;
    return talked === null ? (
      <span>{t("timer.never-answered")}</span>
    ) : (
      <span>{t("timer.talked", { time: clockText(talked) })}</span>
    );
  }
  if (held && heldSince !== null) return <Timer since={heldSince} label={t("timer.held")} />;
  return <Timer since={connectedAt ?? context.arrivedAt} label={t("timer.talk")} data-testid="call-timer" />;
}
