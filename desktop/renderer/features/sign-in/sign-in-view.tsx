import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Session } from "../../../../shared/wire/http.ts";
import type { HttpClient } from "../../connection/http-client.ts";
import { readAbout, signIn } from "../../connection/session-api.ts";
import { useFailureText } from "../../connection/use-report-failure.ts";
import { Banner } from "../../ui/banner.tsx";
import { Button } from "../../ui/button.tsx";
import { SwitchboardMark } from "../../ui/switchboard-mark.tsx";
import { TextField } from "../../ui/text-field.tsx";
import styles from "./sign-in-view.module.css";

interface SignInViewProps {
  readonly http: HttpClient;
  readonly onSignedIn: (session: Session) => void;
  /** Called in the very click or key press that signs in: browsers allow sound from then on. */
  readonly onGesture: () => void;
  /** Why the last session is over, in words. */
  readonly notice?: string;
  /** Language and theme. */
  readonly footer: React.ReactNode;
}

export function SignInView({ http, onSignedIn, onGesture, notice, footer }: SignInViewProps) {
  const { t } = useTranslation("sign-in");
  const about = useQuery({ queryKey: ["about"], queryFn: ({ signal }) => readAbout(http, signal) });
  return (
    <main className={styles.view}>
      <div className={styles.card}>
        <header className={styles.brand}>
          <SwitchboardMark />
          <div>
            <h1 className={styles.name}>{t("common:product")}</h1>
            <p className={styles.claim}>{t("claim")}</p>
          </div>
        </header>
        {notice === undefined ? null : <Banner tone="info">{notice}</Banner>}
        <SignInForm http={http} onSignedIn={onSignedIn} onGesture={onGesture} />
        {about.data?.demo === true ? <p className={styles.hint}>{t("demo")}</p> : null}
        <footer className={styles.footer}>
          {footer}
          {about.data === undefined ? null : <span className={styles.version}>{about.data.version}</span>}
        </footer>
      </div>
    </main>
  );
}

function SignInForm({ http, onSignedIn, onGesture }: Pick<SignInViewProps, "http" | "onSignedIn" | "onGesture">) {
  const { t } = useTranslation("sign-in");
  const textOf = useFailureText();
  const [login, setLogin] = useState("");
  const [password, setPassword] = useState("");
  const [isPending, setPending] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const passwordInput = useRef<HTMLInputElement>(null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (isPending) return;
    onGesture();
    setPending(true);
    setFailure(null);
    try {
      onSignedIn(await signIn(http, login.trim(), password));
    } catch (error) {
      setFailure(error);
      setPassword("");
      passwordInput.current?.focus();
    } finally {
      setPending(false);
    }
  };
  const words = failure === null ? null : textOf(failure);
  const incomplete = login.trim() === "" || password === "";
  return (
    <form className={styles.form} onSubmit={(event) => void submit(event)} data-testid="login-form">
      <TextField
        label={t("login")}
        value={login}
        onChange={setLogin}
        autoComplete="username"
        autoFocus
        maxLength={64}
        data-testid="login-name"
      />
      <TextField
        label={t("password")}
        type="password"
        value={password}
        onChange={setPassword}
        autoComplete="current-password"
        maxLength={200}
        inputRef={passwordInput}
        data-testid="login-password"
      />
      {words === null ? null : (
        <p className={styles.failure} role="alert" data-testid="login-failure">
          <strong>{words.title}</strong> {words.remedy}
        </p>
      )}
      <Button
        type="submit"
        tone="primary"
        size="lg"
        wide
        isPending={isPending}
        isDisabled={incomplete}
        data-testid="login-submit"
      >
        {t(isPending ? "signing-in" : "sign-in")}
      </Button>
    </form>
  );
}
