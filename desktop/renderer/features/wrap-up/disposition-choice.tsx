import type { Ref } from "react";
import { useTranslation } from "react-i18next";
import { Label } from "react-aria-components/Label";
import { Radio, RadioGroup } from "react-aria-components/RadioGroup";
import { DISPOSITIONS, type Disposition } from "../../../../shared/domain/contact.ts";
import { Kbd } from "../../ui/kbd.tsx";
import styles from "./disposition-choice.module.css";

interface DispositionChoiceProps {
  readonly value: Disposition | null;
  readonly onChange: (value: Disposition) => void;
  readonly groupRef?: Ref<HTMLDivElement>;
}

/** Always in the same order with the same number, so that fingers learn them. */
export function DispositionChoice({ value, onChange, groupRef }: DispositionChoiceProps) {
  const { t } = useTranslation("wrap-up");
  return (
    <RadioGroup
      // Chromium keeps something of every name a group ever had: one for each call of a shift, were it made up anew.
      name="disposition"
      ref={groupRef}
      className={styles.group}
      value={value ?? ""}
      onChange={(chosen) => {
        const disposition = DISPOSITIONS.find((each) => each === chosen);
        if (disposition !== undefined) onChange(disposition);
      }}
    >
      <Label className={styles.label}>{t("result")}</Label>
      <div className={styles.options}>
        {DISPOSITIONS.map((disposition, index) => (
          <Radio
            key={disposition}
            value={disposition}
            className={styles.option}
            data-testid={`disposition-${disposition}`}
          >
            <Kbd keys={String((index + 1) % 10)} />
            <span className={styles.text}>{t(`common:disposition.${disposition}`)}</span>
          </Radio>
        ))}
      </div>
    </RadioGroup>
  );
}
