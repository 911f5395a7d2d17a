import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { EntryPoint } from "../../../../../shared/domain/routing-plan.ts";
import { nameIn } from "../../../i18n/name-in.ts";
import { Button } from "../../../ui/button.tsx";
import { Dialog } from "../../../ui/dialog.tsx";
import { Select } from "../../../ui/select.tsx";
import { TextField } from "../../../ui/text-field.tsx";
import type { PlanDraft } from "./plan-draft.ts";
import styles from "./routing.module.css";

/** The flows a number can begin with; the server refuses any other. */
const FLOWS = ["service-line", "sales-line", "direct"] as const;

interface NumberDialogProps {
  readonly plan: PlanDraft;
  /** null: a new one. */
  readonly entryPoint: EntryPoint | null;
  readonly onClose: () => void;
  readonly onDone: (entryPoint: EntryPoint) => void;
  readonly onRemove: () => void;
}

/** One service number. */
export function NumberDialog({ plan, entryPoint, onClose, onDone, onRemove }: NumberDialogProps) {
  const { t, i18n } = useTranslation("routing");
  const [draft, setDraft] = useState<EntryPoint>(
    entryPoint ?? { dnis: "", names: {}, flowId: "direct", queueId: plan.queues[0]?.queueId ?? "" },
  );
  const edit = (change: Partial<EntryPoint>): void => setDraft((before) => ({ ...before, ...change }));
  const isTaken = draft.dnis !== entryPoint?.dnis && plan.entryPoints.some(({ dnis }) => dnis === draft.dnis);
  const isNumber = /^[0-9+*#A-Za-z._-]{1,40}$/u.test(draft.dnis);
  return (
    <Dialog
      title={entryPoint === null ? t("numbers.new") : entryPoint.dnis}
      closeLabel={t("common:close")}
      onClose={onClose}
      data-testid="plan-number-dialog"
      actions={
        <>
          {entryPoint === null ? null : (
            <Button tone="quiet" icon="trash" onPress={onRemove} data-testid="plan-number-remove">
              {t("numbers.remove")}
            </Button>
          )}
          <Button onPress={onClose}>{t("common:cancel")}</Button>
          <Button
            tone="primary"
            isDisabled={!isNumber || isTaken}
            onPress={() => onDone(draft)}
            data-testid="plan-number-done"
          >
            {t("agents.done")}
          </Button>
        </>
      }
    >
      <div className={styles.form}>
        <TextField
          label={t("numbers.dnis")}
          description={t("numbers.dnis-hint")}
          value={draft.dnis}
          maxLength={40}
          onChange={(dnis) => edit({ dnis: dnis.trim() })}
          isInvalid={isTaken}
          errorMessage={t("numbers.taken")}
          data-testid="plan-number-dnis"
        />
        <TextField
          label={t("queue.name-en")}
          value={draft.names["en"] ?? ""}
          maxLength={60}
          onChange={(en) => edit({ names: { ...draft.names, en } })}
          data-testid="plan-number-name-en"
        />
        <TextField
          label={t("queue.name-zh")}
          value={draft.names["zh"] ?? ""}
          maxLength={60}
          onChange={(zh) => edit({ names: { ...draft.names, zh } })}
          data-testid="plan-number-name-zh"
        />
        <Select
          label={t("numbers.flow")}
          value={FLOWS.find((flow) => flow === draft.flowId) ?? null}
          options={FLOWS.map((value) => ({ value, label: t(`flow.${value}`) }))}
          onChange={(flowId) => edit({ flowId })}
          data-testid="plan-number-flow"
        />
        <Select
          label={t("numbers.queue")}
          value={draft.queueId}
          options={plan.queues.map(({ queueId, names }) => ({
            value: queueId as string,
            label: nameIn(i18n.language, names, queueId),
          }))}
          onChange={(queueId) => edit({ queueId })}
          data-testid="plan-number-queue"
        />
      </div>
    </Dialog>
  );
}
