import { useTranslation } from "react-i18next";
import { AGENT_CHOSEN_REASONS } from "../../../shared/domain/agent.ts";
import { LANGUAGES } from "../../../shared/domain/contact.ts";
import { useCommand } from "../connection/use-command.ts";
import { useConsoleState } from "../connection/use-connection.ts";
import { useTakesCalls } from "../connection/use-takes-calls.ts";
import type { PaletteItem } from "../features/palette/palette-item.ts";
import { tourAsked } from "../features/tour/tour-memory.ts";
import { SHORTCUTS, type ShortcutId } from "../keyboard/shortcuts.ts";
import { enabledShortcuts, runShortcut } from "../keyboard/use-shortcut.ts";
import type { IconName } from "../ui/icon-paths.ts";
import { LANGUAGE_NAMES } from "../i18n/language-names.ts";
import { isInCall } from "./is-in-call.ts";
import { useAppearance } from "./use-appearance.ts";

const GROUP_ICONS: Readonly<Record<(typeof SHORTCUTS)[ShortcutId]["group"], IconName>> = {
  call: "phone",
  "wrap-up": "note",
  list: "list",
  state: "headset",
  monitor: "headset",
  go: "chevron-right",
};
/** Where a key has a button of its own, the palette shows the button's icon. */
const ICONS: Readonly<Partial<Record<ShortcutId, IconName>>> = {
  mute: "microphone",
  hold: "pause",
  keypad: "keypad",
  note: "edit",
  "hang-up": "phone-down",
  dial: "phone-out",
  redial: "phone-out",
  transfer: "transfer",
  park: "park",
  swap: "refresh",
  conference: "users",
  "hand-over": "transfer",
  "let-go": "close",
  "end-all": "phone-down",
  retrieve: "park",
  reject: "close",
  promise: "clock",
  ready: "check",
};
/** The palette itself, and the menu of reasons: each reason stands in the palette. */
const LEFT_OUT: readonly ShortcutId[] = ["palette", "not-ready"];

/** What can be done now: every key that does something, then reasons, languages, themes, the tour; last, as in the menu, signing out. */
export function usePaletteActions(onSignOut: () => void): readonly PaletteItem[] {
  const { t } = useTranslation("shortcuts");
  const notReady = useCommand("agent.not-ready");
  const { link, view } = useConsoleState();
  const online = link === "online";
  const inCall = isInCall(view);
  const takesCalls = useTakesCalls();
  const looks = useLookItems();
  const keyed = enabledShortcuts()
    .filter((id) => !LEFT_OUT.includes(id))
    .map((id): PaletteItem => {
      const { group, keys } = SHORTCUTS[id];
      return {
        id,
        group: group === "state" ? "state" : group === "go" ? "go" : "action",
        label: t(`key.${id}`),
        icon: ICONS[id] ?? GROUP_ICONS[group],
        keys,
        // The palette is gone by then: a key that moves the focus finds its place.
        run: () => void setTimeout(() => runShortcut(id)),
      };
    });
  const reasons = AGENT_CHOSEN_REASONS.map(
    (reason): PaletteItem => ({
      id: `not-ready-${reason}`,
      group: "state",
      label: t("palette:not-ready", { reason: t(`common:reason.${reason}`) }),
      icon: "headset",
      run: () => void notReady.run({ reason }),
    }),
  );
  const tour: PaletteItem = {
    id: "tour",
    group: "look",
    label: t("tour:again"),
    icon: "help",
    run: () => tourAsked.update((times) => times + 1),
  };
  // As in the menu: not in a call, which it would end.
  const signOut: PaletteItem = {
    id: "sign-out",
    group: "account",
    label: t("shell:sign-out"),
    icon: "sign-out",
    run: onSignOut,
  };
  const order: readonly PaletteItem["group"][] = ["action", "state", "go", "look", "account"];
  const all = [
    ...keyed,
    ...(online && takesCalls === true ? reasons : []),
    ...looks,
    tour,
    ...(inCall ? [] : [signOut]),
  ];
  return order.flatMap((group) =>
    all
      .filter((item) => item.group === group)
      .map((item) => ({ ...item, also: t(`palette:also.${item.id}`, { defaultValue: "" }) })),
  );
}

/** The other language, the other themes. */
function useLookItems(): readonly PaletteItem[] {
  const { t } = useTranslation("shortcuts");
  const { language, setLanguage, theme, setTheme } = useAppearance();
  const languages = LANGUAGES.filter((each) => each !== language).map(
    (each): PaletteItem => ({
      id: `language-${each}`,
      group: "look",
      label: LANGUAGE_NAMES[each],
      aside: t("settings:language"),
      icon: "globe",
      run: () => setLanguage(each),
    }),
  );
  const themes = (["light", "dark", "system"] as const)
    .filter((each) => each !== theme)
    .map(
      (each): PaletteItem => ({
        id: `theme-${each}`,
        group: "look",
        label: t(`settings:theme-${each}`),
        aside: t("settings:theme"),
        icon: each === "dark" ? "moon" : "sun",
        run: () => setTheme(each),
      }),
    );
  return [...languages, ...themes];
}
