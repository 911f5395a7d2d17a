import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { ringTone } from "../../audio/page-ring.ts";
import { playTestTone } from "../../audio/test-tone.ts";
import { type LineCheckResult, usePhone, usePhoneState } from "../../connection/phone-context.ts";
import { useFormat } from "../../i18n/use-format.ts";
import { routeHash } from "../../navigation/route.ts";
import { usePreferences } from "../../preferences/use-preferences.ts";
import { VoiceBars } from "../../presentation/voice-bars.tsx";
import { Button } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Page } from "../../ui/page.tsx";
import { Panel } from "../../ui/panel.tsx";
import styles from "./audio-check.module.css";
import { useMicrophoneLevel } from "./use-microphone-level.ts";

/** The quietest that is drawn. */
const METER_FLOOR_DB = -60;
const RING_MS = 2_300;

/** Before the first call: does the customer hear me, do I hear the customer, do I hear the ring, is the network good enough. */
export function AudioCheckView() {
  const { t } = useTranslation("audio-check");
  return (
    <Page
      title={t("title")}
      subtitle={t("subtitle")}
      narrow
      actions={
        <a className={styles.devices} href={routeHash({ view: "settings" })}>
          <Icon name="settings" /> {t("choose-devices")}
        </a>
      }
      data-testid="audio-check"
    >
      <div className={styles.steps}>
        <MicrophoneStep />
        <SpeakerStep />
        <RingStep />
        <LineStep />
      </div>
    </Page>
  );
}

function MicrophoneStep() {
  const { t } = useTranslation("audio-check");
  const { levelDb, heard, failed } = useMicrophoneLevel();
  const share = Math.max(0, Math.min(1, 1 - levelDb / METER_FLOOR_DB));
  return (
    <Step
      title={t("microphone.title")}
      verdict={failed === null ? (heard ? "good" : "open") : "bad"}
      words={t(failed === null ? (heard ? "microphone.good" : "microphone.speak") : `microphone.${failed}`)}
      testId="check-microphone"
    >
      <div
        className={styles.meter}
        role="meter"
        aria-label={t("microphone.level")}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(share * 100)}
      >
        <span className={styles.level} style={{ transform: `scaleX(${share.toFixed(3)})` }} data-loud={heard} />
      </div>
    </Step>
  );
}

type Answer = "unasked" | "asked" | "yes" | "no";

function SpeakerStep() {
  const [{ speakerId }] = usePreferences();
  return <HeardStep part="speaker" play={() => playTestTone(speakerId)} />;
}

function RingStep() {
  const [{ ringVolume, ringerId }] = usePreferences();
  return (
    <HeardStep
      part="ring"
      play={() => {
        ringTone.start(ringVolume, ringerId);
        setTimeout(() => ringTone.stop(), RING_MS);
      }}
    />
  );
}

/** Plays something and asks whether it was heard: only a person knows. */
function HeardStep({ part, play }: { readonly part: "speaker" | "ring"; readonly play: () => void }) {
  const { t } = useTranslation("audio-check");
  const [answer, setAnswer] = useState<Answer>("unasked");
  return (
    <Step
      title={t(`${part}.title`)}
      verdict={answer === "yes" ? "good" : answer === "no" ? "bad" : "open"}
      words={t(`${part}.${answer}`)}
      testId={`check-${part}`}
    >
      <div className={styles.buttons}>
        <Button
          icon={part === "ring" ? "bell" : "headset"}
          onPress={() => {
            play();
            setAnswer("asked");
          }}
          data-testid={`play-${part}`}
        >
          {t(`${part}.play`)}
        </Button>
        {answer === "unasked" ? null : (
          <>
            <Button tone="quiet" onPress={() => setAnswer("yes")} data-testid={`${part}-heard`}>
              {t("heard")}
            </Button>
            <Button tone="quiet" onPress={() => setAnswer("no")} data-testid={`${part}-not-heard`}>
              {t("not-heard")}
            </Button>
          </>
        )}
      </div>
    </Step>
  );
}

function LineStep() {
  const { t } = useTranslation("audio-check");
  const { checkLine } = usePhone();
  const { call } = usePhoneState();
  const [running, setRunning] = useState(false);
  const [result, setResult] = useState<LineCheckResult | null>(null);
  const run = async () => {
    setRunning(true);
    setResult(null);
    setResult(await checkLine());
    setRunning(false);
  };
  const verdict = result === null ? "open" : result.ok && result.rating.level === "good" ? "good" : "bad";
  const words = () => {
    if (running) return t("line.running");
    if (result === null) return t("line.explain");
    return result.ok ? t(`line.cause.${result.rating.cause}`) : t(`line.failed.${result.because}`);
  };
  return (
    <Step title={t("line.title")} verdict={verdict} words={words()} testId="check-line">
      <div className={styles.buttons}>
        <Button
          icon="signal"
          isPending={running}
          isDisabled={call !== "none"}
          onPress={() => void run()}
          data-testid="run-line-check"
        >
          {t("line.run")}
        </Button>
        {result?.ok === true ? <LineFigures result={result} /> : null}
      </div>
    </Step>
  );
}

function LineFigures({ result: { rating, sample } }: { readonly result: LineCheckResult & { readonly ok: true } }) {
  const { t } = useTranslation("audio-check");
  const format = useFormat();
  const lossPercent = Math.max(sample.heard.lossPercent, sample.sent?.lossPercent ?? 0);
  return (
    <span className={styles.figures} data-testid="line-figures" data-level={rating.level}>
      <VoiceBars level={rating.level} />
      {t("line.figures", {
        score: format.number(Math.round(rating.mos * 10) / 10),
        loss: format.finePercent(lossPercent / 100),
        jitter: format.number(Math.round(sample.heard.jitterMs)),
        roundTrip: sample.rttMs === null ? "–" : format.number(Math.round(sample.rttMs)),
      })}
    </span>
  );
}

interface StepProps {
  readonly title: string;
  readonly verdict: "open" | "good" | "bad";
  readonly words: string;
  readonly testId: string;
  readonly children: ReactNode;
}

function Step({ title, verdict, words, testId, children }: StepProps) {
  const { t } = useTranslation("audio-check");
  return (
    <Panel
      title={title}
      aside={
        <span className={styles.verdict} data-verdict={verdict}>
          <Icon name={verdict === "good" ? "check" : verdict === "bad" ? "alert" : "clock"} size={16} />
          {t(`verdict.${verdict}`)}
        </span>
      }
    >
      <div className={styles.step} data-testid={testId} data-verdict={verdict}>
        <p className={styles.words} role="status">
          {words}
        </p>
        {children}
      </div>
    </Panel>
  );
}
