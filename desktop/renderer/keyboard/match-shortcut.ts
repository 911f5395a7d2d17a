import { SHORTCUTS, type Shortcut, type ShortcutId } from "./shortcuts.ts";

/** The part of a keyboard event that decides. */
export interface KeyPress {
  readonly code: string;
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

/** Which shortcut a press is, given the `lead` key pressed just before (`KeyG` of "G D") and whether somebody is typing. */
export function matchShortcut(press: KeyPress, lead: string | null, isTyping: boolean): ShortcutId | null {
  return matchingShortcuts(press, lead, isTyping)[0] ?? null;
}

/** More than one would be a conflict in the table. */
export function matchingShortcuts(press: KeyPress, lead: string | null, isTyping: boolean): readonly ShortcutId[] {
  return Object.entries(SHORTCUTS).flatMap(([id, shortcut]) =>
    matches(shortcut, press, lead, isTyping) && isShortcutId(id) ? [id] : [],
  );
}

/** Whether a press may be the first of a sequence. */
export function isLead(press: KeyPress, isTyping: boolean): boolean {
  return press.code === "KeyG" && !isTyping && !press.altKey && !press.ctrlKey && !press.metaKey;
}

function matches(shortcut: Shortcut, press: KeyPress, lead: string | null, isTyping: boolean): boolean {
  const last = shortcut.sequence.at(-1);
  if (press.code !== last && press.key !== last) return false;
  const wantsLead = shortcut.sequence.length === 2;
  if (wantsLead !== (lead !== null) || (wantsLead && lead !== shortcut.sequence[0])) return false;
  const { altKey, shiftKey } = press;
  const ctrl = press.ctrlKey || press.metaKey;
  switch (shortcut.with) {
    case "plain":
      return !ctrl && !shiftKey && (wantsLead ? !altKey && !isTyping : altKey || !isTyping);
    case "bare":
      return !ctrl && !shiftKey && !altKey && !isTyping;
    case "digits":
      return false;
    case "alt":
      return altKey && !ctrl && !shiftKey;
    case "shift":
      return !ctrl && !altKey && !isTyping;
    case "ctrl":
      return ctrl && !shiftKey && !altKey;
    case "ctrl-shift":
      return ctrl && shiftKey && !altKey;
  }
}

function isShortcutId(id: string): id is ShortcutId {
  return Object.hasOwn(SHORTCUTS, id);
}
