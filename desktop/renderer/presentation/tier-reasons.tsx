import { useTranslation } from "react-i18next";
import type { Classification } from "../../../shared/domain/customer.ts";
import { useFormat } from "../i18n/use-format.ts";
import { reasonText } from "./reason-text.ts";
import styles from "./tier-reasons.module.css";

/** Nobody stands above all customers, being one of them: rounding would say so. */
const ABOVE_ALL_OTHERS = 0.99;

interface TierReasonsProps {
  readonly classification: Classification;
  /** ISO code; amounts of the reasons are in its major unit. Null while nobody is known. */
  readonly currency: string | null;
}

/** Why this tier, in words: what was measured and what it counted. */
export function TierReasons({ classification, currency }: TierReasonsProps) {
  const { t } = useTranslation("customer");
  const format = useFormat();
  const reasons = [...classification.reasons].sort((a, b) => Math.abs(b.points) - Math.abs(a.points));
  const unknown = reasons.some(({ code }) => code === "no-record" || code === "ambiguous");
  return (
    <div className={styles.reasons} data-testid="tier-reasons">
      <ul className={styles.list}>
        {reasons.map((reason) => (
          <li key={reason.code} className={styles.reason}>
            <span>{reasonText(reason, currency, t, format)}</span>
            {unknown ? null : <span className={styles.points}>{pointsText(reason.points)}</span>}
          </li>
        ))}
      </ul>
      {unknown ? null : (
        <p className={styles.sum}>
          {t("reason.sum", {
            score: Math.round(classification.score),
            percent: format.percent(Math.min(classification.percentile, ABOVE_ALL_OTHERS)),
            headStart: format.duration(classification.headStartMs),
          })}
        </p>
      )}
    </div>
  );
}

/** A true minus sign, as wide as the plus. */
function pointsText(points: number): string {
  if (points === 0) return "0";
  return points > 0 ? `+${points}` : `−${Math.abs(points)}`;
}
