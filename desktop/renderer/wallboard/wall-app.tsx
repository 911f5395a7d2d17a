import { useCallback, useEffect, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { roleAtLeast } from "../../../shared/domain/user.ts";
import type { Session } from "../../../shared/wire/http.ts";
import { CentreTimeZone } from "../connection/centre-time-zone.tsx";
import { createConnection, pageFolder } from "../connection/connection.ts";
import { HttpClient } from "../connection/http-client.ts";
import { loadSession, saveSession } from "../connection/session-store.ts";
import type { SocketPort } from "../connection/socket-port.ts";
import { OlderPage } from "../connection/older-page.tsx";
import { ConnectionContext, useConsoleState } from "../connection/use-connection.ts";
import { SignInView } from "../features/sign-in/sign-in-view.tsx";
import { WallScreen } from "../features/wallboard/wall-screen.tsx";
import { Button } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { ServerTimeContext } from "../ui/server-time.ts";
import { LanguageSwitch } from "./language-switch.tsx";
import styles from "./wall-app.module.css";

interface WallAppProps {
  /** Instead of socket.io and fetch: the gallery of states. */
  readonly fakes?: { readonly port: () => SocketPort; readonly fetch: typeof fetch };
}

/** The page for the wall: the session of the tab that opened it, or a sign-in of its own, then the board. */
export function WallApp({ fakes }: WallAppProps) {
  const { t } = useTranslation("wallboard");
  const [session, setSession] = useState(() => loadSession(Date.now()));
  const [isOver, setOver] = useState(false);
  const signIn = useMemo(
    () =>
      new HttpClient({
        baseUrl: pageFolder(),
        token: () => null,
        ...(fakes === undefined ? {} : { fetch: fakes.fetch }),
      }),
    [fakes],
  );
  const use = (next: Session | null) => {
    saveSession(next);
    setSession(next);
  };
  const end = useCallback(() => {
    saveSession(null);
    setOver(true);
    setSession(null);
  }, []);
  if (session === null) {
    return (
      <SignInView
        http={signIn}
        onSignedIn={(next) => {
          setOver(false);
          use(next);
        }}
        // The board makes no sound.
        onGesture={() => undefined}
        footer={<LanguageSwitch />}
        {...(isOver ? { notice: t("ended") } : {})}
      />
    );
  }
  if (!roleAtLeast(session.user.role, "supervisor")) {
    return (
      <main className={styles.center}>
        <EmptyState
          icon="board"
          title={t("no-permission")}
          hint={t("no-permission-hint")}
          action={<Button onPress={() => use(null)}>{t("other-person")}</Button>}
        />
      </main>
    );
  }
  return <ConnectedWall session={session} onOver={end} fakes={fakes} />;
}

interface ConnectedWallProps {
  readonly session: Session;
  readonly onOver: () => void;
  readonly fakes: WallAppProps["fakes"];
}

function ConnectedWall({ session, onOver, fakes }: ConnectedWallProps) {
  const connection = useMemo(
    () =>
      createConnection({
        session,
        kind: "wallboard",
        onSessionOver: onOver,
        // Nobody stands in front of a wall to read notices; what matters is shown by the board itself.
        onNotice: () => undefined,
        onBadPush: () => undefined,
        ...(fakes === undefined ? {} : { port: fakes.port(), fetch: fakes.fetch }),
      }),
    [session, onOver, fakes],
  );
  useEffect(() => {
    connection.client.open();
    return () => connection.client.close();
  }, [connection]);
  return (
    <ConnectionContext value={connection}>
      <ServerTimeContext value={connection.clock.now}>
        <CentreTimeZone>
          <OlderPage>
            <WallOrOver onOver={onOver} />
          </OlderPage>
        </CentreTimeZone>
      </ServerTimeContext>
    </ConnectionContext>
  );
}

function WallOrOver({ onOver }: { readonly onOver: () => void }) {
  const { t } = useTranslation("wallboard");
  const { ended } = useConsoleState();
  useEffect(() => {
    // The session of an outdated page still holds: signing in again would be refused as this page was.
    if (ended !== null && ended !== "outdated") onOver();
  }, [ended, onOver]);
  if (ended !== "outdated") return <WallScreen />;
  return (
    <main className={styles.center}>
      <EmptyState
        icon="refresh"
        title={t("shell:ended.outdated.title")}
        hint={t("shell:ended.outdated.hint")}
        action={
          <Button tone="primary" onPress={() => location.reload()} data-testid="reload-page">
            {t("shell:reload")}
          </Button>
        }
      />
    </main>
  );
}
