import { useEffect, useEffectEvent } from "react";
import { useTranslation } from "react-i18next";
import { usePhoneState } from "../connection/phone-context.ts";
import type { EndReason } from "../connection/console-client.ts";
import { useConsoleState } from "../connection/use-connection.ts";
import { useNotify } from "../ui/notices.tsx";

interface EndOfSessionProps {
  /** null: the session holds. */
  readonly because: EndReason | null;
  readonly onEnd: (because: EndReason) => void;
}

/**
 * Leaves for the sign-in page when the session is over. Leaving takes the phone along and so hangs up on the customer: a session
 * that has merely run out waits for the end of the call, and of its wrap-up while the socket still stands.
 */
export function EndOfSession({ because, onEnd }: EndOfSessionProps) {
  const { t } = useTranslation("notice");
  const notify = useNotify();
  const { call } = usePhoneState();
  const { link, view } = useConsoleState();
  const phase = view?.contact?.phase;
  const onTheLine = call === "answering" || call === "talking" || call === "ending";
  const atWork = link === "online" && (phase === "connected" || phase === "dialing" || phase === "wrap-up");
  const waits = because === "expired" && (onTheLine || atWork);
  const leave = useEffectEvent(onEnd);
  const tell = useEffectEvent(() =>
    notify({ tone: "warning", title: t("session-over.title"), detail: t("session-over.detail"), key: "session-over" }),
  );
  useEffect(() => {
    if (because !== null && !waits) leave(because);
  }, [because, waits]);
  useEffect(() => {
    if (waits) tell();
  }, [waits]);
  return null;
}
