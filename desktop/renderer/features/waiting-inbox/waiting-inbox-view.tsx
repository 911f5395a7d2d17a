import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import type { WaitingOverview } from "../../../../shared/wire/waiting-schemas.ts";
import { useConnection } from "../../connection/use-connection.ts";
import { useRefetchWaiting } from "../../connection/use-refetch-waiting.ts";
import { useQueueNames } from "../../connection/use-queues.ts";
import { voicemails, waitingOverview } from "../../connection/waiting-api.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { Page } from "../../ui/page.tsx";
import { Panel } from "../../ui/panel.tsx";
import { useServerSecond } from "../../ui/server-time.ts";
import { Skeleton } from "../../ui/skeleton.tsx";
import { CallbackRow } from "./callback-row.tsx";
import { QueueLine } from "./queue-line.tsx";
import { VoicemailRow } from "./voicemail-row.tsx";
import styles from "./waiting-inbox.module.css";

/** A queue that opens or closes changes nothing at the server in that moment, so nothing is told: its hour is known here. */
function useRefetchAtTurn({
  data,
  refetch,
}: {
  readonly data: WaitingOverview | undefined;
  readonly refetch: () => unknown;
}) {
  const now = useServerSecond();
  const turned = data?.queues.find(({ changesAt }) => changesAt !== null && changesAt < now)?.changesAt ?? null;
  useEffect(() => {
    if (turned !== null) void refetch();
  }, [turned, refetch]);
}

/** Those of my queues who hung up and are still owed something: a callback in its place, a message nobody has dealt with. */
export function WaitingInboxView() {
  const { t } = useTranslation("waiting");
  const { http } = useConnection();
  const queueName = useQueueNames();
  useRefetchWaiting();
  const overview = useQuery(waitingOverview(http));
  useRefetchAtTurn(overview);
  const messages = useQuery(voicemails(http));
  if (overview.isError || messages.isError) {
    const retry = (): void => {
      void overview.refetch();
      void messages.refetch();
    };
    return (
      <Page title={t("title")} data-testid="waiting-inbox-view">
        <ErrorState title={t("failed")} hint={t("failed-hint")} retryLabel={t("common:retry")} onRetry={retry} />
      </Page>
    );
  }
  if (overview.data === undefined || messages.data === undefined) {
    return (
      <Page title={t("title")} data-testid="waiting-inbox-view">
        <Skeleton label={t("common:loading")} lines={6} />
      </Page>
    );
  }
  const { callbacks, queues } = overview.data;
  const open = messages.data.filter(({ state }) => state === "new");
  const done = messages.data.filter(({ state }) => state === "done");
  return (
    <Page title={t("title")} subtitle={t("subtitle")} data-testid="waiting-inbox-view">
      <Panel title={t("callbacks", { count: callbacks.length })} flush data-testid="callbacks">
        {callbacks.length === 0 ? (
          <EmptyState icon="phone-in" title={t("no-callbacks")} hint={t("no-callbacks-hint")} />
        ) : (
          <ul className={styles.list}>
            {callbacks.map((callback) => (
              <CallbackRow key={callback.contactId} callback={callback} queueName={queueName(callback.queueId)} />
            ))}
          </ul>
        )}
      </Panel>
      <Panel title={t("messages", { count: open.length })} flush data-testid="voicemails">
        {open.length === 0 ? (
          <EmptyState icon="check" title={t("no-messages")} hint={t("no-messages-hint")} />
        ) : (
          <ul className={styles.list}>
            {open.map((message) => (
              <VoicemailRow key={message.voicemailId} message={message} queueName={queueName(message.queueId)} />
            ))}
          </ul>
        )}
      </Panel>
      {done.length === 0 ? null : (
        <Panel title={t("done-messages", { count: done.length })} flush>
          <ul className={styles.list}>
            {done.map((message) => (
              <VoicemailRow key={message.voicemailId} message={message} queueName={queueName(message.queueId)} />
            ))}
          </ul>
        </Panel>
      )}
      <Panel title={t("queues")} flush data-testid="waiting-queues">
        <ul className={styles.list}>
          {queues.map((queue) => (
            <QueueLine key={queue.queueId} queue={queue} name={queueName(queue.queueId)} />
          ))}
        </ul>
      </Panel>
    </Page>
  );
}
