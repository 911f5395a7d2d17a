import { useTranslation } from "react-i18next";
import { CALLER_TREATMENTS, type QueueConfig, type QueueTreatment } from "../../../../../shared/domain/queue.ts";
import { nameIn } from "../../../i18n/name-in.ts";
import { Select } from "../../../ui/select.tsx";

interface TreatmentSelectProps {
  readonly label: string;
  readonly value: QueueTreatment;
  /** Where callers may be moved to. */
  readonly queues: readonly QueueConfig[];
  readonly mayWait: boolean;
  readonly onChange: (treatment: QueueTreatment) => void;
}

/** What is done with a caller: wait on, message, callback, goodbye, or another queue. */
export function TreatmentSelect({ label, value, queues, mayWait, onChange }: TreatmentSelectProps) {
  const { t, i18n } = useTranslation("routing");
  const treatments: readonly QueueTreatment[] = [
    ...(mayWait ? [{ kind: "wait" } as const] : []),
    ...CALLER_TREATMENTS.map((kind) => ({ kind })),
    ...queues.map(({ queueId }) => ({ kind: "overflow", queueId }) as const),
  ];
  const keyOf = (treatment: QueueTreatment): string =>
    treatment.kind === "overflow" ? `overflow ${treatment.queueId}` : treatment.kind;
  const nameOf = (treatment: QueueTreatment): string => {
    if (treatment.kind !== "overflow") return t(`treatment.${treatment.kind}`);
    const names = queues.find(({ queueId }) => queueId === treatment.queueId)?.names;
    return t("treatment.overflow", { queue: nameIn(i18n.language, names, treatment.queueId) });
  };
  return (
    <Select
      label={label}
      value={keyOf(value)}
      options={treatments.map((treatment) => ({ value: keyOf(treatment), label: nameOf(treatment) }))}
      onChange={(key) => {
        const chosen = treatments.find((treatment) => keyOf(treatment) === key);
        if (chosen !== undefined) onChange(chosen);
      }}
    />
  );
}
