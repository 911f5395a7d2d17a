import { useTranslation } from "react-i18next";
import type { ConsoleContact } from "../../../../shared/wire/console.ts";
import { navigate } from "../../navigation/use-route.ts";
import { callerText } from "../../presentation/phone-text.ts";
import { Button } from "../../ui/button.tsx";
import { classNames } from "../../ui/class-names.ts";
import { type ShownState, StateShape } from "../../ui/state-shape.tsx";
import band from "./call-band.module.css";
import styles from "./call-strip.module.css";
import { CallControls } from "./call-controls.tsx";
import { CallTimer } from "./call-timer.tsx";
import { MonitoredBar } from "./monitored-bar.tsx";
import { SecondCallBar } from "./second-call-bar.tsx";
import { useCallActions } from "./use-call-actions.ts";
import { useGivenName } from "./use-given-name.ts";
import { useCallTitle } from "./use-call-title.ts";

/** The call above every other view: who, how long, and all controls, so that looking something up never costs the way back. */
export function CallStrip({ contact }: { readonly contact: ConsoleContact }) {
  const { t } = useTranslation("interaction");
  const actions = useCallActions(contact);
  const { phase, held, customer, context } = contact;
  const state: ShownState =
    phase === "offered" ? "offered" : phase === "wrap-up" ? "wrap-up" : held ? "held" : "on-contact";
  const title = useCallTitle(contact);
  const given = useGivenName(contact);
  return (
    <section className={classNames(styles.call, band[state])} aria-label={t("call")} data-testid="call-strip">
      <div className={styles.strip}>
        <StateShape state={state} size={14} />
        <span className={styles.who}>
          <span className={styles.name}>{customer?.name ?? given?.name ?? callerText(context.ani, t)}</span>
          <span className={styles.title} aria-live="polite">
            {title}
          </span>
          <CallTimer contact={contact} />
        </span>
        <Button size="sm" onPress={() => navigate({ view: "desk" })}>
          {t("back-to-call")}
        </Button>
        {phase === "offered" ? (
          <Button
            tone="answer"
            icon="phone"
            shortcut="A"
            className={styles.answer}
            onPress={actions.answer}
            isDisabled={!actions.canAnswer}
          >
            {t("answer")}
          </Button>
        ) : phase === "wrap-up" ? null : (
          <CallControls contact={contact} actions={actions} keypadOpen={false} />
        )}
      </div>
      {contact.second ? <SecondCallBar contact={contact} second={contact.second} /> : null}
      <MonitoredBar />
    </section>
  );
}
