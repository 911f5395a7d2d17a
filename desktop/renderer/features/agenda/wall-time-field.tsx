import { type KeyboardEvent, useState } from "react";
import styles from "./agenda-form.module.css";

interface WallTimeFieldProps {
  readonly label: string;
  readonly value: string;
  /** What was typed, as the field keeps it; null: nothing that can be meant. */
  readonly read: (text: string) => string | null;
  /** One step later (+1) or earlier (-1) than a value. */
  readonly step: (value: string, steps: number) => string;
  /** "" while what stands there is none. */
  readonly onChange: (value: string) => void;
  /** Of the hint on how it is typed. */
  readonly describedBy: string;
  readonly autoFocus?: boolean;
  readonly "data-testid": string;
}

const STEPS: Readonly<Record<string, number>> = { ArrowUp: 1, ArrowDown: -1 };

/** A date or a time to be typed, in the console's way of writing and not the browser's; the arrows go on by a step. */
export function WallTimeField({ label, value, read, step, onChange, describedBy, ...rest }: WallTimeFieldProps) {
  const [text, setText] = useState(value);
  const known = read(text);
  const take = (next: string) => {
    setText(next);
    onChange(read(next) ?? "");
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const steps = STEPS[event.key];
    if (steps === undefined || known === null) return;
    event.preventDefault();
    take(step(known, steps));
  };
  return (
    <label className={styles.field}>
      {label}
      <input
        className={styles.input}
        value={text}
        onChange={(event) => take(event.target.value)}
        onKeyDown={onKeyDown}
        onBlur={() => known !== null && setText(known)}
        aria-invalid={known === null}
        aria-describedby={describedBy}
        autoComplete="off"
        spellCheck={false}
        maxLength={16}
        required
        {...rest}
      />
    </label>
  );
}
