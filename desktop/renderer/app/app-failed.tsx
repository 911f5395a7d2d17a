import { useTranslation } from "react-i18next";
import { ErrorState } from "../ui/error-state.tsx";

/** Nothing could be drawn: what happened, what is kept, what to do. */
export function AppFailed() {
  const { t } = useTranslation("shell");
  return (
    <ErrorState
      title={t("failed.title")}
      hint={t("failed.hint")}
      retryLabel={t("reload")}
      onRetry={() => location.reload()}
    />
  );
}
