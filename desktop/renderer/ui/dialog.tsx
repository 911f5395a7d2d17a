import { type ReactNode, useEffect, useEffectEvent, useId, useRef } from "react";
import { createPortal } from "react-dom";
import styles from "./dialog.module.css";
import { IconButton } from "./icon-button.tsx";

interface DialogProps {
  readonly title: string;
  readonly closeLabel: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
  /** Buttons, at the end. */
  readonly actions?: ReactNode;
  readonly size?: "sm" | "md" | "lg";
  readonly "data-testid"?: string;
}

/**
 * A dialog that is never modal: the call controls and the keys stay usable while it is open, because nothing may stand
 * between an agent and hanging up. Focus goes in when it opens and back to where it was when it closes; Escape closes.
 */
export function Dialog({ title, closeLabel, onClose, children, actions, size = "md", ...rest }: DialogProps) {
  const id = useId();
  const box = useRef<HTMLDialogElement>(null);
  const close = useEffectEvent(onClose);
  useEffect(() => {
    const dialog = box.current;
    const before = document.activeElement;
    const first = dialog?.querySelector<HTMLElement>("[data-autofocus], input, textarea") ?? dialog;
    first?.focus();
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      close();
    };
    dialog?.addEventListener("keydown", onKeyDown);
    return () => {
      dialog?.removeEventListener("keydown", onKeyDown);
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  return createPortal(
    <div className={styles.layer}>
      <dialog ref={box} open aria-labelledby={id} tabIndex={-1} className={styles.box} data-size={size} {...rest}>
        <header className={styles.head}>
          <h2 id={id} className={styles.title}>
            {title}
          </h2>
          <IconButton icon="close" label={closeLabel} size="sm" onPress={onClose} />
        </header>
        <div className={styles.body}>{children}</div>
        {actions === undefined ? null : <footer className={styles.actions}>{actions}</footer>}
      </dialog>
    </div>,
    document.body,
  );
}
