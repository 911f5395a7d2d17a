import { useTranslation } from "react-i18next";
import { Button as AriaButton } from "react-aria-components/Button";
import { type Role, roleAtLeast } from "../../../shared/domain/user.ts";
import { useDueCount } from "../connection/use-agenda.ts";
import { useAgentView, useConnection } from "../connection/use-connection.ts";
import { useTakesCalls } from "../connection/use-takes-calls.ts";
import type { ShortcutId } from "../keyboard/shortcuts.ts";
import { useShortcut } from "../keyboard/use-shortcut.ts";
import { type Route, routeHash } from "../navigation/route.ts";
import { navigate, useRoute } from "../navigation/use-route.ts";
import { classNames } from "../ui/class-names.ts";
import { Icon } from "../ui/icon.tsx";
import type { IconName } from "../ui/icon-paths.ts";
import { useKeyShortcuts } from "../ui/use-key-shortcuts.ts";
import styles from "./rail.module.css";

interface Entry {
  readonly view: Exclude<Route["view"], "customer" | "contact">;
  readonly icon: IconName;
  readonly shortcut: ShortcutId;
  readonly needs: Role;
}

const ENTRIES: readonly Entry[] = [
  { view: "desk", icon: "headset", shortcut: "go-desk", needs: "agent" },
  { view: "search", icon: "search", shortcut: "go-search", needs: "agent" },
  { view: "history", icon: "clock", shortcut: "go-history", needs: "agent" },
  { view: "agenda", icon: "phone-out", shortcut: "go-agenda", needs: "agent" },
  { view: "waiting", icon: "inbox", shortcut: "go-waiting", needs: "agent" },
  { view: "lists", icon: "list", shortcut: "go-lists", needs: "agent" },
  { view: "wallboard", icon: "board", shortcut: "go-wallboard", needs: "supervisor" },
  { view: "admin", icon: "sliders", shortcut: "go-admin", needs: "admin" },
];
/** More digits would hide the sign beside them. */
const BADGE_MAX = 99;
const SETTINGS: Entry = { view: "settings", icon: "settings", shortcut: "go-settings", needs: "agent" };

/** Where one can go; only what one's role may see. */
export function Rail({ onHelp }: { readonly onHelp: () => void }) {
  const { t } = useTranslation("shell");
  const { user } = useConnection().session;
  const takesCalls = useTakesCalls();
  const helpKey = useKeyShortcuts("?");
  const allowed = ENTRIES.filter(
    ({ view, needs }) =>
      roleAtLeast(user.role, needs) && ((view !== "desk" && view !== "agenda") || takesCalls !== false),
  );
  return (
    <nav className={styles.rail} aria-label={t("navigation")}>
      <ul className={styles.entries}>
        {allowed.map((entry) => (
          <RailLink key={entry.view} entry={entry} />
        ))}
      </ul>
      <ul className={styles.entries}>
        <RailLink entry={SETTINGS} />
        <li>
          <AriaButton className={styles.entry} onPress={onHelp} ref={helpKey} data-testid="nav-help">
            <Icon name="keyboard" size={20} />
            <span className={styles.label}>{t("nav.help")}</span>
          </AriaButton>
        </li>
      </ul>
    </nav>
  );
}

/** How many promised calls are due: the only red number on the rail, so that it is seen. */
function DueBadge() {
  const { t } = useTranslation("shell");
  const due = useDueCount();
  if (due === 0) return null;
  return (
    <span className={styles.badge} data-testid="agenda-due">
      {due}
      <span className="visually-hidden"> {t("agenda:group.due", { count: due })}</span>
    </span>
  );
}

/** New messages of callers, of one's own queues: in the rail's own colours, nobody waits on the line for them. */
function MessagesBadge() {
  const { t } = useTranslation("shell");
  const open = useAgentView()?.messages.open ?? 0;
  if (open === 0) return null;
  return (
    <span className={classNames(styles.badge, styles.calm)} data-testid="messages-open">
      <span aria-hidden="true">{open > BADGE_MAX ? `${BADGE_MAX}+` : open}</span>
      <span className="visually-hidden"> {t("new-messages", { count: open })}</span>
    </span>
  );
}

function RailLink({ entry: { view, icon, shortcut } }: { readonly entry: Entry }) {
  const { t } = useTranslation("shell");
  const route = useRoute();
  const isHere =
    route.view === view ||
    (view === "search" && route.view === "customer") ||
    (view === "history" && route.view === "contact");
  useShortcut(shortcut, () => navigate({ view }));
  return (
    <li>
      <a
        href={routeHash({ view })}
        className={classNames(styles.entry, isHere && styles.here)}
        {...(isHere ? { "aria-current": "page" as const } : {})}
        data-testid={`nav-${view}`}
      >
        <Icon name={icon} size={20} />
        <span className={styles.label}>{t(`nav.${view}`)}</span>
        {view === "agenda" ? <DueBadge /> : null}
        {view === "waiting" ? <MessagesBadge /> : null}
      </a>
    </li>
  );
}
