import type { ReactNode } from "react";
import styles from "./tag.module.css";
import { classNames } from "./class-names.ts";
import { Icon } from "./icon.tsx";
import type { IconName } from "./icon-paths.ts";

export type Tone = "neutral" | "info" | "good" | "warning" | "bad" | "brass";

interface TagProps {
  readonly children: ReactNode;
  readonly tone?: Tone;
  readonly icon?: IconName;
  readonly "data-testid"?: string;
}

/** A short fact in a frame: verified, overdue, VIP. Always give an icon where the tone carries meaning. */
export function Tag({ children, tone = "neutral", icon, ...rest }: TagProps) {
  return (
    <span className={classNames(styles.tag, styles[tone])} {...rest}>
      {icon === undefined ? null : <Icon name={icon} size={13} />}
      {children}
    </span>
  );
}
