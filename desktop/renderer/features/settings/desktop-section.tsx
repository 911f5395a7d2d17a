import { useTranslation } from "react-i18next";
import {
  type DesktopStatus,
  HOTKEY_ACTIONS,
  type SettingsChange,
  type UpdateState,
} from "../../../../shared/ipc/desktop-settings.ts";
import { useConnection } from "../../connection/use-connection.ts";
import { useReportFailure } from "../../connection/use-report-failure.ts";
import { desktopShell } from "../../desktop-shell/desktop-shell.ts";
import { rememberSession } from "../../desktop-shell/remembered-session.ts";
import { useChangeDesktop, useDesktopStatus } from "../../desktop-shell/use-desktop-status.ts";
import { Button } from "../../ui/button.tsx";
import { Panel } from "../../ui/panel.tsx";
import { Switch } from "../../ui/switch.tsx";
import styles from "./desktop-section.module.css";
import { HotkeyField } from "./hotkey-field.tsx";

/** What only the desktop application can: nothing in a browser. Each switch says what became of it where that may differ. */
export function DesktopSection() {
  const status = useDesktopStatus();
  const change = useChangeDesktop();
  if (status === null) return null;
  return (
    <>
      <Hotkeys status={status} onChange={(wanted) => void change(wanted)} />
      <Notices status={status} onChange={(wanted) => void change(wanted)} />
      <Program status={status} change={change} />
    </>
  );
}

interface PartProps {
  readonly status: DesktopStatus;
  readonly onChange: (change: SettingsChange) => void;
}

function Hotkeys({ status: { settings, hotkeys }, onChange }: PartProps) {
  const { t } = useTranslation("desktop");
  return (
    <Panel title={t("hotkeys.title")} data-testid="desktop-hotkeys">
      <div className={styles.fields}>
        <Switch
          label={t("hotkeys.enabled")}
          description={t("hotkeys.hint")}
          isSelected={settings.hotkeysEnabled}
          onChange={(hotkeysEnabled) => onChange({ hotkeysEnabled })}
          data-testid="hotkeys-enabled"
        />
        {settings.hotkeysEnabled
          ? HOTKEY_ACTIONS.map((action) => (
              <HotkeyField
                key={action}
                action={action}
                accelerator={settings.hotkeys[action]}
                state={hotkeys[action]}
                onChange={(accelerator) => onChange({ hotkeys: { ...settings.hotkeys, [action]: accelerator } })}
              />
            ))
          : null}
      </div>
    </Panel>
  );
}

function Notices({ status: { settings, notices }, onChange }: PartProps) {
  const { t } = useTranslation("desktop");
  return (
    <Panel title={t("notices.title")} data-testid="desktop-notices">
      {notices ? (
        <div className={styles.fields}>
          <Switch
            label={t("notices.offers")}
            description={t("notices.offers-hint")}
            isSelected={settings.notifyOffers}
            onChange={(notifyOffers) => onChange({ notifyOffers })}
            data-testid="notify-offers"
          />
          {settings.notifyOffers ? (
            <Switch
              label={t("notices.name")}
              description={t("notices.name-hint")}
              isSelected={settings.showCustomerName}
              onChange={(showCustomerName) => onChange({ showCustomerName })}
              data-testid="notify-name"
            />
          ) : null}
        </div>
      ) : (
        <p className={styles.note}>{t("notices.none")}</p>
      )}
    </Panel>
  );
}

interface ProgramProps {
  readonly status: DesktopStatus;
  readonly change: (change: SettingsChange) => Promise<DesktopStatus | null>;
}

function Program({ status: { settings, opensLinks, keyring, update, problem }, change }: ProgramProps) {
  const { t } = useTranslation("desktop");
  const { session } = useConnection();
  const report = useReportFailure();
  const openLogs = () => desktopShell()?.request("log-folder-open", null).catch(report);
  return (
    <Panel title={t("program.title")} data-testid="desktop-program">
      <div className={styles.fields}>
        {problem === null ? null : (
          <p className={styles.note} role="status">
            {t(`program.problem.${problem}`)}
          </p>
        )}
        <Switch
          label={t("program.login")}
          isSelected={settings.openAtLogin}
          onChange={(openAtLogin) => void change({ openAtLogin })}
        />
        <Switch
          label={t("program.tray")}
          description={t("program.tray-hint")}
          isSelected={settings.closeToTray}
          onChange={(closeToTray) => void change({ closeToTray })}
        />
        <Switch
          label={t("program.links")}
          description={t(settings.openLinks && !opensLinks ? "program.links-elsewhere" : "program.links-hint")}
          isSelected={settings.openLinks}
          onChange={(openLinks) => void change({ openLinks })}
          data-testid="open-links"
        />
        {keyring ? (
          <Switch
            label={t("program.remember")}
            description={t("program.remember-hint")}
            isSelected={settings.rememberSignIn}
            onChange={(rememberSignIn) =>
              void change({ rememberSignIn }).then((now) => {
                if (now?.settings.rememberSignIn === true) rememberSession(session);
              })
            }
            data-testid="remember-sign-in"
          />
        ) : (
          <p className={styles.note}>{t("program.no-keyring")}</p>
        )}
        <Updates update={update} isWanted={settings.checkForUpdates} change={change} />
        <div className={styles.action}>
          <Button icon="external" onPress={() => void openLogs()}>
            {t("program.logs")}
          </Button>
          <p className={styles.note}>{t("program.logs-hint")}</p>
        </div>
      </div>
    </Panel>
  );
}

interface UpdatesProps extends Pick<ProgramProps, "change"> {
  readonly update: UpdateState;
  readonly isWanted: boolean;
}

function Updates({ update: { phase, version }, isWanted, change }: UpdatesProps) {
  const { t } = useTranslation("desktop");
  const report = useReportFailure();
  const ask = (name: "update-check" | "update-install") => desktopShell()?.request(name, null).catch(report);
  if (phase === "not-configured" || phase === "cannot-install")
    return <p className={styles.note}>{t(`update.${phase}`)}</p>;
  return (
    <>
      <Switch
        label={t("update.wanted")}
        description={t("update.hint")}
        isSelected={isWanted}
        onChange={(checkForUpdates) => void change({ checkForUpdates })}
      />
      <div className={styles.update}>
        <span role="status">{t(`update.${phase}`, { version: version ?? "" })}</span>
        {phase === "ready" ? (
          <Button tone="primary" icon="refresh" onPress={() => void ask("update-install")}>
            {t("update.install")}
          </Button>
        ) : (
          <Button
            icon="refresh"
            isDisabled={phase === "checking" || phase === "downloading"}
            onPress={() => void ask("update-check")}
          >
            {t("update.check")}
          </Button>
        )}
      </div>
    </>
  );
}
