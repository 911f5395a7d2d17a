import { useTranslation } from "react-i18next";
import { ErrorState } from "../ui/error-state.tsx";
import { useIsOlderPage } from "../ui/older-page.ts";

/** Nothing could be drawn: what happened, what is kept, what to do. Without `onRetry`, or when the page is old, it is reloaded. */
export function AppFailed({ onRetry }: { readonly onRetry?: () => void }) {
  const { t } = useTranslation("shell");
  const retry = useIsOlderPage() ? undefined : onRetry;
  return (
    <ErrorState
      title={t("failed.title")}
      hint={t("failed.hint")}
      retryLabel={t(retry === undefined ? "reload" : "common:retry")}
      onRetry={retry ?? (() => location.reload())}
    />
  );
}
