import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import * as Type from "typebox";
import type { MonitorRules } from "../../../../../shared/domain/monitoring.ts";
import { useConnection } from "../../../connection/use-connection.ts";
import { useFormat } from "../../../i18n/use-format.ts";
import { Panel } from "../../../ui/panel.tsx";
import { Switch } from "../../../ui/switch.tsx";
import { QueryState } from "../query-state.tsx";
import routing from "../routing/routing.module.css";
import { saveOver } from "../../../connection/save-over.ts";
import { SettingsBar } from "../settings-bar.tsx";
import { useFormDraft } from "../use-form-draft.ts";
import { useSaving } from "../use-saving.ts";
import { readMonitorRules, saveMonitorRules } from "./monitor-rules-api.ts";

/** Whether agents see that a supervisor listens to their call. */
export function MonitorRulesPanel() {
  const { http } = useConnection();
  const rules = useQuery({ queryKey: ["monitor-rules"], queryFn: ({ signal }) => readMonitorRules(http, signal) });
  return (
    <QueryState query={rules}>
      {(data) => (
        <RulesForm
          rules={data}
          readAgain={async () => {
            const now = (await rules.refetch({ throwOnError: true })).data ?? data;
            return { value: now.shownToAgent, revision: now.revision };
          }}
          onSaved={() => void rules.refetch()}
        />
      )}
    </QueryState>
  );
}

interface RulesFormProps {
  readonly rules: MonitorRules;
  /** As it is saved now. @throws Failure */
  readonly readAgain: () => Promise<{ readonly value: boolean; readonly revision: number }>;
  readonly onSaved: () => void;
}

function RulesForm({ rules, readAgain, onSaved }: RulesFormProps) {
  const { t } = useTranslation("monitor-rules");
  const { http } = useConnection();
  const saving = useSaving();
  const saved = rules.shownToAgent;
  const draft = useFormDraft({ form: "monitoring", schema: Type.Boolean(), saved });
  const shown = draft.value ?? saved;
  const save = () =>
    saving.run(async () => {
      if (!(await saveOver(draft, readAgain, (revision) => saveMonitorRules(http, shown, revision)))) return null;
      draft.settle(shown);
      onSaved();
      return t("saved");
    });
  return (
    <div className={routing.form} data-testid="monitor-rules">
      <SettingsBar
        name="monitor-rules"
        effect={t("effect")}
        saving={saving}
        draft={draft}
        changed={rules.changed}
        onSave={() => void save()}
      />
      <Panel title={t("listening")}>
        <Switch
          label={t("shown")}
          description={t("always")}
          isSelected={shown}
          onChange={draft.change}
          data-testid="monitor-shown"
        />
        <p className={routing.consequence} role="status" data-testid="monitor-consequence">
          {t(shown ? "when-shown" : "when-hidden")}
        </p>
        <p className={routing.hint}>
          <LastChange changed={rules.changed} />
        </p>
      </Panel>
    </div>
  );
}

function LastChange({ changed }: Pick<MonitorRules, "changed">) {
  const { t } = useTranslation("monitor-rules");
  const format = useFormat();
  return changed === null ? t("unchanged") : t("changed", { name: changed.by, time: format.dateTime(changed.at) });
}
