import { useEffect, useEffectEvent } from "react";
import { useTranslation } from "react-i18next";
import { Button as AriaButton } from "react-aria-components/Button";
import { usePhone, usePhoneState } from "../../connection/phone-context.ts";
import { isTyping } from "../../keyboard/use-shortcut.ts";
import { IconButton } from "../../ui/icon-button.tsx";
import styles from "./keypad.module.css";

const KEYS = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "*", "0", "#"] as const;

interface KeypadProps {
  readonly enabled: boolean;
  readonly onClose: () => void;
}

/** Digits for the far side's menu, by click or typed; those sent are shown. */
export function Keypad({ enabled, onClose }: KeypadProps) {
  const { t } = useTranslation("interaction");
  const { sendDigit } = usePhone();
  const { digitsSent } = usePhoneState();
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey || isTyping(event.target)) return;
    if (event.key === "Escape") onClose();
    const digit = KEYS.find((key) => key === event.key);
    if (digit === undefined || !enabled || event.repeat) return;
    // Digits would choose a result otherwise.
    event.stopImmediatePropagation();
    event.preventDefault();
    sendDigit(digit);
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKey(event);
    document.addEventListener("keydown", listener, { capture: true });
    return () => document.removeEventListener("keydown", listener, { capture: true });
  }, []);
  return (
    <div className={styles.keypad} data-testid="keypad-panel">
      <div className={styles.keys} role="group" aria-label={t("keypad")}>
        {KEYS.map((key) => (
          <AriaButton
            key={key}
            className={styles.key}
            isDisabled={!enabled}
            onPress={() => sendDigit(key)}
            data-testid={`digit-${key === "*" ? "star" : key === "#" ? "hash" : key}`}
          >
            {key}
          </AriaButton>
        ))}
      </div>
      <output className={styles.sent} aria-label={t("digits-sent")} data-testid="digits-sent">
        {digitsSent}
      </output>
      <IconButton icon="close" size="sm" label={t("close-keypad")} onPress={onClose} />
    </div>
  );
}
