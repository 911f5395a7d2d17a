import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { SERVICE_LEVEL_VARIANTS, type ServiceLevelVariant } from "../../../../shared/domain/service-level.ts";
import type { Wallboard } from "../../../../shared/wire/wallboard-schemas.ts";
import { useConnection } from "../../connection/use-connection.ts";
import { useOtherZone } from "../../i18n/time-zone.ts";
import { useFormat } from "../../i18n/use-format.ts";
import { Button } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { IconButton } from "../../ui/icon-button.tsx";
import { useIsOlderPage } from "../../ui/older-page.ts";
import { Select } from "../../ui/select.tsx";
import { ServerTimeContext, useServerSecond } from "../../ui/server-time.ts";
import { LevelMark } from "./level-mark.tsx";
import { useServiceLevelVariant } from "./service-level-variant.ts";
import { useBoard, useOverdue } from "./use-board.ts";
import { WallAgents } from "./wall-agents.tsx";
import { WallQueues } from "./wall-queues.tsx";
import styles from "./wall-screen.module.css";

const LEGEND = ["good", "warning", "bad"] as const;

/** From here on the queues' rows need a row of agents' place. */
const MANY_QUEUES = 4;

/** The board for the wall: read from four metres, by people who are doing something else. */
export function WallScreen() {
  const { t } = useTranslation("wallboard");
  const { board, staleSince } = useBoard();
  const overdue = useOverdue(board);
  const { clock } = useConnection();
  const [variant, setVariant] = useServiceLevelVariant();
  // The figures stand still with the link; the clock on the wall does not.
  const boardNow = useMemo(() => (staleSince === null ? clock.now : () => staleSince), [clock, staleSince]);
  const isOlderPage = useIsOlderPage();
  const isStale = staleSince !== null && (board !== null || overdue);
  return (
    <main className={styles.wall} data-testid="wall-screen" data-stale={isStale}>
      <h1 className="visually-hidden">{t("title")}</h1>
      <ServerTimeContext value={clock.now}>
        <WallHead board={board} variant={variant} onVariant={setVariant} />
        <WallAlarm staleSince={isStale ? staleSince : null} board={board} />
        {/* Not above an alarm, nor beside one: it can wait. */}
        {isOlderPage && !isStale ? <WallIsOlder /> : null}
      </ServerTimeContext>
      {board === null ? (
        <p className={styles.waiting} role="status">
          {t("common:loading")}
        </p>
      ) : (
        <ServerTimeContext value={boardNow}>
          <WallQueues queues={board.queues} variant={variant} />
          <WallAgents agents={board.agents} rows={board.queues.length > MANY_QUEUES ? 3 : 4} />
        </ServerTimeContext>
      )}
    </main>
  );
}

interface WallHeadProps {
  readonly board: Wallboard | null;
  readonly variant: ServiceLevelVariant;
  readonly onVariant: (variant: ServiceLevelVariant) => void;
}

function WallHead({ board, variant, onVariant }: WallHeadProps) {
  const { t } = useTranslation("wallboard");
  const format = useFormat();
  // Queues may differ in theirs: then no one line is true for all.
  const targets = new Set(board?.queues.map(({ alerts }) => alerts.serviceLevelTarget));
  const [target] = targets.size === 1 ? targets : [];
  return (
    <header className={styles.head}>
      <WallClock />
      <p className={styles.facts}>
        {board === null ? null : <span data-testid="in-ivr">{t("in-ivr", { count: board.inIvr })}</span>}
        <span className={styles.legend}>
          {target === undefined ? null : t("target", { target: format.percent(target) })}
          {LEGEND.map((level) => (
            <span key={level} className={styles.key}>
              <LevelMark level={level} />
              <span aria-hidden="true">{t(`level.${level}`)}</span>
            </span>
          ))}
        </span>
      </p>
      <div className={styles.variant}>
        <Select
          label={t("variant-label")}
          labelHidden
          options={SERVICE_LEVEL_VARIANTS.map((value) => ({ value, label: t(`variant.${value}`) }))}
          value={variant}
          onChange={onVariant}
          data-testid="service-level-variant"
        />
      </div>
      <IconButton icon="external" label={t("full-screen")} onPress={toggleFullScreen} data-testid="full-screen" />
    </header>
  );
}

function WallClock() {
  const { t } = useTranslation("wallboard");
  const format = useFormat();
  const second = useServerSecond();
  const zone = useOtherZone(second);
  return (
    <time className={styles.clock} dateTime={new Date(second).toISOString()} aria-label={t("clock")}>
      {format.time(second)}
      {zone === null ? null : <span className={styles.zone}>{zone}</span>}
    </time>
  );
}

interface WallAlarmProps {
  readonly staleSince: number | null;
  readonly board: Wallboard | null;
}

function WallAlarm({ staleSince, board }: WallAlarmProps) {
  const { t } = useTranslation("wallboard");
  const format = useFormat();
  const text =
    staleSince === null
      ? board !== null && !board.pbxConnected
        ? t("pbx-down")
        : null
      : board === null
        ? t("stale-empty")
        : t("stale", { time: format.time(staleSince) });
  if (text === null) return null;
  return (
    <p className={styles.alarm} role="alert" data-testid={staleSince === null ? "pbx-down" : "stale"}>
      <Icon name="alert" size={28} /> {text}
    </p>
  );
}

/** The page was left open over an update of the server: a wall often is. */
function WallIsOlder() {
  const { t } = useTranslation("wallboard");
  return (
    <div className={styles.news} role="status" data-testid="newer-banner">
      <Icon name="info" size={22} />
      <span className={styles.newsText}>{t("newer")}</span>
      <Button icon="refresh" onPress={() => location.reload()} data-testid="reload-page">
        {t("shell:reload")}
      </Button>
    </div>
  );
}

function toggleFullScreen(): void {
  const change =
    document.fullscreenElement === null ? document.documentElement.requestFullscreen() : document.exitFullscreen();
  // Refused by the browser's policy: the board stays as large as its window.
  change.catch(() => undefined);
}
