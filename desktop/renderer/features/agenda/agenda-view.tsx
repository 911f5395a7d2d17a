import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { AgendaEntry } from "../../../../shared/domain/agenda.ts";
import { startOfDay } from "../../../../shared/domain/calendar-day.ts";
import type { EpochMs } from "../../../../shared/domain/time.ts";
import { useAgenda } from "../../connection/use-agenda.ts";
import { useTimeZone } from "../../i18n/time-zone.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Page } from "../../ui/page.tsx";
import { Panel } from "../../ui/panel.tsx";
import { useServerSecond } from "../../ui/server-time.ts";
import { Skeleton } from "../../ui/skeleton.tsx";
import { AgendaForm } from "./agenda-form.tsx";
import { AgendaRow } from "./agenda-row.tsx";
import { BegunPromises } from "./begun-promises.tsx";
import styles from "./agenda-view.module.css";

const GROUPS = ["due", "today", "later", "done"] as const;
type Group = (typeof GROUPS)[number];

/** Calls I have promised: what is due first, then today's, later ones, what is done. */
export function AgendaView() {
  const { t } = useTranslation("agenda");
  const entries = useAgenda();
  const now = useServerSecond();
  const timeZone = useTimeZone();
  const [moving, setMoving] = useState<AgendaEntry | null>(null);
  if (entries === null) {
    return (
      <Page title={t("title")} data-testid="agenda-view">
        <Skeleton label={t("common:loading")} lines={6} />
      </Page>
    );
  }
  return (
    <Page title={t("title")} subtitle={t("subtitle")} data-testid="agenda-view">
      <BegunPromises />
      {entries.length === 0 ? <EmptyState icon="clock" title={t("none")} hint={t("none-hint")} /> : null}
      {GROUPS.map((group) => {
        const mine = entries.filter((entry) => groupOf(entry, now, timeZone) === group);
        return mine.length === 0 ? null : (
          <Panel key={group} title={t(`group.${group}`, { count: mine.length })} flush>
            <ul className={styles.list}>
              {mine.map((entry) => (
                <AgendaRow key={entry.entryId} entry={entry} now={now} onMove={() => setMoving(entry)} />
              ))}
            </ul>
          </Panel>
        );
      })}
      {moving === null ? null : (
        <AgendaForm key={moving.entryId} move={moving} whom={moving} onClose={() => setMoving(null)} />
      )}
    </Page>
  );
}

function groupOf({ doneAt, dueAt }: AgendaEntry, now: EpochMs, timeZone: string): Group {
  if (doneAt !== null) return "done";
  if (dueAt <= now) return "due";
  return dueAt < startOfDay(now, 1, timeZone) ? "today" : "later";
}
