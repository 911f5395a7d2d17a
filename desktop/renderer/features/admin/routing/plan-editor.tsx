import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { type RoutingPlanInForce, RoutingPlanSchema } from "../../../../../shared/wire/routing-schemas.ts";
import { useConnection } from "../../../connection/use-connection.ts";
import { Tabs } from "../../../ui/tabs.tsx";
import { TypedNumbersContext } from "../typed-numbers.ts";
import { useFormDraft } from "../use-form-draft.ts";
import { AgentsTable } from "./agents-table.tsx";
import { NumbersTable } from "./numbers-table.tsx";
import { type PlanDraft, changesOf, hasNumber, mergePlans } from "./plan-draft.ts";
import { QueuesEditor } from "./queues-editor.tsx";
import { CalendarsContext } from "./calendars.ts";
import { checkPlan } from "./routing-api.ts";
import { NamedSkillsContext } from "./skill-words.ts";
import { SkillsTable } from "./skills-table.tsx";
import { SaveBar } from "./save-bar.tsx";
import styles from "./routing.module.css";

interface PlanEditorProps {
  readonly inForce: RoutingPlanInForce;
  /** The plan in force now. @throws Failure */
  readonly readAgain: () => Promise<RoutingPlanInForce>;
}

/** The plan in force and the changes to it; what they mean is asked of the server while they are made. */
export function PlanEditor({ inForce, readAgain }: PlanEditorProps) {
  const { t } = useTranslation("routing");
  const { http } = useConnection();
  const queries = useQueryClient();
  const { calendars } = inForce;
  const saved = planOf(inForce);
  const form = useFormDraft<PlanDraft>({
    ...{ form: "routing", schema: RoutingPlanSchema, saved },
    ...{ merge: mergePlans, hasNumber },
  });
  const draft = form.value ?? saved;
  // What was changed and changed back may stand in another order: nothing is left to save.
  const change = (next: PlanDraft) => form.change(isChangedFrom(saved, next) ? next : saved);
  const check = useQuery({
    queryKey: ["routing-check", draft],
    queryFn: ({ signal }) => checkPlan(http, draft, signal),
    placeholderData: (before) => before,
    gcTime: 0,
  });
  const edit = { plan: draft, findings: check.data ?? [], onChange: change };
  return (
    <CalendarsContext value={calendars}>
      <NamedSkillsContext value={draft.skills}>
        <TypedNumbersContext value={form.numbers}>
          <div className={styles.editor} data-testid="routing-panel">
            <SaveBar
              {...edit}
              changes={form.isChanged ? changesOf(saved, draft) : null}
              draft={form}
              checkFailed={check.isError}
              readAgain={async () => {
                const now = await readAgain();
                return { ...planOf(now), revision: now.revision };
              }}
              onSaved={(next) => {
                // In place: who saved goes on where they were, with the queue and the part they had chosen.
                form.settle(draft, planOf(next));
                queries.setQueryData(["routing-plan"], next);
                for (const queryKey of [["queues"], ["skills"]]) void queries.invalidateQueries({ queryKey });
              }}
            />
            <Tabs
              label={t("title")}
              tabs={[
                { id: "queues", label: t("tab.queues"), content: <QueuesEditor {...edit} /> },
                { id: "agents", label: t("tab.agents"), content: <AgentsTable {...edit} /> },
                { id: "skills", label: t("tab.skills"), content: <SkillsTable {...edit} /> },
                { id: "numbers", label: t("tab.numbers"), content: <NumbersTable {...edit} /> },
              ]}
            />
          </div>
        </TypedNumbersContext>
      </NamedSkillsContext>
    </CalendarsContext>
  );
}

function isChangedFrom(saved: PlanDraft, next: PlanDraft): boolean {
  return Object.values(changesOf(saved, next)).some((count) => count > 0);
}

function planOf({ queues, agents, entryPoints, skills, shifts }: RoutingPlanInForce): PlanDraft {
  return { queues, agents, entryPoints, skills, shifts };
}
