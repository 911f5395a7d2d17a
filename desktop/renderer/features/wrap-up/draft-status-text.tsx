import { useTranslation } from "react-i18next";
import { Icon } from "../../ui/icon.tsx";
import styles from "./wrap-up-panel.module.css";
import type { DraftStatus } from "./use-draft.ts";

/** Whether the words are safe. */
export function DraftStatusText({ status, isEmpty }: { readonly status: DraftStatus; readonly isEmpty: boolean }) {
  const { t } = useTranslation("wrap-up");
  const text = isEmpty && status === "saved" ? t("draft.empty") : t(`draft.${status}`);
  return (
    <p
      className={status === "failed" ? styles.draftFailed : styles.draft}
      aria-live="polite"
      data-testid="draft-status"
      data-status={status}
    >
      {status === "failed" ? <Icon name="alert" size={13} /> : null}
      {status === "saved" && !isEmpty ? <Icon name="check" size={13} /> : null}
      {text}
    </p>
  );
}
