import { useTranslation } from "react-i18next";
import type { ConsoleContact } from "../../../../shared/wire/console.ts";
import type { SecondCallView } from "../../../../shared/wire/transfer-schemas.ts";
import { callerText } from "../../presentation/phone-text.ts";
import { useSecondName } from "../../presentation/use-second-name.ts";
import { Button } from "../../ui/button.tsx";
import { classNames } from "../../ui/class-names.ts";
import { type ShownState, StateShape } from "../../ui/state-shape.tsx";
import { Timer } from "../../ui/timer.tsx";
import styles from "./second-call-bar.module.css";
import { useSecondCallSteps } from "./use-second-call-steps.ts";

const SHAPES: Readonly<Record<SecondCallView["state"], ShownState>> = {
  ringing: "offered",
  active: "on-contact",
  conference: "on-contact",
  waiting: "held",
  away: "held",
};

interface SecondCallBarProps {
  readonly contact: ConsoleContact;
  readonly second: SecondCallView;
}

/** The other call, below the first: who, how it stands, and what can be done with the two of them. */
export function SecondCallBar({ contact, second }: SecondCallBarProps) {
  const { t } = useTranslation("transfer");
  const nameOf = useSecondName();
  const stateText = useStateText(contact, second);
  const { swap, conference, handOver, letGo, endAll, isOwn, isConference } = useSecondCallSteps(contact, second);
  const button = ({ take, can, isPending }: typeof swap) => ({ onPress: take, isDisabled: !can, isPending });
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
        <Button size="sm" shortcut="W" {...button(swap)} data-testid="swap">
          {t(isOwn && second.state === "conference" ? "alone" : "swap")}
        </Button>
        <Button size="sm" icon="users" shortcut="J" {...button(conference)} data-testid="conference">
          {t("conference")}
        </Button>
        {isConference ? (
          <Button size="sm" tone="danger" shortcut="Alt+Q" {...button(endAll)} data-testid="end-all">
            {t("end-all")}
          </Button>
        ) : isOwn ? null : (
          <Button size="sm" tone="primary" shortcut="O" {...button(handOver)} data-testid="hand-over">
            {t("hand-over")}
          </Button>
        )}
        <Button size="sm" shortcut="U" {...button(letGo)} data-testid="let-go">
          {t(isOwn ? "hang-up-other" : "let-go")}
        </Button>
      </span>
    </section>
  );
}

/** How it stands with the other one, and what the customer hears. */
function useStateText({ customer, context, customerGone, held }: ConsoleContact, { state }: SecondCallView): string {
  const { t } = useTranslation("transfer");
  const name = customer?.name ?? callerText(context.ani, t);
  if (state === "active" || state === "ringing") {
    if (customerGone) return t(`state.${state}-alone`);
    return t(state === "ringing" && !held ? "state.ringing-meanwhile" : `state.${state}`, { name });
  }
  return state === "away" && held && !customerGone ? t("state.away-held", { name }) : t(`state.${state}`);
}
