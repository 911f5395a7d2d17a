import { useTranslation } from "react-i18next";
import { usePhone, usePhoneState } from "../../connection/phone-context.ts";
import { useConsoleState } from "../../connection/use-connection.ts";
import { useTakesCalls } from "../../connection/use-takes-calls.ts";
import { Icon } from "../../ui/icon.tsx";
import { Button } from "../../ui/button.tsx";
import { classNames } from "../../ui/class-names.ts";
import styles from "./health-indicator.module.css";
import { connectionHealth, phoneHealth } from "./health-of.ts";
import { VoiceIndicator } from "./voice-indicator.tsx";

/** Whether the server, the exchange, the phone and the microphone work: quiet while they do, in words when they do not. */
export function HealthIndicator() {
  const { t } = useTranslation("health");
  const state = useConsoleState();
  const takesCalls = useTakesCalls();
  const connection = connectionHealth(state);
  return (
    <div className={styles.health}>
      <span
        className={classNames(styles.part, styles[connection.tone])}
        data-testid="connection-status"
        data-link={state.link}
        data-problem={connection.problem}
        title={t(`connection.${connection.problem}`)}
      >
        <Icon name={connection.tone === "good" ? "signal" : "signal-off"} size={16} />
        <span className={styles.words}>{t(`connection.${connection.problem}`)}</span>
      </span>
      {takesCalls === true ? <PhonePart /> : null}
    </div>
  );
}

function PhonePart() {
  const { t } = useTranslation("health");
  const phone = usePhoneState();
  const { checkMicrophone } = usePhone();
  const audio = phoneHealth(phone);
  const canRetry = audio.problem === "refused" || audio.problem === "missing" || audio.problem === "busy";
  return (
    <>
      <span
        className={classNames(styles.part, styles[audio.tone])}
        data-testid="phone-status"
        data-registered={phone.registration === "registered"}
        data-microphone={phone.microphone}
        title={t(`phone.${audio.problem}`)}
      >
        <Icon name={audio.tone === "good" ? "headset" : "microphone-off"} size={16} />
        <span className={styles.words}>{t(`phone.${audio.problem}`)}</span>
      </span>
      {phone.voice === null ? null : <VoiceIndicator voice={phone.voice} />}
      {canRetry ? (
        <Button size="sm" onPress={checkMicrophone}>
          {t("check-again")}
        </Button>
      ) : null}
    </>
  );
}
