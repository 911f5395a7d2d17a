import { useTranslation } from "react-i18next";
import { MONITOR_MODES, type MonitorMode } from "../../../../shared/domain/monitoring.ts";
import type { MonitorView } from "../../../../shared/wire/monitor-schemas.ts";
import { useCommand } from "../../connection/use-command.ts";
import { usePhone, usePhoneState } from "../../connection/phone-context.ts";
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
  const phone = usePhone();
  const isOnThePhone = usePhoneState().call === "talking";
  const title = online ? titleOf(monitor) : isOnThePhone ? UNSURE[mode] : "released";
  const change = useCommand("monitor.mode");
  const end = useCommand("monitor.stop");
  const canChange = online && !change.isPending && !end.isPending;
  const choose = (next: MonitorMode) => {
    if (canChange && next !== mode) void change.run({ mode: next });
  };
  // Without the server one's own phone leaves the call: nobody is heard against their will.
  const stop = () => (online ? void end.run({}) : phone.hangUp());
  const canStop = online || isOnThePhone;
  useShortcut("monitor-listen", () => choose("listen"), canChange);
  useShortcut("monitor-whisper", () => choose("whisper"), canChange);
  useShortcut("monitor-barge", () => choose("barge"), canChange);
  useShortcut("monitor-stop", stop, canStop);
  return (
    <section
      className={classNames(styles.strip, styles[HEARD_AS[title]])}
      aria-label={t("strip")}
      data-testid="monitor-strip"
      data-mode={mode}
      data-state={state}
    >
      <Icon name={ICONS[HEARD_AS[title]]} size={20} />
      <span className={styles.words} aria-live="polite">
        <span className={styles.whom}>{t(`title.${title}`, { agent: agentName })}</span>
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
        isDisabled={!canStop}
        isPending={end.isPending}
        onPress={stop}
        data-testid="monitor-stop"
      >
        {t("stop")}
      </Button>
    </section>
  );
}

/** Colour and sign say who hears what is said, as the title does. */
const HEARD_AS = {
  ringing: "listen",
  connecting: "listen",
  "agent-away": "listen",
  unheard: "listen",
  "unheard-by-all": "listen",
  released: "listen",
  listen: "listen",
  whisper: "whisper",
  "maybe-agent": "whisper",
  barge: "barge",
  "maybe-all": "barge",
} as const satisfies Record<string, MonitorMode>;
/** The server cannot say whether it still is so, and the phone has the voice. */
const UNSURE = { listen: "listen", whisper: "maybe-agent", barge: "maybe-all" } as const;

/** Who speaks to an agent whose two calls are both on hold reaches nobody: the exchange sends nothing to a leg alone in its bridge. */
function titleOf({ state, mode, onHold }: MonitorView) {
  if (state !== "live") return state;
  if (onHold !== "all" || mode === "listen") return mode;
  return mode === "whisper" ? "unheard" : "unheard-by-all";
}
