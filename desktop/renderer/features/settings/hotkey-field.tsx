import { useEffect, useEffectEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button as AriaButton } from "react-aria-components/Button";
import type { HotkeyAction, HotkeyState } from "../../../../shared/ipc/desktop-settings.ts";
import { desktopShell } from "../../desktop-shell/desktop-shell.ts";
import { Icon } from "../../ui/icon.tsx";
import { IconButton } from "../../ui/icon-button.tsx";
import { Kbd } from "../../ui/kbd.tsx";
import styles from "./hotkey-field.module.css";
import { acceleratorKeys, isModifier, recordAccelerator } from "./record-accelerator.ts";

interface HotkeyFieldProps {
  readonly action: HotkeyAction;
  readonly accelerator: string | null;
  readonly state: HotkeyState;
  readonly onChange: (accelerator: string | null) => void;
}

const isMac = /mac/iu.test(navigator.userAgent);

/** One global key: press the button, then the combination. Escape leaves it as it was. */
export function HotkeyField({ action, accelerator, state, onChange }: HotkeyFieldProps) {
  const { t } = useTranslation("desktop");
  const [isRecording, setRecording] = useState(false);
  const [isRefused, setRefused] = useState(false);
  useRecording(isRecording, {
    onTaken: (recorded) => {
      setRecording(false);
      onChange(recorded);
    },
    onRefused: () => setRefused(true),
    onCancel: () => setRecording(false),
  });
  const label = t(`hotkey.${action}`);
  const keys = accelerator === null ? [] : acceleratorKeys(accelerator, isMac);
  const spoken = keys.length === 0 ? t("hotkeys.none") : keys.join(" ");
  const problem = isRecording
    ? isRefused
      ? t("hotkeys.refused")
      : null
    : state === "taken" || state === "double" || state === "unusable"
      ? t(`hotkeys.state.${state}`)
      : null;
  return (
    <div className={styles.row} data-testid={`hotkey-${action}`} data-state={state}>
      <span className={styles.label}>{label}</span>
      <span className={styles.controls}>
        <AriaButton
          className={styles.keys}
          aria-label={
            isRecording ? `${label}: ${t("hotkeys.press")}` : t("hotkeys.change", { action: label, keys: spoken })
          }
          aria-pressed={isRecording}
          onPress={() => {
            setRefused(false);
            setRecording((before) => !before);
          }}
          onBlur={() => setRecording(false)}
        >
          {isRecording ? t("hotkeys.press") : keys.length === 0 ? t("hotkeys.none") : <Kbd keys={keys} />}
        </AriaButton>
        <IconButton
          icon="close"
          label={t("hotkeys.clear", { action: label })}
          size="sm"
          isDisabled={accelerator === null}
          onPress={() => onChange(null)}
        />
      </span>
      {problem === null ? null : (
        <span className={styles.problem} role="status">
          <Icon name="alert" size={14} />
          {problem}
        </span>
      )}
    </div>
  );
}

interface Recording {
  readonly onTaken: (accelerator: string) => void;
  readonly onRefused: () => void;
  readonly onCancel: () => void;
}

/** While it runs every key belongs to the recording: neither the console's keys nor the global ones act. */
function useRecording(isRecording: boolean, recording: Recording): void {
  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    event.preventDefault();
    event.stopPropagation();
    if (event.repeat || isModifier(event.code)) return;
    if (event.code === "Escape") {
      recording.onCancel();
      return;
    }
    const recorded = recordAccelerator({
      code: event.code,
      ctrlKey: event.ctrlKey,
      metaKey: event.metaKey,
      altKey: event.altKey,
      shiftKey: event.shiftKey,
      isAltGraph: event.getModifierState("AltGraph"),
    });
    if (recorded === null) recording.onRefused();
    else recording.onTaken(recorded);
  });
  useEffect(() => {
    if (!isRecording) return undefined;
    const pause = (isPaused: boolean) => desktopShell()?.request("hotkeys-pause", isPaused).catch(reportError);
    void pause(true);
    const listener = (event: KeyboardEvent) => onKeyDown(event);
    addEventListener("keydown", listener, { capture: true });
    return () => {
      removeEventListener("keydown", listener, { capture: true });
      void pause(false);
    };
  }, [isRecording]);
}
