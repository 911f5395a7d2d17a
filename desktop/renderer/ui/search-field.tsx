import type { ReactNode, Ref } from "react";
import { Icon } from "./icon.tsx";
import { TextField } from "./text-field.tsx";

interface SearchFieldProps {
  /** Spoken, not shown: the sign says it. */
  readonly label: string;
  /** What to type; without it the label. */
  readonly placeholder?: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** Inside the frame, at its end: a key. */
  readonly after?: ReactNode;
  readonly inputRef?: Ref<HTMLInputElement>;
  readonly "data-testid": string;
}

/** More than any name, number or subject. */
const LENGTH_MAX = 100;

/** Where one types what a list is searched for. */
export function SearchField({ label, placeholder = label, ...rest }: SearchFieldProps) {
  return (
    <TextField
      {...rest}
      label={label}
      labelHidden
      type="search"
      placeholder={placeholder}
      maxLength={LENGTH_MAX}
      before={<Icon name="search" />}
    />
  );
}
