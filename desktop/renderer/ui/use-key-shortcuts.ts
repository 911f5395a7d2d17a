import { type Ref, type RefObject, useImperativeHandle, useLayoutEffect, useRef } from "react";

/**
 * Tells screen readers the key of a control, as `Kbd` shows it to eyes. Set on the element itself: of the ARIA attributes React Aria passes
 * on those it knows, and `aria-keyshortcuts` is none of them (2026-11-24).
 */
export function useKeyShortcuts(
  keys: string | undefined,
  ref?: Ref<HTMLButtonElement>,
): RefObject<HTMLButtonElement | null> {
  const control = useRef<HTMLButtonElement>(null);
  // Whoever opens a menu below the control has it, too.
  useImperativeHandle<HTMLButtonElement | null, HTMLButtonElement | null>(ref, () => control.current);
  useLayoutEffect(() => {
    if (keys === undefined) control.current?.removeAttribute("aria-keyshortcuts");
    else control.current?.setAttribute("aria-keyshortcuts", spoken(keys));
  }, [keys]);
  return control;
}

/** By the names of UI Events (WAI-ARIA 1.2). */
function spoken(keys: string): string {
  return keys.replace("Ctrl", "Control").replace("↵", "Enter");
}
