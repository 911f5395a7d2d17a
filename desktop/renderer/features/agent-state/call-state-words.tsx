import { useTranslation } from "react-i18next";
import { useSecondName } from "../../presentation/use-second-name.ts";
import { Timer } from "../../ui/timer.tsx";
import { bothWait, type CallState } from "./call-state.ts";

/** Below the state: with whom, and how long the customer has been on hold meanwhile. */
export function CallStateWords({ state }: { readonly state: CallState }) {
  const { t } = useTranslation("state");
  const nameOf = useSecondName();
  if (state.kind === "calling-customer") return t("rings-you-next");
  if (state.kind === "dialing") return null;
  if (state.kind === "consulted" || state.kind === "consulted-together")
    return t(`asked-by.${state.by.state}`, { name: state.by.name });
  const name = nameOf(state.second);
  if (bothWait(state)) return t("both-wait");
  if (state.kind === "conference") return t("with", { name });
  if (state.kind === "second-waits") return t("waits", { name });
  const held =
    state.kind === "second-active" && state.customerName !== null
      ? t("named-held", { name: state.customerName })
      : t("customer-held");
  return (
    <>
      {state.second.state === "ringing"
        ? t("rings", { name })
        : state.second.state === "away"
          ? t("away", { name })
          : name}
      {state.customerGone ? (
        ` · ${t("transfer:customer-gone")}`
      ) : state.heldSince === null ? null : (
        <>
          {" · "}
          {held} <Timer since={state.heldSince} label={held} />
        </>
      )}
    </>
  );
}
