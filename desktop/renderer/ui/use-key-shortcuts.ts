import { type Ref, type RefCallback, useCallback } from "react";

/**
 * Tells screen readers the key of a control, as `Kbd` shows it to eyes. Set on the element itself: of the ARIA attributes React Aria
 * passes on those it knows, and `aria-keyshortcuts` is none of them (2026-11-24).
 */
export function useKeyShortcuts(
  keys: string | undefined,
  ref?: Ref<HTMLButtonElement>,
): RefCallback<HTMLButtonElement> {
  return useCallback(
    (element) => {
      if (keys === undefined) element?.removeAttribute("aria-keyshortcuts");
      else element?.setAttribute("aria-keyshortcuts", spoken(keys));
      if (typeof ref === "function") return ref(element);
      if (ref) ref.current = element;
      return undefined;
    },
    [keys, ref],
  );
}

/** By the names of UI Events (WAI-ARIA 1.2). */
function spoken(keys: string): string {
  return keys.replace("Ctrl", "Control").replace("↵", "Enter");
}
