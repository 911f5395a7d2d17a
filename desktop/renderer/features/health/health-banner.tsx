import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { usePhoneState } from "../../connection/phone-context.ts";
import { useConsoleState } from "../../connection/use-connection.ts";
import { useTakesCalls } from "../../connection/use-takes-calls.ts";
import { Banner } from "../../ui/banner.tsx";
import { Button } from "../../ui/button.tsx";
import { useIsOlderPage } from "../../ui/older-page.ts";
import { connectionHealth } from "./health-of.ts";

/** The banner, in a frame by which dialogs know to begin below it. */
export function HealthBanner() {
  const banner = useBanner();
  return banner === null ? null : <div data-health-banner>{banner}</div>;
}

/** What lasts and matters for the call at hand: what happened, what is kept, what to do. */
function useBanner(): ReactNode {
  const { t } = useTranslation("health");
  const state = useConsoleState();
  const phone = usePhoneState();
  const { problem } = connectionHealth(state);
  const isOlderPage = useIsOlderPage();
  const idle = useTakesCalls() === false ? "banner.reconnecting-no-calls" : "banner.reconnecting";
  const inCall = phone.call === "talking";
  const monitor = state.view?.monitor ?? null;
  const listens = monitor !== null;
  // Who only listens is to be heard by nobody: the microphone is for what they may want to say.
  const microphoneMatters = !inCall
    ? "banner"
    : monitor === null
      ? "microphone-in-call"
      : monitor.mode === "listen"
        ? "microphone-listening"
        : "microphone-speaking";
  // The phone has a connection of its own to the exchange: with both gone nobody can promise that the call goes on.
  const noExchange = !inCall
    ? "no-exchange"
    : listens
      ? "no-exchange-listening"
      : phone.registration === "registered"
        ? "no-exchange-in-call"
        : "no-exchange-nor-phone";
  // First, because the customer is speaking into the void and one key helps.
  if (phone.callSilent)
    return (
      <Banner tone="bad" data-testid="silent-banner">
        {t("banner.call-silent")}
      </Banner>
    );
  if (phone.ringSilent) return <Banner tone="warning">{t("banner.ring-silent")}</Banner>;
  if (problem === "reconnecting") {
    return (
      <Banner tone="bad" data-testid="reconnect-banner">
        {t(!inCall ? idle : listens ? "banner.reconnecting-listening" : "banner.reconnecting-in-call")}
      </Banner>
    );
  }
  if (problem === "no-exchange")
    return (
      <Banner tone="bad" data-testid="exchange-banner">
        {t(`banner.${noExchange}`)}
      </Banner>
    );
  const { microphone } = phone;
  if (microphone === "refused" || microphone === "missing" || microphone === "busy")
    return (
      <Banner tone="bad" data-testid="microphone-banner" data-problem={microphone}>
        {t(`${microphoneMatters}.${microphone}`)}
      </Banner>
    );
  if (phone.voice?.level === "poor")
    return (
      <Banner tone="warning" data-testid="voice-banner">
        {t(`voice.why.${phone.voice.cause}`)}
      </Banner>
    );
  // Last: it can wait for everything above.
  if (isOlderPage) return <NewerBanner because={listens ? "listening" : inCall ? "in-call" : "between-calls"} />;
  return null;
}

function NewerBanner({ because }: { readonly because: "listening" | "in-call" | "between-calls" }) {
  const { t } = useTranslation("health");
  return (
    <Banner
      tone="info"
      data-testid="newer-banner"
      action={
        <Button size="sm" icon="refresh" onPress={() => location.reload()} data-testid="reload-page">
          {t("shell:reload")}
        </Button>
      }
    >
      {t(`newer.${because}`)}
    </Banner>
  );
}
