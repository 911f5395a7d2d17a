import { type RefObject, useEffectEvent, useLayoutEffect, useRef, useState } from "react";

/** As React Aria's own. */
const OFFSET_PX = 8;

interface Hanging {
  readonly triggerRef: RefObject<Element | null>;
  readonly isOpen: boolean;
  readonly close: () => void;
}

/**
 * A popup hangs on its button and goes with it. React Aria closes one at every scroll of what its button is in; but pages here scroll
 * by themselves (a live board grows above what somebody looks at, and the browser keeps their place), and a menu must not vanish under
 * the hand. It closes when the button has left the part that scrolls, or the window that was made smaller: it would hang outside.
 *
 * `close` of the result is for React Aria, which does not say why it wants to.
 */
export function useHangOn({ triggerRef, isOpen, close }: Hanging): {
  readonly offset: number;
  readonly close: () => void;
} {
  const [moves, setMoves] = useState(0);
  const scroll = useRef<Event | null>(null);
  const lost = useEffectEvent(close);
  // A layout effect: it must listen before React Aria does, which does so in an effect.
  useLayoutEffect(() => {
    if (!isOpen) return undefined;
    const onScroll = (event: Event): void => {
      if (!isHeldBy(triggerRef.current, event.target)) return;
      scroll.current = event;
      setMoves((before) => before + 1);
    };
    const onResize = (): void => {
      if (!isHeldBy(triggerRef.current, document)) lost();
    };
    window.addEventListener("scroll", onScroll, true);
    window.addEventListener("resize", onResize);
    return () => {
      window.removeEventListener("scroll", onScroll, true);
      window.removeEventListener("resize", onResize);
    };
  }, [isOpen, triggerRef]);
  return {
    // React Aria measures again when an option of the place changes: a hundredth of a pixel, which nobody sees.
    offset: OFFSET_PX + (moves % 2) / 100,
    close: () => {
      // The phase says that the scroll is being told of in this moment, so this call comes of it.
      if (scroll.current === null || scroll.current.eventPhase === Event.NONE) close();
    },
  };
}

/** Whether the button is inside of what has scrolled, and still in sight there. */
function isHeldBy(trigger: Element | null, scrolled: EventTarget | null): boolean {
  if (trigger === null || !(scrolled instanceof Node) || !scrolled.contains(trigger)) return false;
  const { top, bottom } = trigger.getBoundingClientRect();
  const { top: from, bottom: to } =
    scrolled instanceof Element ? scrolled.getBoundingClientRect() : { top: 0, bottom: window.innerHeight };
  return bottom >= Math.max(0, from) && top <= Math.min(window.innerHeight, to);
}
