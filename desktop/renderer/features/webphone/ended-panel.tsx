import { useEffect, useRef, useState } from "react";
import { classNames } from "../../ui/class-names.ts";
import { clockText } from "../../ui/clock-text.ts";
import { Icon } from "../../ui/icon.tsx";
import type { IconName } from "../../ui/icon-paths.ts";
import styles from "./ended-panel.module.css";
import type { EndReason } from "./phone-line.ts";
import type { PhoneState } from "./phone-state.ts";
import { useTranslation } from "./phone-text.ts";

interface EndedPanelProps {
  readonly state: Extract<PhoneState, { readonly phase: "ended" }>;
  readonly onAgain: () => void;
  readonly onBack: () => void;
}

/** What happened and what the caller can do about it. */
export function EndedPanel({ state, onAgain, onBack }: EndedPanelProps) {
  const { t } = useTranslation("webphone");
  const waitSeconds = useCountdown(state.retryAfterMs);
  const first = useRef<HTMLButtonElement>(null);
  useEffect(() => first.current?.focus(), []);
  const canRedial = state.direction === "out";
  const good = state.why === "you-hung-up" || state.why === "they-hung-up";
  return (
    <div className={styles.panel} data-testid="ended-panel" data-why={state.why}>
      <span className={classNames(styles.sign, good ? styles.good : styles.bad)} aria-hidden="true">
        <Icon name={iconOf(state.why)} size={40} />
      </span>
      <div className={styles.text}>
        <p className={styles.title}>{t(`ended.${state.why}.title`)}</p>
        {state.talkedMs !== null && <p>{t("ended.lasted", { duration: clockText(state.talkedMs) })}</p>}
        <p className={styles.remedy} data-testid="ended-remedy">
          {t(`ended.${state.why}.remedy`)}
        </p>
        {waitSeconds > 0 && <p data-testid="retry-in">{t("ended.retryIn", { seconds: waitSeconds })}</p>}
      </div>
      <div className={styles.actions}>
        {canRedial && (
          <button
            ref={first}
            type="button"
            className={styles.again}
            aria-disabled={waitSeconds > 0}
            onClick={() => {
              if (waitSeconds === 0) onAgain();
            }}
            data-testid="call-again-button"
          >
            <Icon name="phone" size={20} /> {t("ended.again")}
          </button>
        )}
        <button
          ref={canRedial ? null : first}
          type="button"
          className={styles.back}
          onClick={onBack}
          data-testid="back-button"
        >
          {t(canRedial ? "ended.back" : "ended.done")}
        </button>
      </div>
    </div>
  );
}

function useCountdown(fromMs: number | null): number {
  const [endsAtMs] = useState(() => performance.now() + (fromMs ?? 0));
  const [nowMs, setNowMs] = useState(() => performance.now());
  const over = nowMs >= endsAtMs;
  useEffect(() => {
    if (over) return undefined;
    const timer = setInterval(() => setNowMs(performance.now()), 250);
    return () => clearInterval(timer);
  }, [over]);
  return over ? 0 : Math.ceil((endsAtMs - nowMs) / 1_000);
}

function iconOf(why: EndReason): IconName {
  switch (why) {
    case "you-hung-up":
    case "they-hung-up":
      return "check";
    case "microphone-denied":
    case "microphone-missing":
    case "microphone-busy":
    case "insecure-page":
      return "microphone-off";
    case "server-away":
    case "pbx-away":
    case "connection-lost":
      return "signal-off";
    case "rate-limited":
      return "clock";
    case "busy":
    case "lines-busy":
    case "missed":
    case "no-answer":
    case "declined":
      return "phone-missed";
    case "unknown-number":
    case "not-allowed":
    case "failed":
      return "alert";
  }
}
