import { useTranslation } from "react-i18next";
import type { CallListSummary } from "../../../../shared/domain/call-list.ts";
import type { CallListId } from "../../../../shared/domain/ids.ts";
import { useFormat } from "../../i18n/use-format.ts";
import { classNames } from "../../ui/class-names.ts";
import { Tag } from "../../ui/tag.tsx";
import styles from "./list-cards.module.css";

interface ListCardsProps {
  readonly lists: readonly CallListSummary[];
  readonly chosen: CallListId | null;
  readonly onChoose: (callListId: CallListId) => void;
  /** null: this person may not see them. */
  readonly onRejected: ((list: CallListSummary) => void) | null;
}

/** The lists with their progress; choosing one begins or goes on with the work. */
export function ListCards({ lists, chosen, onChoose, onRejected }: ListCardsProps) {
  const { t } = useTranslation("call-list");
  return (
    <ul className={styles.cards} aria-label={t("lists")} data-testid="call-lists">
      {lists.map((list) => (
        <li key={list.callListId} className={classNames(styles.card, list.callListId === chosen && styles.chosen)}>
          <ListCard list={list} isChosen={list.callListId === chosen} onChoose={onChoose} />
          {onRejected === null || list.rejectedRows === 0 ? null : (
            <button
              type="button"
              className={styles.rejected}
              onClick={() => onRejected(list)}
              data-testid="show-rejected"
            >
              {t("rejected-count", { count: list.rejectedRows })}
            </button>
          )}
        </li>
      ))}
    </ul>
  );
}

interface ListCardProps {
  readonly list: CallListSummary;
  readonly isChosen: boolean;
  readonly onChoose: (callListId: CallListId) => void;
}

function ListCard({ list, isChosen, onChoose }: ListCardProps) {
  const { t } = useTranslation("call-list");
  const format = useFormat();
  const share = list.entries === 0 ? 1 : list.done / list.entries;
  return (
    <button
      type="button"
      className={styles.main}
      aria-pressed={isChosen}
      onClick={() => onChoose(list.callListId)}
      data-testid="call-list"
      data-call-list-id={list.callListId}
    >
      <span className={styles.top}>
        <span className={styles.name}>{list.name}</span>
        {list.remaining === 0 ? (
          <Tag tone="good" icon="check">
            {t("state.finished")}
          </Tag>
        ) : (
          <Tag>{t(`mode.${list.mode}`)}</Tag>
        )}
      </span>
      <progress
        className={styles.progress}
        value={list.done}
        max={Math.max(list.entries, 1)}
        aria-label={t("progress")}
      />
      <span className={styles.facts}>
        <span>
          {t("progress-text", {
            done: format.number(list.done),
            entries: format.number(list.entries),
            percent: format.percent(share),
          })}
        </span>
        <span>{t("created", { date: format.date(list.createdAt) })}</span>
      </span>
    </button>
  );
}
