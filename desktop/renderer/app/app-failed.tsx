import { useTranslation } from "react-i18next";
import { ErrorState } from "../ui/error-state.tsx";

/** Nothing could be drawn: what happened, what is kept, what to do. Without `onRetry` the page is reloaded. */
export function AppFailed({ onRetry }: { readonly onRetry?: () => void }) {
  const { t } = useTranslation("shell");
  return (
    <ErrorState
      title={t("failed.title")}
      hint={t("failed.hint")}
      retryLabel={t(onRetry === undefined ? "reload" : "common:retry")}
      onRetry={onRetry ?? (() => location.reload())}
    />
  );
}
