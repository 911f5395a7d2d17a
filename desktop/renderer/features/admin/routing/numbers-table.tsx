import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { EntryPoint } from "../../../../../shared/domain/routing-plan.ts";
import { nameIn } from "../../../i18n/name-in.ts";
import { Button } from "../../../ui/button.tsx";
import { Panel } from "../../../ui/panel.tsx";
import { Table } from "../../../ui/table.tsx";
import { NumberDialog } from "./number-dialog.tsx";
import { putEntryPoint, removeEntryPoint } from "./plan-draft.ts";
import type { PlanEdit } from "./plan-edit.ts";

/** Which number leads through which flow to which queue; a row opens the number. */
export function NumbersTable({ plan, onChange }: PlanEdit) {
  const { t, i18n } = useTranslation("routing");
  const [open, setOpen] = useState<EntryPoint | "new" | null>(null);
  const nameOf = (names: Readonly<Record<string, string>> | undefined): string => nameIn(i18n.language, names, "");
  const close = (): void => setOpen(null);
  return (
    <Panel
      title={t("numbers.count", { count: plan.entryPoints.length })}
      flush
      aside={
        <Button size="sm" icon="plus" onPress={() => setOpen("new")} data-testid="plan-number-new">
          {t("numbers.new")}
        </Button>
      }
    >
      <Table
        label={t("tab.numbers")}
        rows={plan.entryPoints}
        rowId={({ dnis }) => dnis}
        rowTestId="plan-number"
        onOpen={setOpen}
        columns={[
          { id: "dnis", title: t("numbers.dnis"), cell: ({ dnis }) => <code>{dnis}</code>, width: "10rem" },
          { id: "name", title: t("numbers.name"), cell: ({ names }) => nameOf(names) },
          { id: "flow", title: t("numbers.flow"), cell: ({ flowId }) => t(`flow.${flowId}`, { defaultValue: flowId }) },
          {
            id: "queue",
            title: t("numbers.queue"),
            cell: ({ queueId }) => nameOf(plan.queues.find((queue) => queue.queueId === queueId)?.names) || queueId,
          },
        ]}
      />
      {open === null ? null : (
        <NumberDialog
          key={open === "new" ? "new" : open.dnis}
          plan={plan}
          entryPoint={open === "new" ? null : open}
          onClose={close}
          onDone={(entryPoint) => {
            onChange(putEntryPoint(plan, open === "new" ? null : open.dnis, entryPoint));
            close();
          }}
          onRemove={() => {
            if (open !== "new") onChange(removeEntryPoint(plan, open.dnis));
            close();
          }}
        />
      )}
    </Panel>
  );
}
