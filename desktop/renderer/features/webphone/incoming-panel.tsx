import { useEffect, useRef } from "react";
import { phoneText as groupedNumber } from "../../presentation/phone-text.ts";
import { Icon } from "../../ui/icon.tsx";
import styles from "./incoming-panel.module.css";
import { useTranslation } from "./phone-text.ts";

interface IncomingPanelProps {
  /** Empty when withheld. */
  readonly from: string;
  readonly onAnswer: () => void;
  readonly onDecline: () => void;
}

/** Somebody calls this page: two large buttons, the answer has the focus. */
export function IncomingPanel({ from, onAnswer, onDecline }: IncomingPanelProps) {
  const { t } = useTranslation("webphone");
  const answer = useRef<HTMLButtonElement>(null);
  useEffect(() => answer.current?.focus(), []);
  return (
    <div className={styles.panel} data-testid="incoming-panel">
      <span className={styles.bell} aria-hidden="true">
        <Icon name="phone-in" size={44} />
      </span>
      <p className={styles.from} role="alert">
        {from === "" ? t("incoming.withheld") : t("incoming.from", { number: groupedNumber(from) })}
      </p>
      <div className={styles.buttons}>
        <button type="button" className={styles.decline} onClick={onDecline} data-testid="decline-button">
          <Icon name="phone-down" size={22} /> {t("incoming.decline")}
        </button>
        <button ref={answer} type="button" className={styles.answer} onClick={onAnswer} data-testid="answer-button">
          <Icon name="phone" size={22} /> {t("incoming.answer")}
        </button>
      </div>
    </div>
  );
}
