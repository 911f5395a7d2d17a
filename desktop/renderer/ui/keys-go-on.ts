import type { ButtonProps } from "react-aria-components/Button";

/** React Aria's key event: it goes no further than the control, unless told to. */
export type ControlKeyEvent = Parameters<NonNullable<ButtonProps["onKeyDown"]>>[0];

/**
 * A handler of a control's own keys that leaves all others to the page. Without it React Aria keeps every key of a control that has a
 * handler, and the keys of the call are dead while the focus stands there.
 */
export function keysGoOn(handle: (event: ControlKeyEvent) => void): (event: ControlKeyEvent) => void {
  return (event) => {
    handle(event);
    if (!event.isDefaultPrevented()) event.continuePropagation();
  };
}
