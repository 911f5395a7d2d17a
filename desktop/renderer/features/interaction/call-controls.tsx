import { useTranslation } from "react-i18next";
import type { ConsoleContact } from "../../../../shared/wire/console.ts";
import { Button } from "../../ui/button.tsx";
import styles from "./call-band.module.css";
import type { CallActions } from "./use-call-actions.ts";

const HANG_UP_TEXTS = { end: "hang-up", "end-both": "transfer:end-both", leave: "transfer:leave" } as const;

interface CallControlsProps {
  readonly contact: ConsoleContact;
  readonly actions: CallActions;
  readonly keypadOpen: boolean;
  /** Without it there is no keypad button (the strip above other views). */
  readonly onKeypad?: () => void;
  readonly onTransfer?: () => void;
}

/** Mute, hold, keypad, hang up: one row, each with its key, hang-up always at the end and never covered. */
export function CallControls({ contact, actions, keypadOpen, onKeypad, onTransfer }: CallControlsProps) {
  const { t } = useTranslation("interaction");
  const { held } = contact;
  return (
    <div className={styles.buttons} role="toolbar" aria-label={t("controls")}>
      <Button
        icon={actions.isMuted ? "microphone-off" : "microphone"}
        shortcut="M"
        onPress={actions.toggleMute}
        isDisabled={!actions.canMute}
        aria-pressed={actions.isMuted}
        className={actions.isMuted ? styles.on : ""}
        data-testid="mute"
        data-muted={actions.isMuted}
      >
        {t(actions.isMuted ? "unmute" : "mute")}
      </Button>
      <Button
        icon={held ? "play" : "pause"}
        shortcut="H"
        onPress={actions.toggleHold}
        isDisabled={!actions.canHold}
        isPending={actions.isHoldPending}
        className={held ? styles.on : ""}
        data-testid={held ? "resume" : "hold"}
      >
        {t(held ? "resume" : "hold")}
      </Button>
      {onKeypad === undefined ? null : (
        <Button
          icon="keypad"
          shortcut="K"
          onPress={onKeypad}
          isDisabled={!actions.canSendDigits && !keypadOpen}
          aria-expanded={keypadOpen}
          data-testid="keypad"
        >
          {t("keypad")}
        </Button>
      )}
      {onTransfer === undefined ? null : (
        <>
          <Button
            icon="transfer"
            shortcut="T"
            onPress={onTransfer}
            isDisabled={!actions.canPassOn}
            data-testid="transfer"
          >
            {t("transfer:transfer")}
          </Button>
          <Button
            icon="park"
            shortcut="P"
            onPress={actions.park}
            isDisabled={!actions.canPassOn}
            isPending={actions.isParkPending}
            data-testid="park"
          >
            {t("transfer:park")}
          </Button>
        </>
      )}
      <span className={styles.gap} />
      <Button
        tone="danger"
        icon="phone-down"
        shortcut="Alt+X"
        onPress={actions.hangUp}
        isDisabled={!actions.canHangUp}
        isPending={actions.isHangUpPending}
        className={styles.hangUp}
        data-testid="hangup"
        data-means={actions.hangUpMeans}
      >
        {t(HANG_UP_TEXTS[actions.hangUpMeans])}
      </Button>
    </div>
  );
}
