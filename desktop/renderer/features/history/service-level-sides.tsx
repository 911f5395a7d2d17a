import { useTranslation } from "react-i18next";
import { SERVICE_LEVEL_SIDES, type ServiceLevelSide } from "../../../../shared/domain/counted-as.ts";
import type { ServiceLevelVariant } from "../../../../shared/domain/service-level.ts";
import { ToggleChip } from "../../ui/toggle-chip.tsx";
import styles from "./service-level-sides.module.css";

interface ServiceLevelSidesProps {
  readonly variant: ServiceLevelVariant;
  readonly side: ServiceLevelSide;
  readonly onSide: (side: ServiceLevelSide) => void;
}

/** The calls a service level was counted from: all of them, those in time, those not; and how it is counted. */
export function ServiceLevelSides({ variant, side, onSide }: ServiceLevelSidesProps) {
  const { t } = useTranslation("history");
  return (
    <div className={styles.row}>
      <div className={styles.sides} role="group" aria-label={t("sides.label")}>
        {SERVICE_LEVEL_SIDES.map((each) => (
          <ToggleChip key={each} isOn={each === side} onPress={() => onSide(each)} data-testid={`side-${each}`}>
            {t(`sides.${each}`)}
          </ToggleChip>
        ))}
      </div>
      <p className={styles.formula}>
        {t("sides.counted", {
          variant: t(`wallboard:variant.${variant}`),
          formula: t(`wallboard:variant-formula.${variant}`),
        })}
      </p>
    </div>
  );
}
