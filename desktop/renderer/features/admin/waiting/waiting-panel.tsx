import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useConnection } from "../../../connection/use-connection.ts";
import { nameIn } from "../../../i18n/name-in.ts";
import { EmptyState } from "../../../ui/empty-state.tsx";
import { QueryState } from "../query-state.tsx";
import { UnsavedMark } from "../unsaved-mark.tsx";
import { useUnsavedForms } from "../use-form-draft.ts";
import routing from "../routing/routing.module.css";
import { readWaiting } from "./waiting-api.ts";
import { WaitingForm } from "./waiting-form.tsx";

/** What callers of each queue hear and can do while they wait. */
export function WaitingPanel() {
  const { t, i18n } = useTranslation("waiting-options");
  const { http } = useConnection();
  const waiting = useQuery({ queryKey: ["waiting-options"], queryFn: ({ signal }) => readWaiting(http, signal) });
  const unsaved = useUnsavedForms();
  const [wanted, setWanted] = useState<string | null>(null);
  const readAgain = async (wantedId: string) => {
    const { data = [] } = await waiting.refetch({ throwOnError: true });
    const queue = data.find(({ options }) => options.queueId === wantedId);
    return { value: queue?.options ?? null, revision: queue?.saved.revision ?? 0 };
  };
  return (
    <QueryState query={waiting}>
      {(queues) => {
        const queue = queues.find(({ options }) => options.queueId === wanted) ?? queues[0];
        if (queue === undefined) return <EmptyState icon="clock" title={t("none")} hint={t("none-hint")} />;
        return (
          <div className={routing.columns} data-testid="waiting-panel">
            <nav className={routing.list} aria-label={t("title")}>
              {queues.map(({ names, options: { queueId } }) => (
                <button
                  key={queueId}
                  type="button"
                  className={routing.item}
                  aria-current={queueId === queue.options.queueId}
                  onClick={() => setWanted(queueId)}
                  data-testid="waiting-queue"
                >
                  {nameIn(i18n.language, names, queueId)}
                  {unsaved.includes(`waiting/${queueId}`) ? <UnsavedMark /> : null}
                </button>
              ))}
            </nav>
            <WaitingForm
              key={queue.options.queueId}
              options={queue.options}
              changed={queue.saved.changed}
              readAgain={() => readAgain(queue.options.queueId)}
              onSaved={() => void waiting.refetch()}
            />
          </div>
        );
      }}
    </QueryState>
  );
}
