import { useEffect, useState } from "react";
import { classNames } from "../../ui/class-names.ts";
import { clockText } from "../../ui/clock-text.ts";
import { Icon } from "../../ui/icon.tsx";
import styles from "./call-panel.module.css";
import { Keypad } from "./keypad.tsx";
import type { PhoneState } from "./phone-state.ts";
import { useTranslation } from "./phone-text.ts";

type CallState = Exclude<PhoneState, { readonly phase: "idle" | "incoming" | "ended" }>;

interface CallPanelProps {
  readonly state: CallState;
  /** The name of the dialled number, where it has one. */
  readonly name: string | null;
  readonly onDigits: (digits: string) => void;
  readonly onMute: (muted: boolean) => void;
  readonly onHangUp: () => void;
}

export function CallPanel({ state, name, onDigits, onMute, onHangUp }: CallPanelProps) {
  const { t } = useTranslation("webphone");
  const connected = state.phase === "connected";
  return (
    <div className={styles.panel} data-testid="call-panel" data-phase={state.phase}>
      <div className={styles.who}>
        <p className={styles.name}>{name ?? (state.number === "" ? t("setup.withheld") : state.number)}</p>
        {name !== null && <p className={styles.number}>{state.number}</p>}
      </div>
      {connected ? (
        <>
          <CallTimer connectedAtMs={state.connectedAtMs} />
          <output className={styles.digits} aria-label={t("call.digits")} data-testid="sent-digits">
            {state.digits}
          </output>
          <Keypad onDigits={onDigits} />
          <p className={styles.hint}>{t("call.keyboardHint")}</p>
        </>
      ) : (
        <div className={styles.waiting}>
          <span className={classNames(styles.pulse, state.phase === "ringing" && styles.pulseFast)} aria-hidden="true">
            <Icon name={state.phase === "microphone" ? "microphone" : "phone-out"} size={40} />
          </span>
          {state.phase === "microphone" && <p className={styles.hint}>{t("call.microphoneHelp")}</p>}
        </div>
      )}
      <div className={styles.controls}>
        {connected && (
          <button
            type="button"
            className={classNames(styles.mute, state.muted && styles.muted)}
            aria-pressed={state.muted}
            onClick={() => onMute(!state.muted)}
            data-testid="mute-button"
          >
            <Icon name={state.muted ? "microphone-off" : "microphone"} size={22} />
            {state.muted ? t("call.unmute") : t("call.mute")}
          </button>
        )}
        <button type="button" className={styles.hangUp} onClick={onHangUp} data-testid="hang-up-button">
          <Icon name="phone-down" size={24} />
          {t("call.hangUp")}
        </button>
      </div>
    </div>
  );
}

function CallTimer({ connectedAtMs }: { readonly connectedAtMs: number }) {
  const { t } = useTranslation("webphone");
  const [nowMs, setNowMs] = useState(() => performance.now());
  useEffect(() => {
    const timer = setInterval(() => setNowMs(performance.now()), 500);
    return () => clearInterval(timer);
  }, []);
  return (
    <p className={styles.timer} role="timer" aria-label={t("call.duration")} data-testid="call-duration">
      {clockText(nowMs - connectedAtMs)}
    </p>
  );
}
