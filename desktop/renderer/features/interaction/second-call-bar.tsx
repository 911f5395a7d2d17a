import { useTranslation } from "react-i18next";
import type { ConsoleContact } from "../../../../shared/wire/console.ts";
import type { SecondCallView } from "../../../../shared/wire/transfer-schemas.ts";
import { useCommand } from "../../connection/use-command.ts";
import { useConsoleState } from "../../connection/use-connection.ts";
import { useShortcut } from "../../keyboard/use-shortcut.ts";
import { callerText } from "../../presentation/phone-text.ts";
import { useSecondName } from "../../presentation/use-second-name.ts";
import { Button } from "../../ui/button.tsx";
import { classNames } from "../../ui/class-names.ts";
import { type ShownState, StateShape } from "../../ui/state-shape.tsx";
import { Timer } from "../../ui/timer.tsx";
import styles from "./second-call-bar.module.css";

const SHAPES: Readonly<Record<SecondCallView["state"], ShownState>> = {
  ringing: "offered",
  active: "on-contact",
  conference: "on-contact",
  waiting: "held",
  away: "held",
};

/** The other call, below the first: who, how it stands, and what can be done with the two of them. */
export function SecondCallBar({
  contact,
  second,
}: {
  readonly contact: ConsoleContact;
  readonly second: SecondCallView;
}) {
  const { t } = useTranslation("transfer");
  const nameOf = useSecondName();
  const online = useConsoleState().link === "online";
  const { contactId } = contact.context;
  const swap = useCommand("consult.swap");
  const conference = useCommand("consult.conference");
  const complete = useCommand("consult.complete");
  const cancel = useCommand("consult.cancel");
  const hangUp = useCommand("call.hang-up");
  const isOwn = second.kind === "customer";
  const { state } = second;
  const customerName = contact.customer?.name ?? callerText(contact.context.ani, t);
  const stateText =
    state === "active" || state === "ringing"
      ? contact.customerGone
        ? t(`state.${state}-alone`)
        : t(state === "ringing" && !contact.held ? "state.ringing-meanwhile" : `state.${state}`, {
            name: customerName,
          })
      : state === "away" && contact.held && !contact.customerGone
        ? t("state.away-held", { name: customerName })
        : t(`state.${state}`);
  const isPending = [swap, conference, complete, cancel, hangUp].some((command) => command.isPending);
  const can = online && !isPending;
  // Out of a conference with a colleague one would have to be sent away; of two customers one can be put on hold.
  const canSwap = can && (isOwn || second.state !== "conference") && !contact.customerGone;
  const canConference = can && (second.state === "active" || second.state === "waiting") && !contact.customerGone;
  const canComplete = can && !isOwn && state !== "away" && !contact.customerGone;
  const doSwap = () => void swap.run({ contactId });
  const doConference = () => void conference.run({ contactId });
  const doComplete = () => void complete.run({ contactId });
  const letGo = () => void (isOwn ? hangUp.run({ contactId: second.contactId }) : cancel.run({ contactId }));
  // In a conference hanging up is leaving those two: ending it for them is a step of its own.
  const isConference = !isOwn && state === "conference" && !contact.customerGone;
  const canEndAll = can && isConference;
  const endAll = () => void hangUp.run({ contactId });
  useShortcut("swap", doSwap, canSwap);
  useShortcut("conference", doConference, canConference);
  useShortcut("hand-over", doComplete, canComplete);
  useShortcut("let-go", letGo, can);
  useShortcut("end-all", endAll, canEndAll);
  return (
    <section
      className={classNames(styles.bar, styles[second.state])}
      aria-label={t("other-call")}
      data-testid="second-call"
      data-state={second.state}
    >
      <StateShape state={SHAPES[second.state]} size={14} />
      <span className={styles.words} aria-live="polite">
        <span className={styles.name}>{nameOf(second)}</span>
        <span className={styles.state}>
          {stateText} · <Timer since={second.since} label={t("since")} />
        </span>
      </span>
      <span className={styles.buttons}>
        <Button
          size="sm"
          shortcut="W"
          onPress={doSwap}
          isDisabled={!canSwap}
          isPending={swap.isPending}
          data-testid="swap"
        >
          {t(isOwn && second.state === "conference" ? "alone" : "swap")}
        </Button>
        <Button
          size="sm"
          icon="users"
          shortcut="J"
          onPress={doConference}
          isDisabled={!canConference}
          isPending={conference.isPending}
          data-testid="conference"
        >
          {t("conference")}
        </Button>
        {isConference ? (
          <Button
            size="sm"
            tone="danger"
            shortcut="Alt+Q"
            onPress={endAll}
            isDisabled={!canEndAll}
            isPending={hangUp.isPending}
            data-testid="end-all"
          >
            {t("end-all")}
          </Button>
        ) : isOwn ? null : (
          <Button
            size="sm"
            tone="primary"
            shortcut="O"
            onPress={doComplete}
            isDisabled={!canComplete}
            isPending={complete.isPending}
            data-testid="hand-over"
          >
            {t("hand-over")}
          </Button>
        )}
        <Button
          size="sm"
          shortcut="U"
          onPress={letGo}
          isDisabled={!can}
          isPending={cancel.isPending || (isOwn && hangUp.isPending)}
          data-testid="let-go"
        >
          {t(isOwn ? "hang-up-other" : "let-go")}
        </Button>
      </span>
    </section>
  );
}
