import { useTranslation } from "react-i18next";
import type { AgentView } from "../../../../shared/wire/console.ts";
import { useConsoleState } from "../../connection/use-connection.ts";
import { classNames } from "../../ui/class-names.ts";
import { Icon } from "../../ui/icon.tsx";
import styles from "./monitored-bar.module.css";

const LOUDNESS = ["listen", "whisper", "barge"] as const;

/** Who else is on this call: one line, discreet while they only listen. */
export function MonitoredBar() {
  const { t } = useTranslation("interaction");
  const monitoredBy: AgentView["monitoredBy"] = useConsoleState().view?.monitoredBy ?? [];
  if (monitoredBy.length === 0) return null;
  const loudest = LOUDNESS.findLast((mode) => monitoredBy.some((each) => each.mode === mode)) ?? "listen";
  return (
    <p className={classNames(styles.bar, styles[loudest])} role="status" data-testid="monitored" data-mode={loudest}>
      <Icon name={loudest === "listen" ? "headset" : loudest === "whisper" ? "microphone" : "users"} size={16} />
      <span>
        {LOUDNESS.toReversed()
          .flatMap((mode) => {
            const names = monitoredBy.filter((each) => each.mode === mode).map(({ displayName }) => displayName);
            return names.length === 0 ? [] : [t(`monitoring.by.${mode}`, { names: names.join(t("monitoring.and")) })];
          })
          .join(" ")}
      </span>
    </p>
  );
}
