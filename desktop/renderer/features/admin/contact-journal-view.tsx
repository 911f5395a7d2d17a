import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ContactId } from "../../../../shared/domain/ids.ts";
import { roleAtLeast } from "../../../../shared/domain/user.ts";
import { listAgents, listQueues } from "../../connection/contact-api.ts";
import { useConnection, useWallboard } from "../../connection/use-connection.ts";
import { useFormat } from "../../i18n/use-format.ts";
import { nameIn } from "../../i18n/name-in.ts";
import { BackLink } from "../../presentation/back-link.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Page } from "../../ui/page.tsx";
import { Panel } from "../../ui/panel.tsx";
import { Switch } from "../../ui/switch.tsx";
import { type JournalEntry, readJournal } from "./admin-api.ts";
import { CallQualityPanel } from "./call-quality-panel.tsx";
import styles from "./contact-journal.module.css";
import { ContactHeading } from "./contact-heading.tsx";
import { JournalRow } from "./journal-row.tsx";
import { isTechnical } from "./journal-kind.ts";
import { QueryState } from "./query-state.tsx";

/** Why did this contact go the way it went: every event in order, in words, each with what was really written. */
export function ContactJournalView({ contactId }: { readonly contactId: ContactId }) {
  const { t } = useTranslation("admin");
  const { session } = useConnection();
  if (!roleAtLeast(session.user.role, "supervisor")) {
    return (
      <Page title={t("journal.title")}>
        <EmptyState icon="route" title={t("journal.no-permission")} hint={t("journal.no-permission-hint")} />
      </Page>
    );
  }
  return <Journal contactId={contactId} />;
}

function Journal({ contactId }: { readonly contactId: ContactId }) {
  const { t } = useTranslation("admin");
  const { http } = useConnection();
  const names = useNames();
  const journal = useQuery({
    queryKey: ["journal", contactId],
    queryFn: ({ signal }) => readJournal(http, contactId, signal),
  });
  return (
    <Page
      title={t("journal.title")}
      subtitle={<ContactHeading contactId={contactId} contact={journal.data?.contact} names={names} />}
      actions={<BackLink usual="history" />}
      data-testid="journal-view"
    >
      <CallQualityPanel contactId={contactId} names={names} />
      <QueryState query={journal}>{({ entries }) => <Entries entries={entries} names={names} />}</QueryState>
    </Page>
  );
}

interface EntriesProps {
  readonly entries: readonly JournalEntry[];
  readonly names: ReadonlyMap<string, string>;
}

function Entries({ entries, names }: EntriesProps) {
  const { t } = useTranslation("admin");
  const format = useFormat();
  const [showsTechnical, setShowsTechnical] = useState(false);
  const first = entries[0];
  if (first === undefined) {
    return <EmptyState icon="route" title={t("journal.empty")} hint={t("journal.empty-hint")} />;
  }
  const shown = showsTechnical ? entries : entries.filter(({ type }) => !isTechnical(type));
  return (
    <Panel
      title={t("journal.count", { count: shown.length, date: format.date(first.at) })}
      aside={
        <Switch
          label={t("journal.technical", { count: entries.length })}
          isSelected={showsTechnical}
          onChange={setShowsTechnical}
          data-testid="journal-technical"
        />
      }
    >
      <ol className={styles.journal} data-testid="journal">
        {shown.map((entry) => (
          <JournalRow key={entry.seq} entry={entry} beganAt={first.at} names={names} />
        ))}
      </ol>
    </Panel>
  );
}

/** Names of queues and agents, of those signed out too: a call of last week was answered by somebody as well. */
function useNames(): ReadonlyMap<string, string> {
  const { i18n } = useTranslation();
  const { http } = useConnection();
  const board = useWallboard();
  const queues = useQuery({ queryKey: ["queues"], queryFn: ({ signal }) => listQueues(http, signal) });
  const agents = useQuery({ queryKey: ["agents"], queryFn: ({ signal }) => listAgents(http, signal) });
  return useMemo(() => {
    const names = new Map<string, string>();
    for (const { agentId, displayName } of agents.data ?? []) names.set(agentId, displayName);
    for (const { status, displayName } of board?.agents ?? []) names.set(status.agentId, displayName);
    for (const queue of queues.data ?? []) names.set(queue.queueId, nameIn(i18n.language, queue.names, queue.queueId));
    return names;
  }, [board, agents.data, queues.data, i18n.language]);
}
