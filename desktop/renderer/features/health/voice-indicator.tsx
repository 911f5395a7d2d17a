import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { PhoneVoice } from "../../connection/phone-context.ts";
import { useFormat } from "../../i18n/use-format.ts";
import { VoiceBars } from "../../presentation/voice-bars.tsx";
import { classNames } from "../../ui/class-names.ts";
import styles from "./voice-indicator.module.css";

const TONE = { good: "good", fair: "warning", poor: "bad" } as const;

/** How the call sounds, in one word; pressed: why, what helps, and the figures. */
export function VoiceIndicator({ voice }: { readonly voice: PhoneVoice }) {
  const { t } = useTranslation("health");
  const [open, setOpen] = useState(false);
  const panelId = useId();
  const root = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!open) return undefined;
    const close = (event: PointerEvent) => {
      if (event.target instanceof Node && root.current?.contains(event.target) !== true) setOpen(false);
    };
    document.addEventListener("pointerdown", close);
    return () => document.removeEventListener("pointerdown", close);
  }, [open]);
  const closeByKey = (event: KeyboardEvent) => {
    if (event.key !== "Escape" || !open) return;
    event.stopPropagation();
    setOpen(false);
  };
  const { level, cause } = voice;
  return (
    // Keys bubble up to here from the button and the panel.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div ref={root} className={styles.voice} onKeyDown={closeByKey}>
      <button
        type="button"
        className={classNames(styles.button, styles[TONE[level]])}
        aria-expanded={open}
        aria-controls={panelId}
        onClick={() => setOpen((before) => !before)}
        data-testid="voice-quality"
        data-level={level}
        data-cause={cause}
      >
        <VoiceBars level={level} />
        <span className={styles.word}>{t(`common:voice.level.${level}`)}</span>
      </button>
      <div id={panelId} className={styles.panel} hidden={!open} data-testid="voice-figures">
        <p className={styles.cause}>{t(`voice.why.${cause}`)}</p>
        <Figures voice={voice} />
      </div>
    </div>
  );
}

function Figures({ voice: { mos, sample, line } }: { readonly voice: PhoneVoice }) {
  const { t } = useTranslation("health");
  const format = useFormat();
  const loss = (percent: number) => format.finePercent(percent / 100);
  const ms = (value: number | null) =>
    value === null ? "–" : t("voice.ms", { value: format.number(Math.round(value)) });
  return (
    <dl className={styles.figures}>
      <Figure
        label={t("voice.score")}
        value={t("voice.of-best", { score: format.number(Math.round(mos * 10) / 10) })}
      />
      <Figure label={t("voice.lost-to-you")} value={loss(sample.heard.lossPercent)} />
      <Figure label={t("voice.lost-from-you")} value={sample.sent === null ? "–" : loss(sample.sent.lossPercent)} />
      <Figure label={t("voice.jitter")} value={ms(sample.heard.jitterMs)} />
      <Figure label={t("voice.round-trip")} value={ms(sample.rttMs)} />
      <Figure
        label={t("voice.lost-customer")}
        value={line === null ? "–" : loss(Math.max(line.heard.lossPercent, line.sent.lossPercent))}
      />
    </dl>
  );
}

function Figure({ label, value }: { readonly label: string; readonly value: string }) {
  return (
    <div className={styles.figure}>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </div>
  );
}
