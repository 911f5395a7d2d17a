import { type ReactNode, Suspense, useEffect, useEffectEvent } from "react";
import { useTranslation } from "react-i18next";
import { retryViewTexts, ViewTexts } from "../i18n/view-texts.tsx";
import { useNotify } from "./notices.tsx";
import { useIsOlderPage } from "./older-page.ts";
import { useIsServerAway } from "./server-away.ts";
import { ErrorBoundary } from "./error-boundary.tsx";

interface LaterProps {
  readonly children: ReactNode;
  readonly onFailed?: () => void;
  /** It says nothing that the desk's texts do not have: those of all views need not be there. */
  readonly speaksAsDesk?: boolean;
  /** Until it is there; nothing by default. */
  readonly meanwhile?: ReactNode;
}

/** What opens over the desk and is not part of the first load: with its texts, and in a boundary that leaves the call alone. */
export function Later({ children, onFailed, speaksAsDesk = false, meanwhile = null }: LaterProps) {
  return (
    <ErrorBoundary fallback={() => <NotDrawn onFailed={onFailed} />}>
      <Suspense fallback={meanwhile}>{speaksAsDesk ? children : <ViewTexts>{children}</ViewTexts>}</Suspense>
    </ErrorBoundary>
  );
}

/** Closed and opened again it is tried again; while the server is away that would be in vain, and a reload would take the call. */
function NotDrawn({ onFailed }: { readonly onFailed: (() => void) | undefined }) {
  const { t, i18n } = useTranslation("shell");
  const notify = useNotify();
  const isOlderPage = useIsOlderPage();
  const isAway = useIsServerAway();
  const failed = useEffectEvent(() => {
    onFailed?.();
    retryViewTexts(i18n);
    const key = "view-failed";
    if (isAway)
      notify({ tone: "warning", title: t("view-failed.away-title"), detail: t("view-failed.away-again"), key });
    else {
      const detail = t(isOlderPage ? "view-failed.older" : "view-failed.hint");
      notify({ tone: "bad", title: t("view-failed.title"), detail, key });
    }
  });
  // As it was when it failed, once: what is known of the server later is no second failure.
  useEffect(() => failed(), []);
  return null;
}
