import { useTranslation } from "react-i18next";
import type { AgentView } from "../../../shared/wire/console.ts";
import { usePhoneState } from "../connection/phone-context.ts";
import { useConnection, useConsoleState } from "../connection/use-connection.ts";
import { useTakesCalls } from "../connection/use-takes-calls.ts";
import { StateControl } from "../features/agent-state/state-control.tsx";
import { connectionHealth, phoneHealth } from "../features/health/health-of.ts";
import { HealthIndicator } from "../features/health/health-indicator.tsx";
import { useFormat } from "../i18n/use-format.ts";
import { useOtherZone } from "../i18n/time-zone.ts";
import { roleAtLeast } from "../../../shared/domain/user.ts";
import { LANGUAGES } from "../../../shared/domain/contact.ts";
import { navigate } from "../navigation/use-route.ts";
import { FigureLink } from "../presentation/figure-link.tsx";
import { Button } from "../ui/button.tsx";
import { classNames } from "../ui/class-names.ts";
import { Menu } from "../ui/menu.tsx";
import { useServerSecond } from "../ui/server-time.ts";
import { Skeleton } from "../ui/skeleton.tsx";
import { SwitchboardMark } from "../ui/switchboard-mark.tsx";
import { LANGUAGE_NAMES } from "../i18n/language-names.ts";
import { isInCall } from "./is-in-call.ts";
import styles from "./top-bar.module.css";
import { useAppearance } from "./use-appearance.ts";

/** My state, my day, whether everything works, who I am. */
export function TopBar({ onSignOut }: { readonly onSignOut: () => void }) {
  const { t } = useTranslation("shell");
  const { view } = useConsoleState();
  const takesCalls = useTakesCalls();
  return (
    <header className={styles.room}>
      <div className={styles.bar}>
        {view === null ? (
          <div className={styles.placeholder}>
            <Skeleton label={t("starting")} lines={1} />
          </div>
        ) : takesCalls === false ? (
          <span className={styles.brand}>
            <SwitchboardMark size={28} />
            {t("common:product")}
          </span>
        ) : (
          <>
            <StateControl view={view} />
            <Day view={view} />
          </>
        )}
        <span className={styles.spring} />
        <CentreClock />
        <HealthIndicator />
        <UserMenu view={view} onSignOut={onSignOut} />
      </div>
    </header>
  );
}

function Day({ view: { today, queues } }: { readonly view: AgentView }) {
  const { t } = useTranslation("shell");
  const format = useFormat();
  const { user } = useConnection().session;
  const waiting = queues.reduce((sum, queue) => sum + queue.waiting, 0);
  const connection = connectionHealth(useConsoleState());
  const phone = phoneHealth(usePhoneState());
  // What does not work is said in words: where there is little room, figures give way to them.
  const givesWay = connection.tone !== "good" || phone.tone !== "good";
  return (
    <dl className={classNames(styles.day, givesWay && styles.givesWay)}>
      <div className={styles.figure}>
        <dt>{t("day.waiting")}</dt>
        <dd data-testid="day-waiting">
          {/* Who waits is for supervisors to see. */}
          <FigureLink
            to={waiting > 0 && roleAtLeast(user.role, "supervisor") ? { view: "wallboard" } : null}
            hint={t("day.opens-waiting")}
          >
            {format.number(waiting)}
          </FigureLink>
        </dd>
      </div>
      <div className={styles.figure}>
        <dt>{t("day.handled")}</dt>
        <dd data-testid="day-handled">
          <FigureLink
            to={today.handled === 0 ? null : { view: "history", behind: { counted: "handled", agentId: user.userId } }}
            hint={t("day.opens")}
          >
            {format.number(today.handled)}
          </FigureLink>
        </dd>
      </div>
    </dl>
  );
}

/** Where the centre's clock is another than this machine's: what it shows, since all days and times here are the centre's. */
function CentreClock() {
  const { t } = useTranslation("shell");
  const format = useFormat();
  const now = useServerSecond();
  const zone = useOtherZone(now);
  if (zone === null) return null;
  return (
    <span className={styles.clock} title={t("centre-time-hint", { zone })} data-testid="centre-clock">
      {t("centre-time", { time: format.time(now), zone })}
    </span>
  );
}

function UserMenu({ view, onSignOut }: { readonly view: AgentView | null; readonly onSignOut: () => void }) {
  const { t } = useTranslation("shell");
  const { user } = useConnection().session;
  const { language, setLanguage, theme, setTheme } = useAppearance();
  const inCall = isInCall(view);
  const themes = ["light", "dark", "system"] as const;
  return (
    <Menu
      label={t("account")}
      placement="bottom end"
      belowBars
      trigger={
        <Button tone="quiet" icon="user" className={styles.user} data-testid="user-menu">
          <span className={styles.userName}>{user.displayName}</span>
        </Button>
      }
      sections={[
        {
          title: t(`common:role.${user.role}`),
          entries: [{ id: "settings", label: t("nav.settings"), icon: "settings" }],
        },
        {
          title: t("settings:language"),
          entries: LANGUAGES.map((each) => ({
            id: `language-${each}`,
            label: LANGUAGE_NAMES[each],
            checked: each === language,
          })),
        },
        {
          title: t("settings:theme"),
          entries: themes.map((each) => ({
            id: `theme-${each}`,
            label: t(`settings:theme-${each}`),
            checked: each === theme,
          })),
        },
        {
          entries: [
            { id: "sign-out", label: t(inCall ? "sign-out-after" : "sign-out"), icon: "sign-out", disabled: inCall },
          ],
        },
      ]}
      onAction={(id) => {
        const chosenLanguage = LANGUAGES.find((each) => id === `language-${each}`);
        const chosenTheme = themes.find((each) => id === `theme-${each}`);
        if (chosenLanguage !== undefined) setLanguage(chosenLanguage);
        else if (chosenTheme !== undefined) setTheme(chosenTheme);
        else if (id === "settings") navigate({ view: "settings" });
        else onSignOut();
      }}
    />
  );
}
