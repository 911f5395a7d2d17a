import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button as AriaButton } from "react-aria-components/Button";
import { AGENT_CHOSEN_REASONS, type NotReadyReason } from "../../../../shared/domain/agent.ts";
import type { AgentView } from "../../../../shared/wire/console.ts";
import { usePhoneState } from "../../connection/phone-context.ts";
import { useCommand } from "../../connection/use-command.ts";
import { useConsoleState } from "../../connection/use-connection.ts";
import { useShortcut } from "../../keyboard/use-shortcut.ts";
import { Icon } from "../../ui/icon.tsx";
import { Menu, type MenuSection } from "../../ui/menu.tsx";
import { StateShape } from "../../ui/state-shape.tsx";
import { Timer } from "../../ui/timer.tsx";
import { classNames } from "../../ui/class-names.ts";
import styles from "./state-control.module.css";
import { callState, shownState } from "./call-state.ts";
import { CallStateWords } from "./call-state-words.tsx";

/** My state as one large control: what, why, since when; a click or a key changes it. */
export function StateControl({ view }: { readonly view: AgentView }) {
  const { t } = useTranslation("state");
  const { link } = useConsoleState();
  const ready = useCommand("agent.ready");
  const notReady = useCommand("agent.not-ready");
  const [isOpen, setOpen] = useState(false);
  const { status } = view;
  const state = shownState(view);
  const twoCalls = callState(view);
  const since = (state === "held" ? view.contact?.heldSince : twoCalls?.since) ?? status.since;
  const offline = link !== "online";
  const isPending = ready.isPending || notReady.isPending;
  const { microphone, registration } = usePhoneState();
  const canBeRung = microphone === "ready" && registration === "registered";
  // Ready is refused in wrap-up: finishing the wrap-up leads there. Nor is who cannot be rung; the banner says what to do.
  const mayBeReady = (status.state === "not-ready" && canBeRung) || status.pendingNotReady !== null;
  const canReady = !offline && !isPending && mayBeReady;
  useShortcut("ready", () => void ready.run({}), canReady);
  useShortcut("not-ready", () => setOpen(true), !offline);
  const act = (id: string) => {
    const reason = AGENT_CHOSEN_REASONS.find((each) => each === id);
    if (id === "ready") void ready.run({});
    else if (reason !== undefined) void notReady.run({ reason });
  };
  const label = twoCalls === null || state === "held" ? t(`common:state.${state}`) : t(`call.${twoCalls.kind}`);
  return (
    <Menu
      label={t("change")}
      belowBars
      isOpen={isOpen}
      onOpenChange={setOpen}
      onAction={act}
      sections={useSections(status, mayBeReady)}
      trigger={
        <AriaButton
          className={classNames(styles.control, styles[state], isPending && styles.pending)}
          isDisabled={offline}
          data-testid="agent-state"
          data-state={status.state}
          data-reason={status.reason ?? ""}
        >
          <StateShape state={state} size={14} />
          <span className={styles.words}>
            <span className={styles.label}>{label}</span>
            <SubLabel view={view}>{twoCalls === null ? null : <CallStateWords state={twoCalls} />}</SubLabel>
          </span>
          <span className={styles.time}>
            <Timer since={since} label={t("since", { state: label })} data-testid="state-timer" />
          </span>
          <Icon name="chevron-down" size={14} />
        </AriaButton>
      }
    />
  );
}

/** What comes after the call goes before how the call stands: that also the band says. */
function SubLabel({ view: { status }, children }: { readonly view: AgentView; readonly children: ReactNode }) {
  const { t } = useTranslation("state");
  const text =
    status.pendingNotReady !== null
      ? // What the server set (just signed in, a missed call) is a past, not what comes next.
        AGENT_CHOSEN_REASONS.includes(status.pendingNotReady)
        ? t("then", { reason: t(`common:reason.${status.pendingNotReady}`) })
        : t("then-not-ready")
      : status.state === "not-ready" && status.reason !== null
        ? t(`common:reason.${status.reason}`)
        : children;
  return text === null ? null : <span className={styles.sub}>{text}</span>;
}

function useSections(status: AgentView["status"], mayBeReady: boolean): readonly MenuSection[] {
  const { t } = useTranslation("state");
  const chosen: NotReadyReason | null = status.pendingNotReady ?? (status.state === "not-ready" ? status.reason : null);
  const busy = status.state === "offered" || status.state === "on-contact" || status.state === "wrap-up";
  return [
    {
      entries: [
        {
          id: "ready",
          label: t(busy && status.pendingNotReady !== null ? "stay-ready" : "common:state.ready"),
          mark: <StateShape state="ready" />,
          shortcut: "R",
          checked: status.state === "ready",
          disabled: !mayBeReady,
        },
      ],
    },
    {
      title: t(busy ? "not-ready-after" : "common:state.not-ready"),
      entries: AGENT_CHOSEN_REASONS.map((reason) => ({
        id: reason,
        label: t(`common:reason.${reason}`),
        mark: <StateShape state="not-ready" />,
        checked: chosen === reason,
      })),
    },
  ];
}
