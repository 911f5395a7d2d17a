import { type FormEvent, useId, useState } from "react";
import type { Webphone } from "../../../../shared/wire/http.ts";
import { classNames } from "../../ui/class-names.ts";
import { Icon } from "../../ui/icon.tsx";
import styles from "./dial-form.module.css";
import { dialNumber } from "./dial-number.ts";
import { nameIn } from "../../i18n/name-in.ts";
import { useTranslation } from "./phone-text.ts";

/** Kept over a call, so that "change the number" and "call again" find the form as it was left. */
export interface DialChoice {
  /** One of the offered numbers, or null while a number is typed. */
  readonly dnis: string | null;
  readonly typed: string;
}

interface DialFormProps {
  readonly offer: Webphone;
  readonly choice: DialChoice;
  readonly onChoice: (choice: DialChoice) => void;
  readonly onCall: (number: string) => void;
}

export function DialForm({ offer, choice, onChoice, onCall }: DialFormProps) {
  const { t } = useTranslation("webphone");
  const id = useId();
  const [problem, setProblem] = useState<"bad" | "missing" | null>(null);
  const number = choice.dnis ?? dialNumber(choice.typed);

  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (number === null) {
      setProblem(choice.typed.trim() === "" ? "missing" : "bad");
      return;
    }
    setProblem(null);
    onCall(number);
  };

  return (
    <form className={styles.form} onSubmit={submit} data-testid="dial-form" noValidate>
      <fieldset className={styles.group}>
        <legend className={styles.legend}>{t("setup.numbers")}</legend>
        <div className={styles.numbers}>
          {offer.numbers.map((item) => (
            <label
              key={item.dnis}
              className={classNames(styles.choice, choice.dnis === item.dnis && styles.chosen)}
              data-testid={`number-choice-${item.dnis}`}
            >
              <input
                type="radio"
                name={`${id}-number`}
                className={styles.radio}
                checked={choice.dnis === item.dnis}
                onChange={() => onChoice({ ...choice, dnis: item.dnis })}
              />
              <span className={styles.choiceName}>{nameIn(t.language, item.names, item.dnis)}</span>
              <span className={styles.choiceNumber}>{item.dnis}</span>
            </label>
          ))}
        </div>
        <label className={styles.typed}>
          <span>{t("setup.numberTyped")}</span>
          <input
            className={styles.input}
            type="tel"
            inputMode="tel"
            autoComplete="off"
            maxLength={40}
            placeholder={t("setup.numberPlaceholder")}
            value={choice.typed}
            aria-invalid={problem !== null}
            aria-describedby={problem === null ? undefined : `${id}-problem`}
            data-testid="number-input"
            onChange={(event) => {
              setProblem(null);
              const typed = event.target.value;
              onChoice({
                ...choice,
                typed,
                dnis: typed.trim() === "" ? (choice.dnis ?? offer.numbers[0]?.dnis ?? null) : null,
              });
            }}
          />
        </label>
        {problem !== null && (
          <p id={`${id}-problem`} className={styles.problem} role="alert" data-testid="number-problem">
            <Icon name="alert" /> {t(`problem.${problem}`)}
          </p>
        )}
      </fieldset>

      <button type="submit" className={styles.call} data-testid="call-button">
        <Icon name="phone" size={22} />
        <span>{number === null ? t("setup.call") : t("setup.callNumber", { number })}</span>
      </button>
    </form>
  );
}
