import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import {
  type CallQuality,
  FAIR_MOS,
  GOOD_MOS,
  type QualityPoint,
  type VoiceRating,
} from "../../../../shared/domain/call-quality.ts";
import type { ContactId } from "../../../../shared/domain/ids.ts";
import { useConnection } from "../../connection/use-connection.ts";
import { useFormat } from "../../i18n/use-format.ts";
import { VoiceBars } from "../../presentation/voice-bars.tsx";
import { Panel } from "../../ui/panel.tsx";
import { readQuality } from "./admin-api.ts";
import styles from "./call-quality-panel.module.css";

interface PanelProps {
  readonly contactId: ContactId;
  readonly names: ReadonlyMap<string, string>;
}

/** How the call sounded, for each agent's part of it. Nothing is shown of a call nobody measured. */
export function CallQualityPanel({ contactId, names }: PanelProps) {
  const { t } = useTranslation("admin");
  const { http } = useConnection();
  const quality = useQuery({
    queryKey: ["quality", contactId],
    queryFn: ({ signal }) => readQuality(http, contactId, signal),
  });
  const parts = quality.data ?? [];
  if (parts.length === 0) return null;
  return (
    <Panel title={t("quality.title")}>
      <div className={styles.parts} data-testid="call-quality">
        {parts.map((part) => (
          <Part key={part.agentId} part={part} name={names.get(part.agentId) ?? part.agentId} />
        ))}
      </div>
    </Panel>
  );
}

function Part({ part, name }: { readonly part: CallQuality; readonly name: string }) {
  const { t } = useTranslation("admin");
  const format = useFormat();
  const level = levelOf(part.mosMean);
  const score = (mos: number) => format.number(Math.round(mos * 10) / 10);
  const ms = (value: number | null) => (value === null ? "–" : t("quality.ms", { value: Math.round(value) }));
  const loss = (percent: number | null) => (percent === null ? "–" : format.finePercent(percent / 100));
  return (
    <section className={styles.part} data-testid="quality-part" data-agent-id={part.agentId} data-level={level}>
      <h3 className={styles.head}>
        <VoiceBars level={level} />
        {t("quality.head", { name, level: t(`common:voice.level.${level}`) })}
        {part.cause === "none" ? null : <span className={styles.cause}>{t(`common:voice.cause.${part.cause}`)}</span>}
      </h3>
      <Course points={part.points} />
      <dl className={styles.figures}>
        <Figure label={t("quality.mean")} value={t("quality.of-best", { score: score(part.mosMean) })} />
        <Figure label={t("quality.worst")} value={score(part.mosMin)} />
        <Figure label={t("quality.lost")} value={loss(part.lossPercent)} />
        <Figure label={t("quality.jitter")} value={ms(part.jitterMs)} />
        <Figure label={t("quality.round-trip")} value={ms(part.rttMs)} />
        <Figure label={t("quality.line-lost")} value={loss(part.lineLossPercent)} />
        <Figure label={t("quality.line-jitter")} value={ms(part.lineJitterMs)} />
      </dl>
      <p className={styles.method}>{t("quality.method")}</p>
    </section>
  );
}

const WIDTH = 240;
const HEIGHT = 40;
const BEST = 4.5;

/** The score over the call, a bar a window; below the line it was poor. */
function Course({ points }: { readonly points: readonly QualityPoint[] }) {
  const { t } = useTranslation("admin");
  const heightOf = (mos: number) => ((mos - 1) / (BEST - 1)) * HEIGHT;
  return (
    <svg
      className={styles.course}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={t("quality.course")}
    >
      {placed(points).map(({ point, x, width }) => {
        const height = Math.max(2, heightOf(point.mos));
        return (
          <rect
            key={point.at}
            x={x}
            y={HEIGHT - height}
            width={Math.max(1, width - 1)}
            height={height}
            className={styles[levelOf(point.mos)]}
          />
        );
      })}
      <line
        x1={0}
        x2={WIDTH}
        y1={HEIGHT - heightOf(FAIR_MOS)}
        y2={HEIGHT - heightOf(FAIR_MOS)}
        className={styles.limit}
        vectorEffect="non-scaling-stroke"
      />
    </svg>
  );
}

/** Windows side by side, as wide as they were long. */
function placed(points: readonly QualityPoint[]) {
  const totalMs = points.reduce((sum, { windowMs }) => sum + windowMs, 0);
  return points.map((point, index) => ({
    point,
    x: (points.slice(0, index).reduce((sum, { windowMs }) => sum + windowMs, 0) / totalMs) * WIDTH,
    width: (point.windowMs / totalMs) * WIDTH,
  }));
}

function Figure({ label, value }: { readonly label: string; readonly value: string }) {
  return (
    <div className={styles.figure}>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </div>
  );
}

function levelOf(mos: number): VoiceRating["level"] {
  return mos >= GOOD_MOS ? "good" : mos >= FAIR_MOS ? "fair" : "poor";
}
