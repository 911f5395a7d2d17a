import type { Ref } from "react";
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from "react-aria-components/Button";
import { Tooltip, TooltipTrigger } from "react-aria-components/Tooltip";
import styles from "./icon-button.module.css";
import { classNames } from "./class-names.ts";
import { Icon } from "./icon.tsx";
import type { IconName } from "./icon-paths.ts";
import { Kbd } from "./kbd.tsx";
import { useKeyShortcuts } from "./use-key-shortcuts.ts";

interface IconButtonProps extends Omit<AriaButtonProps, "children" | "className" | "style" | "aria-label"> {
  /** Spoken by screen readers and shown on hover and focus: an icon never stands without its word. */
  readonly label: string;
  readonly icon: IconName;
  readonly size?: "sm" | "md";
  readonly shortcut?: string;
  readonly "data-testid"?: string;
  readonly ref?: Ref<HTMLButtonElement>;
}

export function IconButton({ label, icon, size = "md", shortcut, ref, ...rest }: IconButtonProps) {
  const told = useKeyShortcuts(shortcut, ref);
  return (
    <TooltipTrigger delay={350} closeDelay={0}>
      <AriaButton {...rest} aria-label={label} ref={told} className={classNames(styles.button, styles[size])}>
        <Icon name={icon} size={size === "sm" ? 16 : 18} />
      </AriaButton>
      <Tooltip className={styles.tip} offset={6}>
        {label}
        {shortcut === undefined ? null : <Kbd keys={shortcut} />}
      </Tooltip>
    </TooltipTrigger>
  );
}
