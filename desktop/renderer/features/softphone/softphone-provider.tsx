import { type ReactNode, useEffect, useEffectEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Check } from "typebox/value";
import type { LineSample, VoiceSample } from "../../../../shared/domain/call-quality.ts";
import type { ContactId } from "../../../../shared/domain/ids.ts";
import { roleAtLeast } from "../../../../shared/domain/user.ts";
import { COMMAND_RESULTS } from "../../../../shared/wire/console.ts";
import { Failure } from "../../connection/failure.ts";
import { PhoneContext } from "../../connection/phone-context.ts";
import { useConnection, useConsoleState } from "../../connection/use-connection.ts";
import { useTakesCalls } from "../../connection/use-takes-calls.ts";
import { usePreferences } from "../../preferences/use-preferences.ts";
import { deviceName } from "../../presentation/device-name.ts";
import { useNotify } from "../../ui/notices.tsx";
import { createSoftphone, type SoftphoneParts } from "./create-softphone.ts";
import { expectedOf } from "./expected-of.ts";
import { ringTone } from "../../audio/page-ring.ts";

interface SoftphoneProviderProps {
  readonly children: ReactNode;
  /** Instead of SIP.js: tests and the preview. */
  readonly create?: typeof createSoftphone;
}

/** Runs the softphone of the signed-in agent and gives the views its state and its handles. */
export function SoftphoneProvider({ children, create = createSoftphone }: SoftphoneProviderProps) {
  const audio = useRef<HTMLAudioElement>(null);
  const { t } = useTranslation("softphone");
  const notify = useNotify();
  const { client } = useConnection();
  const [parts, setParts] = useState<SoftphoneParts | null>(null);
  const onMicrophoneLost = useEffectEvent(() => {
    // Why, and what to do, stands in the banner as long as it is so; a notice beside it would say less, or something else.
    const { microphone } = parts?.softphone.get() ?? { microphone: "unknown" };
    if (microphone === "refused" || microphone === "missing" || microphone === "busy") return;
    notify({ tone: "bad", title: t("lost.title"), detail: t("lost.detail"), key: "microphone" });
  });
  const onMicrophoneChanged = useEffectEvent((label: string, muted: boolean) =>
    notify({
      tone: "info",
      title: label === "" ? t("changed.unnamed") : t("changed.title", { device: deviceName(label) }),
      detail: t(muted ? "changed.muted" : "changed.heard"),
      key: "microphone",
    }),
  );
  useEffect(() => {
    const made = create({
      element: audio.current ?? new Audio(),
      onMicrophoneLost: () => onMicrophoneLost(),
      onMicrophoneChanged: (label, muted) => onMicrophoneChanged(label, muted),
      onVoiceLost: () => client.bringBack(),
      onVoiceWindow: (contactId, sample) => reportVoice(client, contactId, sample),
    });
    setParts(made);
    return () => {
      made.softphone.close();
      made.microphone.stop();
      made.loudspeaker.stop();
    };
  }, [create, client]);
  return (
    <>
      {/* The call itself: there is nothing to caption. */}
      <audio ref={audio} autoPlay data-testid="remote-audio">
        <track kind="captions" />
      </audio>
      {parts === null ? null : (
        <PhoneContext value={parts.softphone}>
          <Wiring parts={parts} />
          {children}
        </PhoneContext>
      )}
    </>
  );
}

