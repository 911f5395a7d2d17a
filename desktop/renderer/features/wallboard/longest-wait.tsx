import { useTranslation } from "react-i18next";
import type { DurationMs, EpochMs } from "../../../../shared/domain/time.ts";
import { clockText } from "../../ui/clock-text.ts";
import { useServerSecond } from "../../ui/server-time.ts";
import { LevelMark } from "./level-mark.tsx";
import { waitLevel } from "./levels.ts";

interface LongestWaitProps {
  readonly since: EpochMs | null;
  readonly thresholdMs: DurationMs;
}

/** Ticks by the server's clock; its level changes with the tick, not with the next push. */
export function LongestWait({ since, thresholdMs }: LongestWaitProps) {
  const { t } = useTranslation("wallboard");
  const second = useServerSecond();
  if (since === null)
    return (
      <span>
        <span aria-hidden="true">–</span>
        <span className="visually-hidden">{t("nobody-waits")}</span>
        <LevelMark level="none" />
      </span>
    );
  return (
    <span role="timer" aria-label={t("column.longest")}>
      {clockText(second - since)}
      <LevelMark level={waitLevel(since, thresholdMs, second)} />
    </span>
  );
}
