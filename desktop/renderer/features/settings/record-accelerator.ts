import { parseAccelerator } from "../../../../shared/ipc/accelerator.ts";

/** The part of a keyboard event that decides. */
export interface RecordedPress {
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
  /** AltGr is down: on Windows it reads as Ctrl+Alt and writes characters. */
  readonly isAltGraph: boolean;
}

const NAMED: Readonly<Record<string, string>> = {
  Space: "Space",
  Insert: "Insert",
  Delete: "Delete",
  Home: "Home",
  End: "End",
  PageUp: "PageUp",
  PageDown: "PageDown",
  ArrowUp: "Up",
  ArrowDown: "Down",
  ArrowLeft: "Left",
  ArrowRight: "Right",
  AudioVolumeMute: "VolumeMute",
  MediaPlayPause: "MediaPlayPause",
  MediaStop: "MediaStop",
  MediaTrackNext: "MediaNextTrack",
  MediaTrackPrevious: "MediaPreviousTrack",
};

/** Only a modifier is down yet: the combination is still to come. */
export function isModifier(code: string): boolean {
  return /^(?:Control|Shift|Alt|Meta|OS)(?:Left|Right)?$/u.test(code);
}

/** The combination as the shell wants it; null for one that cannot be taken (it would eat what somebody types). */
export function recordAccelerator(press: RecordedPress): string | null {
  if (press.isAltGraph) return null;
  const key = /^(?:Key([A-Z])|Digit([0-9])|(F\d{1,2}))$/u.exec(press.code)?.slice(1).find(Boolean) ?? NAMED[press.code];
  if (key === undefined) return null;
  const modifiers = [
    press.ctrlKey ? "Control" : "",
    press.altKey ? "Alt" : "",
    press.shiftKey ? "Shift" : "",
    press.metaKey ? "Super" : "",
  ].filter((modifier) => modifier !== "");
  const accelerator = [...modifiers, key].join("+");
  return parseAccelerator(accelerator) === null ? null : accelerator;
}

const SHOWN: Readonly<Record<string, string>> = { Control: "Ctrl", PageUp: "Page Up", PageDown: "Page Down" };
const SHOWN_MAC: Readonly<Record<string, string>> = {
  Control: "⌃",
  CommandOrControl: "⌘",
  Command: "⌘",
  Super: "⌘",
  Meta: "⌘",
  Alt: "⌥",
  Option: "⌥",
  Shift: "⇧",
};

/** The keys as they are printed on the keyboard. */
export function acceleratorKeys(accelerator: string, isMac: boolean): readonly string[] {
  return accelerator.split("+").map((part) => {
    if (isMac) return SHOWN_MAC[part] ?? part;
    return SHOWN[part] ?? (part === "CommandOrControl" ? "Ctrl" : part === "Super" || part === "Meta" ? "Win" : part);
  });
}
