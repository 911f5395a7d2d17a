import { createContext, use, useLayoutEffect, useRef, useSyncExternalStore } from "react";
import styles from "./notices.module.css";
import { classNames } from "./class-names.ts";
import { Icon } from "./icon.tsx";
import { IconButton } from "./icon-button.tsx";
import { createNoticeStore, type NoticeStore } from "./notice-store.ts";

/** One store for each page; the default serves tests and pages without a provider. */
export const NoticesContext = createContext<NoticeStore>(createNoticeStore());

/** `useNotify()({ tone: "bad", title, detail })` */
export function useNotify(): NoticeStore["show"] {
  return use(NoticesContext).show;
}

const ICONS = { info: "info", good: "check", warning: "alert", bad: "alert" } as const;

/** Where notices appear: bottom left, away from the call controls. Mount once in a page. */
export function NoticeRegion({ label, dismissLabel }: { readonly label: string; readonly dismissLabel: string }) {
  const store = use(NoticesContext);
  const items = useSyncExternalStore(store.subscribe, store.snapshot);
  const region = useRef<HTMLElement>(null);
  // A dialog ends above them (dialog.module.css): what is to be pressed in it is never below a notice.
  useLayoutEffect(() => {
    const top = items.length === 0 ? innerHeight : (region.current?.getBoundingClientRect().top ?? innerHeight);
    document.documentElement.style.setProperty("--notices-height", `${Math.ceil(innerHeight - top)}px`);
  }, [items]);
  return (
    <section ref={region} aria-label={label} className={styles.region} aria-live="polite" data-testid="notices">
      {items.map((item) => (
        <div
          key={item.id}
          className={classNames(styles.notice, styles[item.tone])}
          role={item.tone === "bad" ? "alert" : "status"}
        >
          <Icon name={ICONS[item.tone]} />
          <div className={styles.text}>
            <p className={styles.title}>{item.title}</p>
            {item.detail === undefined ? null : <p className={styles.detail}>{item.detail}</p>}
          </div>
          <IconButton icon="close" size="sm" label={dismissLabel} onPress={() => store.dismiss(item.id)} />
        </div>
      ))}
    </section>
  );
}
