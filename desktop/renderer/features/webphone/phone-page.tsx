import { useEffect, useRef, useState, useSyncExternalStore } from "react";
import { Icon } from "../../ui/icon.tsx";
import { SwitchboardMark } from "../../ui/switchboard-mark.tsx";
import { CallPanel } from "./call-panel.tsx";
import { CallerChoice } from "./caller-choice.tsx";
import { type DialChoice, DialForm } from "./dial-form.tsx";
import { EndedPanel } from "./ended-panel.tsx";
import { IncomingPanel } from "./incoming-panel.tsx";
import { nameIn } from "../../i18n/name-in.ts";
import type { PhoneController } from "./phone-controller.ts";
import type { PhoneView } from "./phone-world.ts";
import styles from "./phone-page.module.css";
import type { PhoneState } from "./phone-state.ts";
import { type PhoneText, PhoneTextContext, phoneText, useTranslation } from "./phone-text.ts";
import { usePhoneLook } from "./use-phone-look.ts";
import { useRingTone } from "./use-ring-tone.ts";

interface PhonePageProps {
  readonly phone: PhoneController;
}

/** The whole web phone: one card, one call. */
export function PhonePage({ phone }: PhonePageProps) {
  const look = usePhoneLook();
  return (
    <PhoneTextContext value={phoneText(look.language)}>
      <Screen phone={phone} look={look} />
    </PhoneTextContext>
  );
}

function Screen({ phone, look }: PhonePageProps & { readonly look: ReturnType<typeof usePhoneLook> }) {
  const { t } = useTranslation("webphone");
  const isDark = look.theme === "dark";
  const view = useSyncExternalStore(phone.subscribe, phone.snapshot);
  const { phase } = view.state;
  useAskBeforeLeaving(phase === "connecting" || phase === "ringing" || phase === "connected");
  useRingTone(phase === "incoming" || phase === "ringing");
  useEffect(() => {
    document.title = phase === "incoming" ? `☎ ${t("incoming.status")}` : t("page.title");
  }, [t, phase]);

  return (
    <div className={styles.page} data-testid="phone-page">
      <header className={styles.header}>
        <span className={styles.brand}>
          <SwitchboardMark size={28} />
          {t("page.brand")}
        </span>
        <button
          type="button"
          className={styles.switch}
          onClick={() => look.setLanguage(look.language === "en" ? "zh" : "en")}
          aria-label={`${t("page.language")}: ${t("page.languageName")}`}
          data-testid="language-switch"
        >
          <Icon name="globe" size={18} />
          <span lang={look.language === "en" ? "zh" : "en"}>{t("page.language")}</span>
        </button>
        <button
          type="button"
          className={styles.switch}
          onClick={() => look.setTheme(isDark ? "light" : "dark")}
          aria-label={t(isDark ? "page.themeLight" : "page.themeDark")}
          data-testid="theme-switch"
        >
          <Icon name={isDark ? "sun" : "moon"} size={18} />
        </button>
      </header>
      <main className={styles.main} data-at-rest={phase === "idle"}>
        <div className={styles.beside}>
          <div>
            <h1 className={styles.title}>{t("page.title")}</h1>
            <p className={styles.lead}>{t("page.lead")}</p>
          </div>
          {view.offer !== null && view.offer.callers.length > 0 && (
            <CallerChoice
              callers={view.offer.callers}
              chosen={view.caller}
              onChoose={(index) => phone.chooseCaller(index)}
              reachable={view.reachable}
              ringsElsewhere={view.ringsElsewhere}
              onTakeOver={() => phone.takeOver()}
              disabled={phase !== "idle" && phase !== "ended"}
            />
          )}
          <p className={styles.privacy}>{t("page.privacy")}</p>
        </div>
        <Handset phone={phone} view={view} t={t} />
      </main>
    </div>
  );
}

interface HandsetProps {
  readonly phone: PhoneController;
  readonly view: PhoneView;
  readonly t: PhoneText;
}

