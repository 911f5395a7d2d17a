import { useEffect } from "react";
import styles from "./keypad.module.css";
import { useTranslation } from "./phone-text.ts";

const KEYS = [
  ["1", ""],
  ["2", "ABC"],
  ["3", "DEF"],
  ["4", "GHI"],
  ["5", "JKL"],
  ["6", "MNO"],
  ["7", "PQRS"],
  ["8", "TUV"],
  ["9", "WXYZ"],
  ["*", ""],
  ["0", "+"],
  ["#", ""],
] as const;

interface KeypadProps {
  readonly onDigits: (digits: string) => void;
}

/** The twelve keys; digits, `*` and `#` of the keyboard and pasted numbers do the same. */
export function Keypad({ onDigits }: KeypadProps) {
  const { t } = useTranslation("webphone");
  useEffect(() => {
    const typed = (event: KeyboardEvent): void => {
      // A held key repeats: a caller who leans on a key means one digit.
      if (event.repeat || event.ctrlKey || event.metaKey || event.altKey || !/^[0-9*#]$/.test(event.key)) return;
      event.preventDefault();
      onDigits(event.key);
    };
    const pasted = (event: ClipboardEvent): void => {
      const digits = (event.clipboardData?.getData("text") ?? "").replace(/[^0-9*#]/g, "").slice(0, 40);
      if (digits !== "") onDigits(digits);
    };
    window.addEventListener("keydown", typed);
    window.addEventListener("paste", pasted);
    return () => {
      window.removeEventListener("keydown", typed);
      window.removeEventListener("paste", pasted);
    };
  }, [onDigits]);

  return (
    <div className={styles.keypad} role="group" aria-label={t("call.keypad")} data-testid="keypad">
      {KEYS.map(([digit, letters]) => (
        <button
          key={digit}
          type="button"
          className={styles.key}
          data-testid={`key-${digit === "*" ? "star" : digit === "#" ? "hash" : digit}`}
          // On press, not on release: a fast finger hits the next key before it has left this one.
          onPointerDown={(event) => {
            if (event.button === 0) onDigits(digit);
          }}
          // Keyboard and assistive technology press without a pointer (detail 0).
          onClick={(event) => {
            if (event.detail === 0) onDigits(digit);
          }}
        >
          <span className={styles.digit}>{digit}</span>
          {/* Drawn by the style sheet: whoever listens hears the digit alone. */}
          <span className={styles.letters} data-letters={letters} />
        </button>
      ))}
    </div>
  );
}
