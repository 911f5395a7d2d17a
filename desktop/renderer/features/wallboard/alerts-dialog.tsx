import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ALERT_DEFAULTS, type QueueAlerts } from "../../../../shared/domain/queue-alerts.ts";
import type { WallboardQueue } from "../../../../shared/wire/wallboard-schemas.ts";
import { useConnection } from "../../connection/use-connection.ts";
import { useReportFailure } from "../../connection/use-report-failure.ts";
import { nameIn } from "../../i18n/name-in.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { useNotify } from "../../ui/notices.tsx";
import { TextField } from "../../ui/text-field.tsx";
import styles from "./alerts-dialog.module.css";

interface AlertsDialogProps {
  readonly queue: WallboardQueue;
  readonly onClose: () => void;
}

/** Bounds of shared/wire, in the units people type: seconds (empty: the queue's own threshold), per cent, points. */
const FIELDS = {
  wait: { pattern: /^\d*$/u, mayBeEmpty: true, bounds: [1, 3_600], inputMode: "numeric" },
  target: { pattern: /^\d+$/u, mayBeEmpty: false, bounds: [0, 100], inputMode: "numeric" },
  voice: { pattern: /^\d(\.\d{1,2})?$/u, mayBeEmpty: false, bounds: [1, 4.5], inputMode: "decimal" },
} as const;
const NAMES = ["wait", "target", "voice"] as const;
type Typed = Readonly<Record<keyof typeof FIELDS, string>>;

/** From when on the boards mark this queue; in force on all of them as soon as it is saved. */
export function AlertsDialog({ queue, onClose }: AlertsDialogProps) {
  const { t, i18n } = useTranslation("wallboard");
  const { http } = useConnection();
  const report = useReportFailure();
  const notify = useNotify();
  const [typed, setTyped] = useState(() => textsOf(queue.alerts));
  const name = nameIn(i18n.language, queue.names, queue.queueId);
  const save = useMutation({
    mutationFn: (alerts: QueueAlerts) =>
      http.run({ method: "PUT", path: `api/queue-alerts/${encodeURIComponent(queue.queueId)}`, body: alerts }),
    onSuccess: () => {
      notify({ tone: "good", title: t("alerts.saved", { queue: name }) });
      onClose();
    },
    onError: report,
  });
  const seconds = Math.round(queue.serviceLevelThresholdMs / 1_000);
  return (
    <Dialog
      title={t("alerts.of", { queue: name })}
      closeLabel={t("common:close")}
      onClose={onClose}
      size="sm"
      data-testid="alerts-dialog"
      actions={
        <>
          <Button onPress={() => setTyped(textsOf(ALERT_DEFAULTS))} data-testid="alerts-usual">
            {t("alerts.usual")}
          </Button>
          <Button
            tone="primary"
            isPending={save.isPending}
            isDisabled={!NAMES.every((field) => isGood(field, typed[field]))}
            onPress={() => save.mutate(alertsOf(typed))}
            data-testid="alerts-save"
          >
            {t("alerts.save")}
          </Button>
        </>
      }
    >
      <div className={styles.fields}>
        <p className={styles.effect}>{t("alerts.effect")}</p>
        {NAMES.map((field) => {
          const [min, max] = FIELDS[field].bounds;
          return (
            <TextField
              key={field}
              label={t(`alerts.${field}`)}
              description={t(`alerts.${field}-hint`, { seconds })}
              {...(field === "wait" ? { placeholder: String(seconds) } : {})}
              inputMode={FIELDS[field].inputMode}
              value={typed[field]}
              onChange={(text) => setTyped({ ...typed, [field]: text.trim().replace(",", ".") })}
              isInvalid={!isGood(field, typed[field])}
              errorMessage={t("alerts.between", { min, max })}
              data-testid={`alerts-${field}`}
            />
          );
        })}
      </div>
    </Dialog>
  );
}

function textsOf({ longestWaitMs, serviceLevelTarget, poorVoiceMos }: QueueAlerts): Typed {
  return {
    wait: longestWaitMs === null ? "" : String(Math.round(longestWaitMs / 1_000)),
    target: String(Math.round(serviceLevelTarget * 100)),
    voice: String(poorVoiceMos),
  };
}

function alertsOf({ wait, target, voice }: Typed): QueueAlerts {
  return {
    longestWaitMs: wait === "" ? null : Number(wait) * 1_000,
    serviceLevelTarget: Number(target) / 100,
    poorVoiceMos: Number(voice),
  };
}

function isGood(field: keyof Typed, text: string): boolean {
  const { pattern, mayBeEmpty, bounds } = FIELDS[field];
  if (text === "") return mayBeEmpty;
  return pattern.test(text) && Number(text) >= bounds[0] && Number(text) <= bounds[1];
}
