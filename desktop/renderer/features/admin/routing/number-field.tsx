import { useState } from "react";
import { useTranslation } from "react-i18next";
import { TextField } from "../../../ui/text-field.tsx";

interface NumberFieldProps {
  readonly label: string;
  readonly description?: string;
  /** The label stands inside the frame, before the number: for rows of fields. */
  readonly labelInside?: boolean;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  /** Called with whole numbers within the bounds only. */
  readonly onChange: (value: number) => void;
  readonly "aria-describedby"?: string;
  readonly "data-testid"?: string;
}

/** A whole number; what is no number within the bounds stays in the field, is said so, and changes nothing. */
export function NumberField({ label, labelInside, description, value, min, max, onChange, ...rest }: NumberFieldProps) {
  const { t } = useTranslation("routing");
  const [typed, setTyped] = useState<string | null>(null);
  const text = typed ?? String(value);
  const isValid = /^\d+$/u.test(text) && Number(text) >= min && Number(text) <= max;
  const change = (next: string): void => {
    const number = Number(next);
    const isGood = /^\d+$/u.test(next) && number >= min && number <= max;
    setTyped(isGood ? null : next);
    if (isGood) onChange(number);
  };
  return (
    <TextField
      label={label}
      {...(labelInside === true ? { labelHidden: true, before: <span aria-hidden="true">{label}</span> } : {})}
      {...(description === undefined ? {} : { description })}
      inputMode="numeric"
      value={text}
      onChange={change}
      isInvalid={!isValid}
      errorMessage={t("number-between", { min, max })}
      {...rest}
    />
  );
}
