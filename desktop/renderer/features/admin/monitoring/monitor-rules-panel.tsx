import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { MonitorRules } from "../../../../../shared/domain/monitoring.ts";
import { useConnection } from "../../../connection/use-connection.ts";
import { useFormat } from "../../../i18n/use-format.ts";
import { Panel } from "../../../ui/panel.tsx";
import { Switch } from "../../../ui/switch.tsx";
import { QueryState } from "../query-state.tsx";
import routing from "../routing/routing.module.css";
import { SettingsBar } from "../settings-bar.tsx";
import { useSaving } from "../use-saving.ts";
import { readMonitorRules, saveMonitorRules } from "./monitor-rules-api.ts";

/** Whether agents see that a supervisor listens to their call. */
export function MonitorRulesPanel() {
  const { http } = useConnection();
  const rules = useQuery({ queryKey: ["monitor-rules"], queryFn: ({ signal }) => readMonitorRules(http, signal) });
  return (
    <QueryState query={rules}>
      {(data) => <RulesForm key={rules.dataUpdatedAt} rules={data} onSaved={() => void rules.refetch()} />}
    </QueryState>
  );
}

function RulesForm({ rules, onSaved }: { readonly rules: MonitorRules; readonly onSaved: () => void }) {
  const { t } = useTranslation("monitor-rules");
  const { http } = useConnection();
  const saving = useSaving();
  const [shown, setShown] = useState(rules.shownToAgent);
  const save = async (): Promise<void> => {
    const isSaved = await saving.run(async () => {
      await saveMonitorRules(http, shown);
      return t("saved");
    });
    if (isSaved) onSaved();
  };
  return (
    <div className={routing.form} data-testid="monitor-rules">
      <SettingsBar
        name="monitor-rules"
        effect={t("effect")}
        saving={saving}
        isChanged={shown !== rules.shownToAgent}
        onSave={() => void save()}
        onDiscard={() => setShown(rules.shownToAgent)}
      />
      <Panel title={t("listening")}>
        <Switch
          label={t("shown")}
          description={t("always")}
          isSelected={shown}
          onChange={setShown}
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
