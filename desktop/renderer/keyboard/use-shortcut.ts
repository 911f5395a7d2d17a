import { useEffect, useEffectEvent } from "react";
import { isLead, matchShortcut } from "./match-shortcut.ts";
import { SHORTCUT_IDS, type ShortcutId } from "./shortcuts.ts";

/** The second key of a sequence must follow within this time. */
const SEQUENCE_MS = 1_200;

type Handler = () => void;
const handlers = new Map<ShortcutId, Handler[]>();
let lead: { readonly code: string; readonly atMs: number } | null = null;

/** Runs `handler` when the key of `id` is pressed. The component mounted last wins; `enabled: false` gives the key back. */
export function useShortcut(id: ShortcutId, handler: Handler, enabled = true): void {
  const run = useEffectEvent(handler);
  useEffect(() => {
    if (!enabled) return undefined;
    const entry = () => run();
    if (handlers.size === 0) {
      document.addEventListener("keydown", onKeyDown);
      document.addEventListener("keydown", onEnterFirst, true);
    }
    handlers.set(id, [...(handlers.get(id) ?? []), entry]);
    return () => {
      const left = (handlers.get(id) ?? []).filter((each) => each !== entry);
      if (left.length > 0) handlers.set(id, left);
      else handlers.delete(id);
      if (handlers.size === 0) {
        document.removeEventListener("keydown", onKeyDown);
        document.removeEventListener("keydown", onEnterFirst, true);
      }
    };
  }, [id, enabled]);
}

/** Does what the key of `id` would do now, for keys that arrive another way (the shell's global ones). False: nothing to do. */
export function runShortcut(id: ShortcutId): boolean {
  const handler = handlers.get(id)?.at(-1);
  handler?.();
  return handler !== undefined;
}

/** Those that would do something now, in the order of the table. */
export function enabledShortcuts(): readonly ShortcutId[] {
  return SHORTCUT_IDS.filter((id) => handlers.has(id));
}

function onKeyDown(event: KeyboardEvent): void {
  // A held key repeats; an input method composes Chinese out of the same keys; somebody may have taken it already.
  if (event.repeat || event.isComposing || event.defaultPrevented) return;
  const typing = isTyping(event.target);
  const before = lead !== null && event.timeStamp - lead.atMs <= SEQUENCE_MS ? lead.code : null;
  const id = matchShortcut(event, before, typing) ?? (before === null ? null : matchShortcut(event, null, typing));
  lead = null;
  const handler = id === null ? undefined : handlers.get(id)?.at(-1);
  if (handler !== undefined) {
    event.preventDefault();
    handler();
  } else if (isLead(event, typing)) lead = { code: event.code, atMs: event.timeStamp };
}

/** Before the focused widget: a radio button keeps Enter for itself, with Ctrl too (React Aria's press), and nothing else means that. */
function onEnterFirst(event: KeyboardEvent): void {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) onKeyDown(event);
}

/** Letters belong to whoever types: text fields, and lists and menus that jump to a letter. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement) return true;
  if (target instanceof HTMLInputElement)
    return !["checkbox", "radio", "button", "submit", "range"].includes(target.type);
  return target.closest("[role=menu], [role=listbox]") !== null;
}
