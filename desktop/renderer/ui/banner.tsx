import type { ReactNode } from "react";
import styles from "./banner.module.css";
import { classNames } from "./class-names.ts";
import { Icon } from "./icon.tsx";

interface BannerProps {
  readonly tone: "info" | "warning" | "bad";
  readonly children: ReactNode;
  readonly action?: ReactNode;
  readonly "data-testid"?: string;
}

/** Something that lasts and concerns the whole view: reconnecting, no microphone. */
export function Banner({ tone, children, action, ...rest }: BannerProps) {
  return (
    <div className={classNames(styles.banner, styles[tone])} role={tone === "bad" ? "alert" : "status"} {...rest}>
      <Icon name={tone === "info" ? "info" : "alert"} />
      <div className={styles.text}>{children}</div>
      {action}
    </div>
  );
}