/** Connection -> softphone: login, expected contact; softphone -> connection: microphone. */
function Wiring({ parts: { softphone, microphone, loudspeaker } }: { readonly parts: SoftphoneParts }) {
  const { client } = useConnection();
  const { started, view, link } = useConsoleState();
  const takesCalls = useTakesCalls() === true;
  // Of a supervisor who takes no calls too: they may listen to somebody's at any moment.
  const { role } = useConnection().session.user;
  const hasPhone = takesCalls || roleAtLeast(role, "supervisor");
  const speaks = takesCalls || (view !== null && view.monitor !== null);
  const [{ autoAnswer, speakerId }] = usePreferences();
  useEffect(() => {
    if (started === null || !hasPhone) return undefined;
    // Before `useReportRegistration` looks.
    softphone.loginOutdated();
    // A task of its own: SIP.js takes 40 ms to begin, and the desk is to be seen before.
    const timer = setTimeout(() => softphone.login(started.sip, started.iceServers));
    return () => clearTimeout(timer);
  }, [softphone, started, hasPhone]);
  useEffect(() => softphone.expect(expectedOf(view)), [softphone, view]);
  const contact = view?.contact ?? null;
  const hears = contact !== null && contact.phase === "connected" && !contact.held && !contact.ringing;
  useEffect(() => softphone.expectSilence(!hears), [softphone, hears]);
  // Both sockets take the same way: when one breaks or is back, the other should not find out half a minute later.
  useEffect(() => softphone.nudge(), [softphone, link]);
  useEffect(() => {
    client.tellsVoiceOf(() => (softphone.get().call === "talking" ? softphone.get().contactId : null));
    return () => client.tellsVoiceOf(() => null);
  }, [client, softphone]);
  useEffect(() => softphone.setAutoAnswer(autoAnswer), [softphone, autoAnswer]);
  useEffect(() => {
    if (!speaks) return undefined;
    microphone.watch();
    void microphone.check();
    return () => microphone.stop();
  }, [microphone, speaks]);
  useEffect(() => {
    loudspeaker.watch();
    return () => loudspeaker.stop();
  }, [loudspeaker]);
  useEffect(() => void loudspeaker.choose(), [loudspeaker, speakerId]);
  useReportRegistration(softphone, started, link === "online" ? client : null);
  useReportMicrophone(softphone, started, link === "online" ? client : null);
  useEffect(() => {
    addEventListener("pointerdown", ringTone.unlock);
    addEventListener("keydown", ringTone.unlock);
    const unwatch = ringTone.watch((silent) => softphone.ringSilent(silent));
    const keepCall = (event: BeforeUnloadEvent) => {
      // Reloading would hang up on the customer: the browser asks first.
      if (softphone.get().call === "talking") event.preventDefault();
    };
    addEventListener("beforeunload", keepCall);
    return () => {
      unwatch();
      removeEventListener("pointerdown", ringTone.unlock);
      removeEventListener("keydown", ringTone.unlock);
      removeEventListener("beforeunload", keepCall);
    };
  }, [softphone]);
  return null;
}

type Client = ReturnType<typeof useConnection>["client"];

/** A phone that registers over an earlier one changes nothing the exchange would report: without a word the server asks seconds later. */
function useReportRegistration(softphone: SoftphoneParts["softphone"], started: unknown, client: Client | null): void {
  useEffect(() => {
    if (client === null || started === null) return undefined;
    let told = false;
    const tell = () => {
      const isRegistered = softphone.get().registration === "registered";
      if (isRegistered === told) return;
      told = isRegistered;
      if (!isRegistered) return;
      client.command("agent.phone-registered", {}).catch(() => {
        // Lost with the link: the next start tells again, and the server asks by itself.
        told = false;
      });
    };
    tell();
    return softphone.subscribe(tell);
  }, [softphone, started, client]);
}

/** The server lets nobody ring an agent without a microphone; it forgets what it knew at each start. */
function useReportMicrophone(softphone: SoftphoneParts["softphone"], started: unknown, client: Client | null): void {
  useEffect(() => {
    if (client === null || started === null) return undefined;
    let told: boolean | null = null;
    const tell = () => {
      const state = softphone.get().microphone;
      if (state === "checking" || state === "unknown") return;
      const ready = state === "ready";
      if (ready === told) return;
      told = ready;
      client.command("agent.microphone", { ready }).catch(() => {
        // Lost with the link: the next start tells again.
        told = null;
      });
    };
    tell();
    return softphone.subscribe(tell);
  }, [softphone, started, client]);
}

/** Kept by the server with the contact; a window that cannot be told now is not worth a second try. */
async function reportVoice(client: Client, contactId: ContactId, sample: VoiceSample): Promise<LineSample | null> {
  try {
    const result = await client.command("call.quality", { contactId, sample });
    return Check(COMMAND_RESULTS["call.quality"], result) ? result.line : null;
  } catch (error) {
    if (error instanceof Failure) return null;
    throw error;
  }
}
