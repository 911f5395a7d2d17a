import { useEffect, useEffectEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { useConsoleState } from "../connection/use-connection.ts";
import { retryViewTexts } from "../i18n/view-texts.tsx";
import { ErrorState } from "../ui/error-state.tsx";
import { useIsOlderPage } from "../ui/older-page.ts";

/**
 * What is not at the server any more does not come by asking again: a page older than the server's is reloaded. While the server is
 * away a reload would take the whole console, and a call with it; what was not fetched before comes by itself afterwards.
 */
export function ViewFailed({ onRetry }: { readonly onRetry: () => void }) {
  const { t, i18n } = useTranslation("shell");
  const isOlderPage = useIsOlderPage();
  const isAway = useConsoleState().link !== "online";
  const [wasAway, setWasAway] = useState(isAway);
  if (isAway && !wasAway) setWasAway(true);
  const comesByItself = wasAway && !isOlderPage;
  const tryAgain = useEffectEvent(() => {
    retryViewTexts(i18n);
    onRetry();
  });
  useEffect(() => {
    if (!isAway && comesByItself) tryAgain();
  }, [isAway, comesByItself]);
  if (isAway || comesByItself) return <ErrorState title={t("view-failed.away-title")} hint={t("view-failed.away")} />;
  return (
    <ErrorState
      title={t("view-failed.title")}
      hint={t(isOlderPage ? "view-failed.older" : "view-failed.hint")}
      retryLabel={t(isOlderPage ? "reload" : "common:retry")}
      onRetry={() => {
        if (isOlderPage) return location.reload();
        retryViewTexts(i18n);
        return onRetry();
      }}
    />
  );
}
