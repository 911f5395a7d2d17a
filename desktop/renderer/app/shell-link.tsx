import { useEffect, useEffectEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { DialLink } from "../../../shared/ipc/channels.ts";
import type { HotkeyAction } from "../../../shared/ipc/desktop-settings.ts";
import type { ShellApi } from "../../../shared/ipc/shell-api.ts";
import { usePhoneState } from "../connection/phone-context.ts";
import { useConnection, useConsoleState } from "../connection/use-connection.ts";
import { useQueueName } from "../connection/use-queues.ts";
import { useReportFailure } from "../connection/use-report-failure.ts";
import { desktopShell } from "../desktop-shell/desktop-shell.ts";
import { runShortcut } from "../keyboard/use-shortcut.ts";
import { navigate } from "../navigation/use-route.ts";
import { Later } from "../ui/later.tsx";
import { laterPart } from "../ui/later-part.tsx";

const DialLinkDialog = laterPart(async () => (await import("./dial-link-dialog.tsx")).DialLinkDialog);

/** Tells the desktop shell what it shows and does what it asks for. Nothing in a browser. */
export function ShellLink() {
  const shell = desktopShell();
  return shell === null ? null : <Link shell={shell} />;
}

function Link({ shell }: { readonly shell: ShellApi }) {
  useTellShell(shell);
  useObeyShell(shell);
  return <DialLinks shell={shell} />;
}

function useTellShell(shell: ShellApi): void {
  const { i18n } = useTranslation();
  const { view, link } = useConsoleState();
  const report = useReportFailure();
  const tell = useEffectEvent((work: Promise<unknown>) => {
    work.catch(report);
  });
  const { muted } = usePhoneState();
  const contact = view?.contact ?? null;
  const agentState = view?.status.state ?? "signed-out";
  const language = i18n.language === "zh" ? "zh" : "en";
  const isMuted = muted && contact?.phase === "connected";
  // Said again when the link is back: what the shell asked for meanwhile (a locked screen) was lost.
  useEffect(
    () => tell(shell.request("console-state", { agentState, language, muted: isMuted })),
    [shell, agentState, language, isMuted, link],
  );
  const signedOut = useEffectEvent(() =>
    tell(shell.request("console-state", { agentState: "signed-out", language, muted: false })),
  );
  useEffect(() => () => signedOut(), [shell]);
  const offerId = contact?.phase === "offered" ? contact.offerId : null;
  const queueName = useQueueName(contact?.context.queueId ?? null);
  const offer = useEffectEvent(() => ({ customerName: contact?.customer?.name ?? null, queueName }));
  useEffect(() => {
    if (offerId === null) return undefined;
    tell(shell.request("offer-shown", offer()));
    return () => tell(shell.request("offer-over", null));
  }, [shell, offerId]);
}

function useObeyShell(shell: ShellApi): void {
  const { client } = useConnection();
  const { view } = useConsoleState();
  const report = useReportFailure();
  const tell = useEffectEvent((work: Promise<unknown>) => {
    work.catch(report);
  });
  const state = view?.status.state ?? "signed-out";
  // In a call it holds for the time after it.
  const notReady = useEffectEvent(() => {
    if (state !== "signed-out" && state !== "not-ready") tell(client.command("agent.not-ready", { reason: "break" }));
  });
  const ready = useEffectEvent(() => void runShortcut("ready"));
  const locked = useEffectEvent(() => {
    // Never in a call: whoever locks the screen while talking still talks.
    if (state === "ready") notReady();
  });
  const pressed = useEffectEvent((action: HotkeyAction) => {
    if (action === "not-ready") notReady();
    else runShortcut(action);
  });
  useEffect(() => {
    const stops = [
      shell.on("screen-locked", () => locked()),
      shell.on("hotkey", (action) => pressed(action)),
      shell.on("tray-command", (command) => {
        if (command === "settings") navigate({ view: "settings" });
        else if (command === "ready") ready();
        else notReady();
      }),
      // Sockets that slept may be dead without knowing it; the softphone and socket.io listen to this event.
      shell.on("machine-resumed", () => dispatchEvent(new Event("online"))),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }, [shell]);
}

/** Takes a `tel:` link that waits, one at a time: what stands in the question is what its button dials. */
function DialLinks({ shell }: { readonly shell: ShellApi }) {
  const [link, setLink] = useState<DialLink | null>(null);
  const report = useReportFailure();
  const tell = useEffectEvent((work: Promise<unknown>) => {
    work.catch(report);
  });
  const take = useEffectEvent(() => {
    if (link === null) tell(shell.request("dial-link-take", null).then(setLink));
  });
  useEffect(() => {
    // One may have come before the sign-in, or wait for the end of the question before it.
    if (link === null) take();
    return shell.on("dial-link-waiting", () => take());
  }, [shell, link]);
  return link === null ? null : (
    <Later onFailed={() => setLink(null)}>
      <DialLinkDialog link={link} onClose={() => setLink(null)} />
    </Later>
  );
}
