import type { ReactNode, Ref } from "react";
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from "react-aria-components/Button";
import styles from "./button.module.css";
import { classNames } from "./class-names.ts";
import { Icon } from "./icon.tsx";
import type { IconName } from "./icon-paths.ts";
import { Kbd } from "./kbd.tsx";
import { useKeyShortcuts } from "./use-key-shortcuts.ts";

export interface ButtonProps extends Omit<AriaButtonProps, "children" | "className" | "style"> {
  readonly children: ReactNode;
  /** What pressing it means. `quiet` has no frame until hovered. Default `secondary`. */
  readonly tone?: "primary" | "secondary" | "quiet" | "danger" | "answer";
  readonly size?: "sm" | "md" | "lg";
  readonly icon?: IconName;
  /** The key that does the same, shown in the button. */
  readonly shortcut?: string;
  /** Fills the width of its parent. */
  readonly wide?: boolean;
  readonly "data-testid"?: string;
  readonly className?: string;
  readonly ref?: Ref<HTMLButtonElement>;
}

/** A button with a visible label. While `isPending` it keeps its width and cannot be pressed twice. */
export function Button({
  children,
  tone = "secondary",
  size = "md",
  icon,
  shortcut,
  wide,
  className,
  ref,
  ...rest
}: ButtonProps) {
  const told = useKeyShortcuts(shortcut, ref);
  return (
    <AriaButton
      {...rest}
      ref={told}
      className={classNames(styles.button, styles[tone], styles[size], wide && styles.wide, className)}
    >
      {icon === undefined ? null : <Icon name={icon} size={size === "lg" ? 20 : 16} />}
      <span className={styles.label}>{children}</span>
      {shortcut === undefined ? null : (
        <span className={styles.shortcut}>
          <Kbd keys={shortcut} />
        </span>
      )}
      {rest.isPending === true ? <span className={styles.pending} aria-hidden="true" /> : null}
    </AriaButton>
  );
}
