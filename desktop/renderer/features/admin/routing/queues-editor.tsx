import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { QueueId } from "../../../../../shared/domain/ids.ts";
import { nameIn } from "../../../i18n/name-in.ts";
import { Button } from "../../../ui/button.tsx";
import { EmptyState } from "../../../ui/empty-state.tsx";
import { Icon } from "../../../ui/icon.tsx";
import { addQueue, changeQueue, removeQueue } from "./plan-draft.ts";
import type { PlanEdit } from "./plan-edit.ts";
import { QueueForm } from "./queue-form.tsx";
import styles from "./routing.module.css";

/** All queues on the left, the chosen one on the right. */
export function QueuesEditor({ plan, findings, onChange }: PlanEdit) {
  const { t, i18n } = useTranslation("routing");
  const [wanted, setWanted] = useState<QueueId | null>(null);
  const queue = plan.queues.find(({ queueId }) => queueId === wanted) ?? plan.queues[0];
  const add = (): void => {
    const [next, queueId] = addQueue(plan, {
      en: t("new-queue-name", { lng: "en" }),
      zh: t("new-queue-name", { lng: "zh" }),
    });
    onChange(next);
    setWanted(queueId);
  };
  return (
    <div className={styles.columns}>
      <nav className={styles.list} aria-label={t("tab.queues")}>
        {plan.queues.map(({ queueId, names }) => (
          <button
            key={queueId}
            type="button"
            className={styles.item}
            aria-current={queueId === queue?.queueId}
            onClick={() => setWanted(queueId)}
            data-testid="plan-queue"
            data-queue={queueId}
          >
            <span>{nameIn(i18n.language, names, queueId)}</span>
            {findings.some((finding) => finding.queueId === queueId) ? <Icon name="alert" size={14} /> : null}
          </button>
        ))}
        <Button tone="quiet" icon="plus" onPress={add} data-testid="plan-queue-new">
          {t("new-queue")}
        </Button>
      </nav>
      {queue === undefined ? (
        <EmptyState icon="route" title={t("no-queues")} hint={t("no-queues-hint")} />
      ) : (
        <QueueForm
          key={queue.queueId}
          plan={plan}
          queue={queue}
          onChange={(change) => onChange(changeQueue(plan, queue.queueId, change))}
          onRemove={() => onChange(removeQueue(plan, queue.queueId))}
        />
      )}
    </div>
  );
}
