import { useTranslation } from "react-i18next";
import {
  AGENT_SELECTION_STRATEGIES,
  CLOSING_RULES,
  type QueueConfig,
  type RefusalTreatment,
} from "../../../../../shared/domain/queue.ts";
import { nameIn } from "../../../i18n/name-in.ts";
import { Button } from "../../../ui/button.tsx";
import { Panel } from "../../../ui/panel.tsx";
import { Select } from "../../../ui/select.tsx";
import { TextField } from "../../../ui/text-field.tsx";
import { NumberPlaceContext } from "../typed-numbers.ts";
import { AlternativesEditor } from "./alternatives-editor.tsx";
import { CalendarSelect } from "./calendar-select.tsx";
import { NumberField } from "./number-field.tsx";
import { type PlanDraft, skillsOf } from "./plan-draft.ts";
import { OverflowSteps, RelaxationSteps } from "./queue-steps.tsx";
import { TreatmentSelect } from "./treatment-select.tsx";
import styles from "./routing.module.css";

interface QueueFormProps {
  readonly plan: PlanDraft;
  readonly queue: QueueConfig;
  readonly onChange: (change: Partial<QueueConfig>) => void;
  readonly onRemove: () => void;
}

/** One queue: who may take its callers, what waiting does, and how it ends. */
export function QueueForm({ plan, queue, onChange, onRemove }: QueueFormProps) {
  const { t, i18n } = useTranslation("routing");
  const { queueId, names, strategy } = queue;
  return (
    <NumberPlaceContext value={{ id: queueId, name: nameIn(i18n.language, names, queueId) }}>
      <div className={styles.form} data-testid="queue-form">
        <Panel
          title={t("queue.what")}
          aside={
            <Button tone="quiet" size="sm" icon="trash" onPress={onRemove} data-testid="queue-remove">
              {t("queue.remove")}
            </Button>
          }
        >
          <div className={styles.fields}>
            <TextField
              label={t("queue.name-en")}
              value={names["en"] ?? ""}
              maxLength={60}
              onChange={(en) => onChange({ names: { ...names, en } })}
              data-testid="queue-name-en"
            />
            <TextField
              label={t("queue.name-zh")}
              value={names["zh"] ?? ""}
              maxLength={60}
              onChange={(zh) => onChange({ names: { ...names, zh } })}
              data-testid="queue-name-zh"
            />
            <Select
              label={t("queue.strategy")}
              description={t(`strategy-hint.${strategy}`)}
              value={strategy}
              options={AGENT_SELECTION_STRATEGIES.map((value) => ({ value, label: t(`strategy.${value}`) }))}
              onChange={(chosen) => onChange({ strategy: chosen })}
              data-testid="queue-strategy"
            />
            <CalendarSelect
              label={t("queue.hours")}
              nobody={t("queue.always-open")}
              value={queue.calendarId}
              onChange={(calendarId) => onChange({ calendarId })}
            />
          </div>
        </Panel>
        <Panel title={t("queue.skills")}>
          <AlternativesEditor
            alternatives={queue.alternatives}
            known={skillsOf(plan)}
            onChange={(alternatives) => onChange({ alternatives })}
          />
          <RelaxationSteps
            steps={queue.relaxation}
            known={skillsOf(plan)}
            onChange={(relaxation) => onChange({ relaxation })}
          />
          <OverflowSteps
            steps={queue.overflow}
            queues={othersOf(plan, queue)}
            onChange={(overflow) => onChange({ overflow })}
          />
        </Panel>
        <Panel title={t("queue.endings")}>
          <Endings plan={plan} queue={queue} onChange={onChange} />
        </Panel>
        <Panel title={t("queue.times")}>
          <Times queue={queue} onChange={onChange} />
        </Panel>
      </div>
    </NumberPlaceContext>
  );
}

const othersOf = (plan: PlanDraft, queue: QueueConfig): readonly QueueConfig[] =>
  plan.queues.filter(({ queueId }) => queueId !== queue.queueId);

type PartProps = Omit<QueueFormProps, "plan" | "onRemove">;

function Endings({ plan, queue, onChange }: PartProps & { readonly plan: PlanDraft }) {
  const { t } = useTranslation("routing");
  const queues = othersOf(plan, queue);
  const refusal = (key: "onFull" | "onClosed") => (treatment: QueueConfig["onMaxWait"]) => {
    if (treatment.kind !== "wait") onChange({ [key]: treatment satisfies RefusalTreatment });
  };
  return (
    <div className={styles.fields}>
      <NumberField
        name="waitingMax"
        label={t("queue.waiting-max")}
        value={queue.waitingMax}
        min={0}
        max={50_000}
        onChange={(waitingMax) => onChange({ waitingMax })}
      />
      <TreatmentSelect
        label={t("queue.on-full")}
        value={queue.onFull}
        queues={queues}
        mayWait={false}
        onChange={refusal("onFull")}
      />
      <NumberField
        name="maxWaitMs"
        label={t("queue.max-wait")}
        description={t("queue.max-wait-hint")}
        value={queue.maxWaitMs === null ? 0 : queue.maxWaitMs / 1_000}
        min={0}
        max={86_400}
        onChange={(seconds) => onChange({ maxWaitMs: seconds === 0 ? null : seconds * 1_000 })}
      />
      <TreatmentSelect
        label={t("queue.on-max-wait")}
        value={queue.onMaxWait}
        queues={queues}
        mayWait
        onChange={(onMaxWait) => onChange({ onMaxWait })}
      />
      <TreatmentSelect
        label={t("queue.on-no-agents")}
        value={queue.onNoAgents}
        queues={queues}
        mayWait
        onChange={(onNoAgents) => onChange({ onNoAgents })}
      />
      <TreatmentSelect
        label={t("queue.on-closed")}
        value={queue.onClosed}
        queues={queues}
        mayWait={false}
        onChange={refusal("onClosed")}
      />
      <Select
        label={t("queue.closing")}
        value={queue.closingRule}
        options={CLOSING_RULES.map((value) => ({ value, label: t(`closing.${value}`) }))}
        onChange={(closingRule) => onChange({ closingRule })}
      />
    </div>
  );
}

function Times({ queue, onChange }: PartProps) {
  const { t } = useTranslation("routing");
  const seconds = (
    key:
      | "ringTimeoutMs"
      | "wrapUpTimeoutMs"
      | "promotionAfterMs"
      | "serviceLevelThresholdMs"
      | "shortAbandonMs"
      | "announceEveryMs",
    min: number,
    max: number,
  ) => (
    <NumberField
      name={key}
      label={t(`queue.${key}`)}
      description={t(`queue-hint.${key}`)}
      value={queue[key] / 1_000}
      min={min}
      max={max}
      onChange={(value) => onChange({ [key]: value * 1_000 })}
      data-testid={`queue-${key}`}
    />
  );
  return (
    <div className={styles.fields}>
      {seconds("ringTimeoutMs", 1, 300)}
      {seconds("wrapUpTimeoutMs", 0, 3_600)}
      {seconds("promotionAfterMs", 1, 86_400)}
      {seconds("serviceLevelThresholdMs", 1, 3_600)}
      {seconds("shortAbandonMs", 0, 600)}
      {seconds("announceEveryMs", 5, 3_600)}
      <NumberField
        name="reserve"
        label={t("queue.reserve")}
        description={t("queue-hint.reserve")}
        value={Math.round(queue.reserveWhileServiceLevelAtLeast * 100)}
        min={0}
        max={100}
        onChange={(percent) => onChange({ reserveWhileServiceLevelAtLeast: percent / 100 })}
      />
    </div>
  );
}
