import { useTranslation } from "react-i18next";
import { MONITOR_MODES, type MonitorMode } from "../../../../shared/domain/monitoring.ts";
import type { MonitorView } from "../../../../shared/wire/monitor-schemas.ts";
import { useCommand } from "../../connection/use-command.ts";
import { useConsoleState } from "../../connection/use-connection.ts";
import { useShortcut } from "../../keyboard/use-shortcut.ts";
import { phoneText } from "../../presentation/phone-text.ts";
import { Button } from "../../ui/button.tsx";
import { classNames } from "../../ui/class-names.ts";
import { Icon } from "../../ui/icon.tsx";
import type { IconName } from "../../ui/icon-paths.ts";
import { Kbd } from "../../ui/kbd.tsx";
import { Timer } from "../../ui/timer.tsx";
import styles from "./monitor-strip.module.css";

const ICONS: Readonly<Record<MonitorMode, IconName>> = { listen: "headset", whisper: "microphone", barge: "users" };
const KEYS: Readonly<Record<MonitorMode, string>> = { listen: "1", whisper: "2", barge: "3" };

/** Above every view while the supervisor is on somebody's call: whom, with whom, who hears what is said, and the way out. */
export function MonitorStrip({ monitor }: { readonly monitor: MonitorView }) {
  const { t } = useTranslation("monitoring");
  const { mode, state, agentName, withWhom, onHold, since } = monitor;
  const online = useConsoleState().link === "online";
  const change = useCommand("monitor.mode");
  const end = useCommand("monitor.stop");
  const canChange = online && !change.isPending && !end.isPending;
  const choose = (next: MonitorMode) => {
    if (canChange && next !== mode) void change.run({ mode: next });
  };
  const stop = () => void end.run({});
  useShortcut("monitor-listen", () => choose("listen"), canChange);
  useShortcut("monitor-whisper", () => choose("whisper"), canChange);
  useShortcut("monitor-barge", () => choose("barge"), canChange);
  useShortcut("monitor-stop", stop, online);
  return (
    <section
      className={classNames(styles.strip, styles[mode])}
      aria-label={t("strip")}
      data-testid="monitor-strip"
      data-mode={mode}
      data-state={state}
    >
      <Icon name={ICONS[mode]} size={20} />
      <span className={styles.words} aria-live="polite">
        <span className={styles.whom}>{t(`title.${titleOf(monitor)}`, { agent: agentName })}</span>
        <span className={styles.facts}>
          {withWhom === null ? null : <>{t("with", { customer: phoneText(withWhom) })} · </>}
          {onHold === "nobody" ? null : <>{t(`on-hold.${onHold}`, { agent: agentName })} · </>}
          <Timer since={since} label={t("since")} />
        </span>
      </span>
      <span className={styles.modes} role="group" aria-label={t("modes")}>
        {MONITOR_MODES.map((each) => (
          <button
            key={each}
            type="button"
            className={classNames(styles.mode, each === mode && styles.on)}
            aria-pressed={each === mode}
            aria-disabled={!canChange}
            aria-keyshortcuts={KEYS[each]}
            aria-busy={change.isPending && each === mode}
            title={t(`explain.${each}`)}
            data-testid={`monitor-${each}`}
            onClick={() => choose(each)}
          >
            {t(`mode.${each}`)}
            <Kbd keys={KEYS[each]} />
          </button>
        ))}
      </span>
      <Button
        size="sm"
        tone="danger"
        icon="phone-down"
        shortcut="Alt+S"
        isDisabled={!online}
        isPending={end.isPending}
        onPress={stop}
        data-testid="monitor-stop"
      >
        {t("stop")}
      </Button>
    </section>
  );
}

/** A whisper to an agent whose two calls are both on hold reaches nobody: the exchange sends nothing to a leg alone in its bridge. */
function titleOf({ state, mode, onHold }: MonitorView) {
  if (state !== "live") return state;
  return onHold === "all" && mode !== "listen" ? "unheard" : mode;
}
