import { useEffect, useEffectEvent } from "react";
import { isTyping } from "../../keyboard/use-shortcut.ts";

/**
 * A letter alone, while nobody types. Listens behind the console's own keys (on the window, they on the document), so that the
 * D of "G D" stays theirs.
 */
export function usePlainKey(code: string, handler: () => void, enabled: boolean): void {
  const run = useEffectEvent(handler);
  useEffect(() => {
    if (!enabled) return undefined;
    const onKeyDown = (event: KeyboardEvent): void => {
      const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.shiftKey;
      if (event.code !== code || !isPlain || event.repeat || event.isComposing || event.defaultPrevented) return;
      if (isTyping(event.target)) return;
      event.preventDefault();
      run();
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, [code, enabled]);
}
