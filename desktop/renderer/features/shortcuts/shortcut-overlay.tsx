import { useTranslation } from "react-i18next";
import { type Role, roleAtLeast } from "../../../../shared/domain/user.ts";
import { useConnection } from "../../connection/use-connection.ts";
import { SHORTCUTS, type Shortcut } from "../../keyboard/shortcuts.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { Kbd } from "../../ui/kbd.tsx";
import styles from "./shortcut-overlay.module.css";

const GROUPS: readonly Shortcut["group"][] = ["call", "wrap-up", "list", "state", "monitor", "go"];

/** Keys that lead where not everybody may go. */
const NEEDS: Readonly<Record<string, Role>> = { "go-wallboard": "supervisor", "go-admin": "admin" };

/** All keys of this person on one sheet. Not modal: keys keep working while it is open. */
export function ShortcutOverlay({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation("shortcuts");
  const { role } = useConnection().session.user;
  return (
    <Dialog
      title={t("title")}
      closeLabel={t("common:close")}
      onClose={onClose}
      size="lg"
      data-testid="shortcut-overlay"
    >
      <p className={styles.hint}>{t("hint")}</p>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard */}
      <div className={styles.groups} tabIndex={0} role="group" aria-label={t("title")}>
        {GROUPS.filter((group) => group !== "monitor" || roleAtLeast(role, "supervisor")).map((group) => (
          <section key={group} aria-label={t(`group.${group}`)}>
            <h3 className={styles.group}>{t(`group.${group}`)}</h3>
            <dl className={styles.list}>
              {Object.entries(SHORTCUTS)
                .filter(([id, shortcut]) => shortcut.group === group && roleAtLeast(role, NEEDS[id] ?? "agent"))
                .map(([id, shortcut]) => (
                  <Row key={id} label={t(`key.${id}`)} keys={shortcut.keys} />
                ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}

function Row({ label, keys }: { readonly label: string; readonly keys: readonly string[] }) {
  return (
    <div className={styles.row}>
      <dt>{label}</dt>
      <dd>
        <Kbd keys={keys} />
        <span className="visually-hidden">{keys.join(" ")}</span>
      </dd>
    </div>
  );
}
