import { useTranslation } from "react-i18next";
import type { PlanFinding } from "../../../../../shared/domain/routing-plan.ts";
import { Icon } from "../../../ui/icon.tsx";
import type { PlanDraft } from "./plan-draft.ts";
import { useFindingText } from "./use-finding-text.ts";
import styles from "./routing.module.css";

const SHOWN_MAX = 30;

/** What the check found: mistakes, then demand nobody can serve and ways that lead nowhere, each in one sentence. */
export function FindingsList({
  plan,
  findings,
}: {
  readonly plan: PlanDraft;
  readonly findings: readonly PlanFinding[];
}) {
  const { t } = useTranslation("routing");
  const textOf = useFindingText(plan);
  if (findings.length === 0) return null;
  return (
    <ul className={styles.findings} aria-label={t("findings")} data-testid="plan-findings">
      {findings.slice(0, SHOWN_MAX).map((finding) => {
        const text = textOf(finding);
        return (
          <li
            key={`${finding.code} ${text}`}
            className={styles.finding}
            data-severity={finding.severity}
            data-testid="plan-finding"
          >
            <Icon name={finding.severity === "mistake" ? "close" : "alert"} size={14} />
            <span>
              <strong>{t(`severity.${finding.severity}`)}</strong> {text}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
