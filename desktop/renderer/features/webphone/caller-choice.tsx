import { useId } from "react";
import type { Webphone } from "../../../../shared/wire/http.ts";
import { phoneText as groupedNumber } from "../../presentation/phone-text.ts";
import { classNames } from "../../ui/class-names.ts";
import { Icon } from "../../ui/icon.tsx";
import styles from "./caller-choice.module.css";
import { useTranslation } from "./phone-text.ts";

/** Hints the catalogue has words for; any other is shown as the server words it. */
const HINTS = ["vip", "normal", "shared", "withheld", "unknown"] as const;

interface CallerChoiceProps {
  readonly callers: Webphone["callers"];
  /** Index into `callers`. */
  readonly chosen: number;
  readonly onChoose: (index: number) => void;
  /** Calls to the chosen caller's number ring on this page. */
  readonly reachable: boolean;
  /** In another tab of this browser. */
  readonly ringsElsewhere: boolean;
  readonly onTakeOver: () => void;
  /** During a call nobody becomes somebody else. */
  readonly disabled: boolean;
}

/** Demonstration only: whose number the call arrives with. */
export function CallerChoice(props: CallerChoiceProps) {
  const { callers, chosen, onChoose, reachable, ringsElsewhere, onTakeOver, disabled } = props;
  const { t } = useTranslation("webphone");
  const id = useId();
  const keys = callers[chosen]?.keys;
  const hintText = (hint: string): string => {
    const known = HINTS.find((each) => each === hint);
    return known === undefined ? hint : t(`hint.${known}`);
  };
  return (
    <fieldset className={styles.group} disabled={disabled} data-testid="caller-choice">
      <legend className={styles.legend}>
        {t("setup.callers")} <span className={styles.aside}>{t("setup.callersHint")}</span>
      </legend>
      <div className={styles.callers}>
        {callers.map((caller, index) => (
          <label
            key={caller.number ?? `${caller.hint}-${caller.label}`}
            className={classNames(styles.caller, index === chosen && styles.chosen)}
            data-testid={`caller-${index}`}
          >
            <input
              type="radio"
              name={`${id}-caller`}
              className={styles.radio}
              checked={index === chosen}
              onChange={() => onChoose(index)}
            />
            <span className={styles.dot} aria-hidden="true" />
            <CallerName caller={caller} hint={hintText(caller.hint)} />
            <span className={styles.choiceNumber}>
              {caller.number === null ? t("setup.withheld") : groupedNumber(caller.number)}
            </span>
          </label>
        ))}
      </div>
      {keys === undefined ? null : (
        <p className={styles.keys} data-testid="caller-keys">
          {t("setup.keys", { account: keys.account, pin: keys.pin })}
        </p>
      )}
      <div
        className={styles.reachable}
        role="status"
        data-testid="reachable"
        data-reachable={reachable}
        data-elsewhere={ringsElsewhere}
      >
        {reachable && (
          <>
            <Icon name="bell" size={14} />{" "}
            {t("setup.reachable", { number: groupedNumber(callers[chosen]?.number ?? "") })}
          </>
        )}
        {ringsElsewhere && (
          <>
            <span>{t("setup.elsewhere", { number: groupedNumber(callers[chosen]?.number ?? "") })}</span>
            <button type="button" className={styles.take} onClick={onTakeOver} data-testid="take-over">
              <Icon name="bell" size={14} /> {t("setup.takeOver")}
            </button>
          </>
        )}
      </div>
    </fieldset>
  );
}

/** The name with its hint; where there is no name but the number itself, the hint alone says who it is. */
function CallerName({ caller, hint }: { readonly caller: Webphone["callers"][number]; readonly hint: string }) {
  const hasName = caller.label !== "" && caller.label !== caller.number;
  return (
    <span className={styles.callerText}>
      <span className={styles.choiceName}>{hasName ? caller.label : hint}</span>
      {hasName ? <span className={styles.hint}>{hint}</span> : null}
    </span>
  );
}
