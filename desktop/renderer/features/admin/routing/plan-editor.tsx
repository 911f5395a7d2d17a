import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { RoutingPlanInForce } from "../../../../../shared/wire/routing-schemas.ts";
import { useConnection } from "../../../connection/use-connection.ts";
import { Tabs } from "../../../ui/tabs.tsx";
import { AgentsTable } from "./agents-table.tsx";
import { NumbersTable } from "./numbers-table.tsx";
import { type PlanDraft, changesOf } from "./plan-draft.ts";
import { QueuesEditor } from "./queues-editor.tsx";
import { CalendarsContext } from "./calendars.ts";
import { checkPlan } from "./routing-api.ts";
import { SaveBar } from "./save-bar.tsx";
import styles from "./routing.module.css";

interface PlanEditorProps {
  readonly inForce: RoutingPlanInForce;
  readonly onReload: () => void;
}

/** The plan in force and the changes to it; what they mean is asked of the server while they are made. */
export function PlanEditor({ inForce, onReload }: PlanEditorProps) {
  const { t } = useTranslation("routing");
  const { http } = useConnection();
  const queries = useQueryClient();
  const { revision, calendars } = inForce;
  const saved = planOf(inForce);
  const [draft, setDraft] = useState<PlanDraft>(saved);
  const changes = changesOf(saved, draft);
  const isChanged = changes.queues + changes.agents + changes.numbers > 0;
  const check = useQuery({
    queryKey: ["routing-check", draft],
    queryFn: ({ signal }) => checkPlan(http, draft, signal),
    placeholderData: (before) => before,
    gcTime: 0,
  });
  const edit = { plan: draft, findings: check.data ?? [], onChange: setDraft };
  return (
    <CalendarsContext value={calendars}>
      <div className={styles.editor} data-testid="routing-panel">
        <SaveBar
          {...edit}
          changes={isChanged ? changes : null}
          checkFailed={check.isError}
          baseRevision={revision}
          onDiscard={() => setDraft(saved)}
          onReload={onReload}
          onSaved={(next) => {
            queries.setQueryData(["routing-plan"], next);
            // In place: who saved goes on where they were, with the queue and the part they had chosen.
            setDraft(planOf(next));
          }}
        />
        <Tabs
          label={t("title")}
          tabs={[
            { id: "queues", label: t("tab.queues"), content: <QueuesEditor {...edit} /> },
            { id: "agents", label: t("tab.agents"), content: <AgentsTable {...edit} /> },
            { id: "numbers", label: t("tab.numbers"), content: <NumbersTable {...edit} /> },
          ]}
        />
      </div>
    </CalendarsContext>
  );
}

function planOf({ queues, agents, entryPoints, shifts }: RoutingPlanInForce): PlanDraft {
  return { queues, agents, entryPoints, shifts };
}
