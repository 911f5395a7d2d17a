import type { TFunction } from "i18next";
import { type CSSProperties, memo } from "react";
import { useTranslation } from "react-i18next";
import type { DurationMs } from "../../../../shared/domain/time.ts";
import type { ServiceLevelVariant } from "../../../../shared/domain/service-level.ts";
import type { WallboardQueue } from "../../../../shared/wire/wallboard-schemas.ts";
import { classNames } from "../../ui/class-names.ts";
import { ClosedMark } from "./closed-mark.tsx";
import { NO_DEBTS } from "./debt-columns.ts";
import { QueueFigures } from "./queue-figures.tsx";
import { nameIn } from "../../i18n/name-in.ts";
import { usePages } from "./use-pages.ts";
import styles from "./wall-queues.module.css";

/** More rows would make the figures too small for four metres: the rest comes by turns. */
const QUEUES_A_PAGE = 6;

interface WallQueuesProps {
  readonly queues: readonly WallboardQueue[];
  readonly variant: ServiceLevelVariant;
}

/** A departure board: one row a queue, the three figures that matter large, the day's small. */
export function WallQueues({ queues, variant }: WallQueuesProps) {
  const { t } = useTranslation("wallboard");
  const { items, page, pages } = usePages(queues, QUEUES_A_PAGE);
  const thresholds = new Set(queues.map((queue) => queue.serviceLevelThresholdMs));
  const [common] = thresholds.size === 1 ? thresholds : [];
  if (queues.length === 0) return <p className={styles.none}>{t("no-queues")}</p>;
  return (
    <section className={styles.board} style={rowsVariable(items.length)} aria-label={t("queues")}>
      <table className={styles.table} data-testid="wall-queues">
        <thead>
          <tr>
            <th scope="col">
              {t("column.queue")}
              {pages > 1 ? <span className={styles.page}>{t("page", { page: page + 1, pages })}</span> : null}
            </th>
            <th scope="col">{t("column.waiting")}</th>
            <th scope="col">{t("column.longest")}</th>
            <th scope="col">
              {t("column.service-level")}
              <span className={styles.variant}>
                {common === undefined ? null : `${within(t, common)} · `}
                {t(`variant.${variant}`)}
              </span>
            </th>
            <th scope="col">{t("column.answered")}</th>
            <th scope="col">{t("column.abandoned")}</th>
            <th scope="col">{t("column.asa")}</th>
            <th scope="col">{t("column.aht")}</th>
            <th scope="col">{t("column.agents")}</th>
          </tr>
        </thead>
        <tbody>
          {items.map((queue) => (
            <WallQueueRow key={queue.queueId} queue={queue} variant={variant} showsThreshold={common === undefined} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

interface WallQueueRowProps {
  readonly queue: WallboardQueue;
  readonly variant: ServiceLevelVariant;
  /** The queues differ in theirs. */
  readonly showsThreshold: boolean;
}

const WallQueueRow = memo(function WallQueueRow({ queue, variant, showsThreshold }: WallQueueRowProps) {
  const { i18n } = useTranslation("wallboard");
  return (
    <tr data-testid="queue-row" data-queue-id={queue.queueId}>
      <th scope="row" className={classNames(styles.name, !queue.open && styles.closed)}>
        <span className={styles.clamp}>{nameIn(i18n.language, queue.names, queue.queueId)}</span>
        {queue.open ? null : <ClosedMark />}
      </th>
      <QueueFigures
        queue={queue}
        variant={variant}
        classes={{ big: styles.big, aside: styles.threshold }}
        showsThreshold={showsThreshold}
        showsOffered={false}
        debts={NO_DEBTS}
        opens={false}
      />
    </tr>
  );
});

function within(t: TFunction<"wallboard">, thresholdMs: DurationMs): string {
  return t("within", { seconds: Math.round(thresholdMs / 1_000) });
}

function rowsVariable(rows: number): CSSProperties {
  const variables: Record<string, string> = { "--rows": String(Math.max(rows, 2)) };
  return variables;
}
