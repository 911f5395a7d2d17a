import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import type { i18n as I18n } from "i18next";
import { Suspense, useEffect, useState } from "react";
import { I18nProvider } from "react-aria-components/I18nProvider";
import { I18nextProvider, useTranslation } from "react-i18next";
import type { Session } from "../../../shared/wire/http.ts";
import { ringTone } from "../audio/page-ring.ts";
import { pageFolder } from "../connection/connection.ts";
import type { EndReason } from "../connection/console-client.ts";
import { failureCode } from "../connection/failure.ts";
import { HttpClient } from "../connection/http-client.ts";
import { loadSession } from "../connection/session-store.ts";
import { keepSession } from "../desktop-shell/remembered-session.ts";
import { SignInView } from "../features/sign-in/sign-in-view.tsx";
import { createNoticeStore } from "../ui/notice-store.ts";
import { NoticesContext } from "../ui/notices.tsx";
import { AppearanceMenu } from "./appearance-menu.tsx";
import { AppFailed } from "./app-failed.tsx";
import { ErrorBoundary } from "../ui/error-boundary.tsx";
import { laterPart } from "../ui/later-part.tsx";
import type { SignedInProps } from "./signed-in.tsx";

interface AppProps {
  readonly i18n: I18n;
  /** Instead of socket.io, fetch and SIP.js: tests and the preview. */
  readonly fakes?: SignedInProps["fakes"];
}

/** The sign-in page comes without softphone and desk; they are fetched while the password is typed. */
const loadSignedIn = () => import("./signed-in.tsx");
const SignedIn = laterPart(async () => (await loadSignedIn()).SignedIn);

/** Waking the loudspeaker takes 70 ms: after the answer to the click, and still within what browsers count as the gesture. */
const unlockSoon = () => void setTimeout(ringTone.unlock);

const SESSION_OVER = ["session-expired", "not-signed-in"];
const ATTEMPTS_MAX = 2;
const FRESH_MS = 10_000;

/** The console: signed out or signed in. */
export function App({ i18n, fakes }: AppProps) {
  const [queries] = useState(createQueries);
  const [notices] = useState(createNoticeStore);
  return (
    <I18nextProvider i18n={i18n}>
      <ErrorBoundary fallback={() => <AppFailed />}>
        <NoticesContext value={notices}>
          <QueryClientProvider client={queries}>
            <Gate fakes={fakes} />
          </QueryClientProvider>
        </NoticesContext>
      </ErrorBoundary>
    </I18nextProvider>
  );
}

interface Ended {
  readonly because: EndReason | "signed-out-here-only";
}

function Gate({ fakes }: { readonly fakes: SignedInProps["fakes"] }) {
  const { t, i18n } = useTranslation("sign-in");
  const [session, setSession] = useState<Session | null>(() => loadSession(Date.now()));
  const [ended, setEnded] = useState<Ended | null>(null);
  const [http] = useState(
    () =>
      new HttpClient({
        baseUrl: pageFolder(),
        token: () => null,
        ...(fakes?.fetch === undefined ? {} : { fetch: fakes.fetch }),
      }),
  );
  useEffect(() => {
    // Once the page is painted. A failed fetch is tried again, and told, when it is needed.
    const timer = setTimeout(() => void loadSignedIn().catch(() => undefined));
    return () => clearTimeout(timer);
  }, []);
  const begin = (next: Session) => {
    keepSession(next);
    setEnded(null);
    setSession(next);
  };
  const end = (because: EndReason, told?: Promise<void>) => {
    keepSession(null);
    const ending: Ended = { because };
    setEnded(ending);
    setSession(null);
    told?.catch((error: unknown) => {
      // A session the server does not know is what was wanted.
      if (!SESSION_OVER.includes(failureCode(error)))
        // Of this sign-out: the answer to an earlier one says nothing of the session that followed.
        setEnded((now) => (now === ending ? { because: "signed-out-here-only" } : now));
    });
  };
  return (
    <I18nProvider locale={i18n.language === "zh" ? "zh-CN" : "en-GB"}>
      {session === null ? (
        <SignInView
          http={http}
          onSignedIn={begin}
          onGesture={unlockSoon}
          footer={<AppearanceMenu />}
          {...(ended === null ? {} : { notice: t(`ended.${ended.because}`) })}
        />
      ) : (
        <Suspense fallback={null}>
          <SignedIn key={session.token} session={session} onEnd={end} fakes={fakes} />
        </Suspense>
      )}
    </I18nProvider>
  );
}

function createQueries(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: FRESH_MS,
        refetchOnWindowFocus: false,
        // Only what may be gone the next moment; a refusal stays a refusal.
        retry: (attempts, error) =>
          attempts < ATTEMPTS_MAX && ["server-unreachable", "timeout"].includes(failureCode(error)),
      },
    },
  });
}
