import { useEffect, useEffectEvent } from "react";
import { useTranslation } from "react-i18next";
import type { ShellApi } from "../../../shared/ipc/shell-api.ts";
import { useConnection, useConsoleState } from "../connection/use-connection.ts";
import { useReportFailure } from "../connection/use-report-failure.ts";
import { desktopShell } from "./desktop-shell.ts";

/** Tells the desktop shell what its tray shows and does what it asks for. Nothing in a browser. */
export function ShellLink() {
  const shell = desktopShell();
  return shell === null ? null : <Link shell={shell} />;
}

function Link({ shell }: { readonly shell: ShellApi }) {
  const { i18n } = useTranslation();
  const { client } = useConnection();
  const { view } = useConsoleState();
  const report = useReportFailure();
  const agentState = view?.status.state ?? "signed-out";
  const offerId = view?.contact?.phase === "offered" ? view.contact.offerId : null;
  const language = i18n.language === "zh" ? "zh" : "en";
  const tell = useEffectEvent((work: Promise<unknown>) => {
    work.catch(report);
  });
  useEffect(() => tell(shell.request("console-state", { agentState, language })), [shell, agentState, language]);
  useEffect(() => {
    if (offerId !== null) tell(shell.request("demand-attention", null));
  }, [shell, offerId]);
  const notReady = useEffectEvent(() => tell(client.command("agent.not-ready", { reason: "break" })));
  const ready = useEffectEvent(() => tell(client.command("agent.ready", {})));
  const locked = useEffectEvent(() => {
    // Never in a call: whoever locks the screen while talking still talks.
    if (agentState === "ready") notReady();
  });
  useEffect(() => {
    const stops = [
      shell.on("screen-locked", () => locked()),
      shell.on("tray-command", (command) => (command === "ready" ? ready() : notReady())),
      // Sockets that slept may be dead without knowing it; the softphone and socket.io listen to this event.
      shell.on("machine-resumed", () => dispatchEvent(new Event("online"))),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }, [shell]);
  return null;
}
