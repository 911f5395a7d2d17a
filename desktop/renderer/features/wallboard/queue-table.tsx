import { memo } from "react";
import { useTranslation } from "react-i18next";
import type { QueueId } from "../../../../shared/domain/ids.ts";
import type { ServiceLevelVariant } from "../../../../shared/domain/service-level.ts";
import type { WallboardQueue } from "../../../../shared/wire/wallboard-schemas.ts";
import { classNames } from "../../ui/class-names.ts";
import { ClosedMark } from "./closed-mark.tsx";
import { type DebtColumn, debtColumns } from "./debt-columns.ts";
import { type BehindNow, QueueFigures } from "./queue-figures.tsx";
import { nameIn } from "../../i18n/name-in.ts";
import styles from "./queue-table.module.css";

interface QueueTableProps {
  readonly queues: readonly WallboardQueue[];
  readonly variant: ServiceLevelVariant;
  readonly selected: QueueId | null;
  readonly onSelect: (queueId: QueueId) => void;
  readonly onShow: (queueId: QueueId, what: BehindNow) => void;
}

/** Queues with today's figures; choosing one shows who waits in it. */
export const QueueTable = memo(function QueueTable({ queues, variant, selected, onSelect, onShow }: QueueTableProps) {
  const { t } = useTranslation("wallboard");
  const debts = debtColumns(queues);
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolling region must be reachable by keyboard
    <div className={styles.scroll} tabIndex={0}>
      <table className={styles.table} aria-label={t("queues")} data-testid="queue-table">
        <thead>
          <tr>
            <th scope="col">{t("column.queue")}</th>
            <th scope="col">{t("column.waiting")}</th>
            <th scope="col">{t("column.longest")}</th>
            <th scope="col" title={t(`variant-formula.${variant}`)}>
              {t("column.service-level")}
              <span className={styles.variant}>{t(`variant.${variant}`)}</span>
            </th>
            <th scope="col" title={t("explain.offered")}>
              {t("column.offered")}
            </th>
            <th scope="col">{t("column.answered")}</th>
            <th scope="col">{t("column.abandoned")}</th>
            {debts.map((column) => (
              <th key={column} scope="col" title={t(`explain.${column}`)}>
                {t(`column.${column}`)}
              </th>
            ))}
            <th scope="col" title={t("explain.asa")}>
              {t("column.asa")}
            </th>
            <th scope="col" title={t("explain.aht")}>
              {t("column.aht")}
            </th>
            <th scope="col">{t("column.agents")}</th>
          </tr>
        </thead>
        <tbody>
          {queues.map((queue) => (
            <QueueRow
              key={queue.queueId}
              queue={queue}
              variant={variant}
              isSelected={queue.queueId === selected}
              onSelect={onSelect}
              onShow={onShow}
              debts={debts}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
});

interface QueueRowProps extends Pick<QueueTableProps, "onShow"> {
  readonly queue: WallboardQueue;
  readonly variant: ServiceLevelVariant;
  readonly isSelected: boolean;
  readonly debts: readonly DebtColumn[];
  readonly onSelect: (queueId: QueueId) => void;
}

const QueueRow = memo(function QueueRow({ queue, variant, isSelected, onSelect, onShow, debts }: QueueRowProps) {
  const { i18n } = useTranslation("wallboard");
  return (
    <tr
      className={classNames(isSelected && styles.selected)}
      data-testid="queue-row"
      data-queue-id={queue.queueId}
      onClick={() => onSelect(queue.queueId)}
    >
      <th scope="row">
        <button
          type="button"
          className={styles.name}
          aria-pressed={isSelected}
          onClick={(event) => {
            event.stopPropagation();
            onSelect(queue.queueId);
          }}
        >
          {nameIn(i18n.language, queue.names, queue.queueId)}
        </button>
        {queue.open ? null : <ClosedMark />}
      </th>
      <QueueFigures
        queue={queue}
        variant={variant}
        classes={{ big: styles.big, aside: styles.threshold }}
        showsThreshold
        showsOffered
        debts={debts}
        opens
        onShow={onShow}
      />
    </tr>
  );
});
