import { useEffect, useEffectEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Notice } from "../../../shared/wire/notice-schema.ts";
import type { Session } from "../../../shared/wire/http.ts";
import { type Connection, createConnection } from "../connection/connection.ts";
import { CentreTimeZone } from "../connection/centre-time-zone.tsx";
import { OlderPage } from "../connection/older-page.tsx";
import { ServerAway } from "../connection/server-away.tsx";
import type { EndReason } from "../connection/console-client.ts";
import { signOut } from "../connection/session-api.ts";
import type { SocketPort } from "../connection/socket-port.ts";
import { ConnectionContext, useConsoleState } from "../connection/use-connection.ts";
import { SoftphoneProvider } from "../features/softphone/softphone-provider.tsx";
import type { createSoftphone } from "../features/softphone/create-softphone.ts";
import { useNotify } from "../ui/notices.tsx";
import { ServerTimeContext } from "../ui/server-time.ts";
import { AppFailed } from "./app-failed.tsx";
import { EndOfSession } from "./end-of-session.tsx";
import { EndedView } from "./ended-view.tsx";
import { ErrorBoundary } from "../ui/error-boundary.tsx";
import { noticeWords } from "./notice-words.ts";
import { Shell } from "./shell.tsx";

export interface SignedInProps {
  readonly session: Session;
  /** `told`: the server's answer to a sign-out. */
  readonly onEnd: (because: EndReason, told?: Promise<void>) => void;
  readonly fakes:
    | {
        readonly port?: () => SocketPort;
        readonly fetch?: typeof fetch;
        readonly createSoftphone?: typeof createSoftphone;
      }
    | undefined;
}

/** A signed-in page: one connection, one softphone, the shell. */
export function SignedIn({ session, onEnd, fakes }: SignedInProps) {
  const { t, i18n } = useTranslation("notice");
  const notify = useNotify();
  const onNotice = useEffectEvent((notice: Notice, timeZone: string | null) => {
    const { code, severity } = notice;
    const tone = severity === "error" ? "bad" : severity;
    notify({ tone, ...noticeWords(i18n, notice, timeZone), key: code });
  });
  const onBadPush = useEffectEvent(() =>
    notify({ tone: "bad", title: t("bad-push.title"), detail: t("bad-push.detail"), key: "bad-push" }),
  );
  const [isOver, setIsOver] = useState(false);
  const [attempt, setAttempt] = useState(0);
  const [connection, setConnection] = useState<Connection | null>(null);
  useEffect(() => {
    const made = createConnection({
      session,
      kind: "console",
      onSessionOver: () => setIsOver(true),
      onNotice: (notice) => onNotice(notice, made.client.timeZone.get()),
      onBadPush: () => onBadPush(),
      ...(fakes?.port === undefined ? {} : { port: fakes.port() }),
      ...(fakes?.fetch === undefined ? {} : { fetch: fakes.fetch }),
    });
    setConnection(made);
    made.client.open();
    return () => made.client.close();
  }, [session, fakes, attempt]);
  if (connection === null) return null;
  return (
    <ConnectionContext value={connection}>
      <ServerTimeContext value={connection.clock.now}>
        <CentreTimeZone>
          <OlderPage>
            <ServerAway>
              <Content
                key={attempt}
                fakes={fakes}
                onEnd={onEnd}
                isOver={isOver}
                onTakeBack={() => setAttempt((before) => before + 1)}
                connection={connection}
              />
            </ServerAway>
          </OlderPage>
        </CentreTimeZone>
      </ServerTimeContext>
    </ConnectionContext>
  );
}

interface ContentProps extends Pick<SignedInProps, "fakes" | "onEnd"> {
  readonly connection: Connection;
  readonly onTakeBack: () => void;
  /** The server answered a request that it does not know this session any more. */
  readonly isOver: boolean;
}

function Content({ connection, fakes, onEnd, onTakeBack, isOver }: ContentProps) {
  const { ended } = useConsoleState();
  const leave = () => {
    // This page is signed out at once, whatever the server says; whether it heard of it is told as soon as that is known.
    onEnd("signed-out", signOut(connection.http));
  };
  // Taken over and outdated have a page of their own: the session itself still holds.
  if (ended === "signed-in-elsewhere" || ended === "outdated")
    return <EndedView because={ended} onTakeBack={onTakeBack} onSignOut={leave} />;
  return (
    <SoftphoneProvider {...(fakes?.createSoftphone === undefined ? {} : { create: fakes.createSoftphone })}>
      <EndOfSession because={ended ?? (isOver ? "expired" : null)} onEnd={onEnd} />
      {/* Below the softphone: a broken screen must not hang up on anybody. */}
      <ErrorBoundary fallback={(retry) => <AppFailed onRetry={retry} />}>
        <Shell onSignOut={leave} />
      </ErrorBoundary>
    </SoftphoneProvider>
  );
}
