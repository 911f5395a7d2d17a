import { useTranslation } from "react-i18next";
import type { Level } from "./levels.ts";
import styles from "./level-mark.module.css";

/** Circle, triangle, barred diamond: the level without its colour. For `none` only the place is kept. */
export function LevelMark({ level }: { readonly level: Level }) {
  const { t } = useTranslation("wallboard");
  // The place is kept: figures stand in line whether judged or not.
  if (level === "none") return <span className={styles.none} data-level="none" />;
  return (
    <span className={styles[level]} data-level={level}>
      <svg viewBox="0 0 16 16" aria-hidden="true" focusable="false" fill="currentColor">
        {level === "good" && <circle cx="8" cy="8" r="6" />}
        {level === "warning" && <path d="M8 1.2 15.4 14.6H.6Z" />}
        {level === "bad" && <path d="M8 0 16 8 8 16 0 8ZM7 3.6v5.2h2V3.6ZM7 10.2v2.2h2v-2.2Z" fillRule="evenodd" />}
      </svg>
      <span className="visually-hidden">{t(`level.${level}`)}</span>
    </span>
  );
}
