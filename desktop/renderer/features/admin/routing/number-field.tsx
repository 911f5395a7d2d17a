import { use, useEffect, useEffectEvent } from "react";
import { useTranslation } from "react-i18next";
import { TextField } from "../../../ui/text-field.tsx";
import { NumberPlaceContext, TypedNumbersContext } from "../typed-numbers.ts";

interface NumberFieldProps {
  /** Its own among those of the form. */
  readonly name: string;
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

/**
 * A whole number. What is no number within the bounds stays in the field, is said so there and to the form (`TypedNumbersContext`), which
 * is not saved with it.
 */
export function NumberField(props: NumberFieldProps) {
  const { name, label, labelInside, description, value, min, max, onChange, ...rest } = props;
  const { t } = useTranslation("routing");
  const numbers = use(TypedNumbersContext);
  const place = use(NumberPlaceContext);
  if (numbers === null) throw new Error("a number field outside of a form that knows what was typed");
  const field = place === null ? name : `${place.id}/${name}`;
  const fullLabel = place === null ? label : `${place.name}: ${label}`;
  const typed = numbers.all.find((each) => each.field === field);
  const change = (text: string): void => {
    if (isNumber(text, min, max)) {
      numbers.forget(field);
      onChange(Number(text));
    } else numbers.put({ field, label: fullLabel, text, min, max });
  };
  // The form's head names the field in the language the screen has now.
  const rename = useEffectEvent(() => {
    if (typed !== undefined && typed.label !== fullLabel) numbers.put({ ...typed, label: fullLabel });
  });
  useEffect(() => rename(), [fullLabel]);
  const text = typed?.text ?? String(value);
  return (
    <TextField
      label={label}
      {...(labelInside === true ? { labelHidden: true, before: <span aria-hidden="true">{label}</span> } : {})}
      {...(description === undefined ? {} : { description })}
      inputMode="numeric"
      value={text}
      onChange={change}
      isInvalid={!isNumber(text, min, max)}
      errorMessage={t("number-between", { min, max })}
      {...rest}
    />
  );
}

function isNumber(text: string, min: number, max: number): boolean {
  return /^\d+$/u.test(text) && Number(text) >= min && Number(text) <= max;
}
