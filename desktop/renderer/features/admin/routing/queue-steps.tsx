import { useTranslation } from "react-i18next";
import {
  type OverflowStep,
  QUEUE_STEPS_MAX,
  type QueueConfig,
  type RelaxationStep,
} from "../../../../../shared/domain/queue.ts";
import type { DurationMs } from "../../../../../shared/domain/time.ts";
import { nameIn } from "../../../i18n/name-in.ts";
import { Button } from "../../../ui/button.tsx";
import { IconButton } from "../../../ui/icon-button.tsx";
import { Select } from "../../../ui/select.tsx";
import { AlternativesEditor } from "./alternatives-editor.tsx";
import { NumberField } from "./number-field.tsx";
import { stepNumber } from "./plan-draft.ts";
import styles from "./routing.module.css";

const STEP_MS: DurationMs = 60_000;
const nextAfterMs = (steps: readonly { readonly afterMs: DurationMs }[]): DurationMs =>
  (steps.at(-1)?.afterMs ?? 0) + STEP_MS;

interface RelaxationStepsProps {
  readonly steps: readonly RelaxationStep[];
  readonly known: readonly string[];
  readonly onChange: (steps: readonly RelaxationStep[]) => void;
}

/** After so many seconds of waiting, less is asked of an agent. */
export function RelaxationSteps({ steps, known, onChange }: RelaxationStepsProps) {
  const { t } = useTranslation("routing");
  return (
    <div className={styles.steps}>
      {steps.map((step, at) => (
        <div key={at} className={styles.step} role="group" aria-label={t("steps.relaxation", { number: at + 1 })}>
          <StepTime
            name={stepNumber("relaxation", step)}
            afterMs={step.afterMs}
            label={t("steps.relax-after")}
            onChange={(afterMs) => onChange(steps.with(at, { ...step, afterMs }))}
          />
          <AlternativesEditor
            alternatives={step.alternatives}
            known={known}
            onChange={(alternatives) => onChange(steps.with(at, { ...step, alternatives }))}
          />
          <IconButton icon="trash" label={t("steps.remove")} onPress={() => onChange(steps.toSpliced(at, 1))} />
        </div>
      ))}
      {steps.length < QUEUE_STEPS_MAX ? (
        <Button
          size="sm"
          tone="quiet"
          icon="plus"
          onPress={() => onChange([...steps, { afterMs: nextAfterMs(steps), alternatives: [] }])}
          data-testid="add-relaxation"
        >
          {t("steps.add-relaxation")}
        </Button>
      ) : null}
    </div>
  );
}

interface OverflowStepsProps {
  readonly steps: readonly OverflowStep[];
  readonly queues: readonly QueueConfig[];
  readonly onChange: (steps: readonly OverflowStep[]) => void;
}

/** After so many seconds of waiting, another queue's agents help too. */
export function OverflowSteps({ steps, queues, onChange }: OverflowStepsProps) {
  const { t, i18n } = useTranslation("routing");
  const first = queues[0];
  return (
    <div className={styles.steps}>
      {steps.map((step, at) => (
        <div key={at} className={styles.step} role="group" aria-label={t("steps.overflow", { number: at + 1 })}>
          <StepTime
            name={stepNumber("overflow", step)}
            afterMs={step.afterMs}
            label={t("steps.overflow-after")}
            onChange={(afterMs) => onChange(steps.with(at, { ...step, afterMs }))}
          />
          <Select
            label={t("steps.overflow-to")}
            value={step.queueId}
            options={queues.map(({ queueId, names }) => ({
              value: queueId,
              label: nameIn(i18n.language, names, queueId),
            }))}
            onChange={(queueId) => onChange(steps.with(at, { ...step, queueId }))}
          />
          <IconButton icon="trash" label={t("steps.remove")} onPress={() => onChange(steps.toSpliced(at, 1))} />
        </div>
      ))}
      {first !== undefined && steps.length < QUEUE_STEPS_MAX ? (
        <Button
          size="sm"
          tone="quiet"
          icon="plus"
          onPress={() => onChange([...steps, { afterMs: nextAfterMs(steps), queueId: first.queueId }])}
          data-testid="add-overflow"
        >
          {t("steps.add-overflow")}
        </Button>
      ) : null}
    </div>
  );
}

function StepTime(props: {
  readonly name: string;
  readonly afterMs: DurationMs;
  readonly label: string;
  readonly onChange: (afterMs: DurationMs) => void;
}) {
  return (
    <NumberField
      name={props.name}
      label={props.label}
      value={props.afterMs / 1_000}
      min={0}
      max={86_400}
      onChange={(seconds) => props.onChange(seconds * 1_000)}
    />
  );
}