function Handset({ phone, view, t }: HandsetProps) {
  const { state, offer } = view;
  const [chosen, setChosen] = useState<DialChoice | null>(null);
  const choice = chosen ?? { dnis: offer?.numbers[0]?.dnis ?? null, typed: "" };
  const nameOf = (number: string): string | null => {
    const known = offer?.numbers.find((item) => item.dnis === number);
    return known === undefined ? null : nameIn(t.language, known.names, known.dnis);
  };
  const audio = useRemoteAudio(view.remoteAudio);

  return (
    <section className={styles.handset} aria-label={t("page.handset")} data-testid="handset" data-phase={state.phase}>
      <span className={styles.earpiece} aria-hidden="true" />
      <p className={styles.status} role="status" data-testid="phone-status" data-muted={isMuted(state)}>
        {statusText(state, t)}
      </p>
      {state.phase === "idle" && offer === null && <Loading phone={phone} view={view} t={t} />}
      {state.phase === "idle" && offer !== null && (
        <DialForm offer={offer} choice={choice} onChoice={setChosen} onCall={(number) => void phone.dial(number)} />
      )}
      {state.phase === "incoming" && (
        <IncomingPanel from={state.number} onAnswer={() => void phone.answer()} onDecline={() => phone.decline()} />
      )}
      {state.phase !== "idle" && state.phase !== "incoming" && state.phase !== "ended" && (
        <CallPanel
          state={state}
          name={nameOf(state.number)}
          onDigits={(digits) => phone.sendDigits(digits)}
          onMute={(muted) => phone.setMuted(muted)}
          onHangUp={() => phone.hangUp()}
        />
      )}
      {state.phase === "ended" && (
        <EndedPanel state={state} onAgain={() => void phone.dial(state.number)} onBack={() => phone.again()} />
      )}
      {/* oxlint-disable-next-line jsx-a11y/media-has-caption -- a live telephone call has no captions */}
      <audio ref={audio} data-testid="remote-audio" autoPlay />
    </section>
  );
}

type LoadingProps = Pick<HandsetProps, "phone" | "view" | "t">;

function Loading({ phone, view, t }: LoadingProps) {
  if (view.offerError === null) {
    return (
      <div className={styles.loading} role="status" data-testid="phone-loading">
        <span className={styles.spinner} aria-hidden="true" />
        {t("setup.loading")}
      </div>
    );
  }
  return (
    <div className={styles.away} role="alert" data-testid="phone-away" data-why={view.offerError}>
      <Icon name="signal-off" size={36} />
      <p className={styles.awayTitle}>{t(`ended.${view.offerError}.title`)}</p>
      <p>{t(`ended.${view.offerError}.remedy`)}</p>
      <button type="button" className={styles.retry} onClick={() => void phone.load()} data-testid="phone-retry">
        <Icon name="refresh" size={18} /> {t("setup.retry")}
      </button>
    </div>
  );
}

/** Reloading or closing the page would hang up, and a place in a queue be lost: the browser asks first. */
function useAskBeforeLeaving(inCall: boolean): void {
  useEffect(() => {
    if (!inCall) return undefined;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener("beforeunload", ask);
    return () => removeEventListener("beforeunload", ask);
  }, [inCall]);
}

function useRemoteAudio(stream: MediaStream | null) {
  const element = useRef<HTMLAudioElement>(null);
  useEffect(() => {
    const audio = element.current;
    if (audio === null) return;
    audio.srcObject = stream;
    // The click on "call" allows sound; a refusal of autoplay is repaired by the browser at the next click.
    if (stream !== null)
      audio.play().catch(() => window.addEventListener("click", () => void audio.play(), { once: true }));
  }, [stream]);
  return element;
}

function isMuted(state: PhoneState): boolean {
  return state.phase === "connected" && state.muted;
}

function statusText(state: PhoneState, t: PhoneText): string {
  switch (state.phase) {
    case "idle":
      return "";
    case "incoming":
      return t("incoming.status");
    case "ended":
      // Spoken by screen readers; sighted callers see it as the title below.
      return t(`ended.${state.why}.title`);
    case "connected":
      if (!state.linkUp) return t("call.linkDown");
      return t(state.muted ? "call.muted" : "call.connected");
    case "microphone":
    case "connecting":
    case "ringing":
      return t(`call.${state.phase}`);
  }
}
