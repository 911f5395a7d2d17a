import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ConsoleContact } from "../../../../shared/wire/console.ts";
import { usePhoneState } from "../../connection/phone-context.ts";
import { useConsoleState } from "../../connection/use-connection.ts";
import { useShortcut } from "../../keyboard/use-shortcut.ts";
import { Button } from "../../ui/button.tsx";
import { Later } from "../../ui/later.tsx";
import { laterPart } from "../../ui/later-part.tsx";
import { classNames } from "../../ui/class-names.ts";
import { type ShownState, StateShape } from "../../ui/state-shape.tsx";
import styles from "./call-band.module.css";
import { CallControls } from "./call-controls.tsx";
import { CallTimer } from "./call-timer.tsx";
import { isCustomerCalledFirst } from "../../presentation/is-customer-called-first.ts";
import { Keypad } from "./keypad.tsx";
import { ParkedCallsBar } from "./parked-calls.tsx";
import { MonitoredBar } from "./monitored-bar.tsx";
import { SecondCallBar } from "./second-call-bar.tsx";
import { type CallActions, useCallActions } from "./use-call-actions.ts";
import { useCallTitle } from "./use-call-title.ts";

// No part of the first load, but there before somebody can press T.
const loadTargetPicker = () => import("./target-picker.tsx");
const TargetPicker = laterPart(async () => (await loadTargetPicker()).TargetPicker);

/** The call itself, in one row that stays where it is from the first ring to the wrap-up. */
export function CallBand({ contact }: { readonly contact: ConsoleContact }) {
  const { t } = useTranslation("interaction");
  const actions = useCallActions(contact);
  const { call } = usePhoneState();
  const [keypadWanted, setKeypadWanted] = useState(false);
  const keypadOpen = keypadWanted && contact.phase === "connected";
  const toggleKeypad = () => setKeypadWanted((before) => !before);
  const [pickerWanted, setPickerWanted] = useState(false);
  const pickerOpen = pickerWanted && actions.canPassOn;
  const openPicker = () => setPickerWanted(true);
  useEffect(() => {
    // A failed fetch is tried again, and told, when it is opened.
    loadTargetPicker().catch(() => undefined);
  }, []);
  useShortcut("transfer", openPicker, actions.canPassOn);
  const parked = useConsoleState().view?.parked ?? [];
  useShortcut("keypad", toggleKeypad, actions.canSendDigits || keypadOpen);
  const state = bandState(contact);
  const title = useCallTitle(contact);
  const customerFirst = isCustomerCalledFirst(contact);
  return (
    <section
      className={classNames(styles.band, styles[state])}
      aria-label={t("call")}
      data-testid="call-band"
      data-phase={contact.phase}
    >
      <div className={styles.row}>
        <div className={styles.status} aria-live="polite">
          <StateShape state={state} size={16} />
          <div className={styles.words}>
            <span className={styles.title}>{title}</span>
            <span className={styles.time}>
              <CallTimer contact={contact} />
            </span>
          </div>
        </div>
        {customerFirst ? <p className={styles.hint}>{t("customer-called-hint")}</p> : null}
        {contact.phase === "offered" ? (
          <OfferButtons actions={actions} waitsForPhone={call !== "ringing" && !customerFirst} />
        ) : contact.phase === "wrap-up" ? null : (
          <CallControls
            contact={contact}
            actions={actions}
            keypadOpen={keypadOpen}
            onKeypad={toggleKeypad}
            onTransfer={openPicker}
          />
        )}
      </div>
      {contact.second ? <SecondCallBar contact={contact} second={contact.second} /> : null}
      <MonitoredBar />
      {/* Whoever has just parked somebody is in their wrap-up: there they read the place, and fetch them back. */}
      {(contact.phase === "connected" && contact.second === null) || contact.phase === "wrap-up" ? (
        <ParkedCallsBar calls={parked} />
      ) : null}
      {pickerOpen ? (
        <Later onFailed={() => setPickerWanted(false)}>
          <TargetPicker contact={contact} onClose={() => setPickerWanted(false)} />
        </Later>
      ) : null}
      {keypadOpen ? <Keypad enabled={actions.canSendDigits} onClose={toggleKeypad} /> : null}
    </section>
  );
}

function OfferButtons({ actions, waitsForPhone }: { readonly actions: CallActions; readonly waitsForPhone: boolean }) {
  const { t } = useTranslation("interaction");
  return (
    <div className={styles.buttons}>
      <Button onPress={actions.reject} isDisabled={!actions.canReject} shortcut="Alt+D" data-testid="reject">
        {t("reject")}
      </Button>
      <Button
        tone="answer"
        size="lg"
        icon="phone"
        shortcut="A"
        onPress={actions.answer}
        isDisabled={!actions.canAnswer}
        isPending={waitsForPhone}
        data-testid="answer"
      >
        {t("answer")}
      </Button>
    </div>
  );
}

function bandState({ phase, held }: ConsoleContact): ShownState {
  if (phase === "offered") return "offered";
  if (phase === "wrap-up") return "wrap-up";
  return held ? "held" : "on-contact";
}
