import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ALERT_DEFAULTS, type QueueAlerts } from "../../../../shared/domain/queue-alerts.ts";
import type { WallboardQueue } from "../../../../shared/wire/console.ts";
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

/** Bounds of shared/wire, in the units people type: seconds, per cent, points. */
const BOUNDS = { wait: [1, 3_600], target: [0, 100], voice: [1, 4.5] } as const;

/** From when on the boards mark this queue; in force on all of them as soon as it is saved. */
export function AlertsDialog({ queue, onClose }: AlertsDialogProps) {
  const { t, i18n } = useTranslation("wallboard");
  const { http } = useConnection();
  const report = useReportFailure();
  const notify = useNotify();
  const [wait, setWait] = useState(() =>
    queue.alerts.longestWaitMs === null ? "" : String(Math.round(queue.alerts.longestWaitMs / 1_000)),
  );
  const [target, setTarget] = useState(() => String(Math.round(queue.alerts.serviceLevelTarget * 100)));
  const [voice, setVoice] = useState(() => String(queue.alerts.poorVoiceMos));
  const name = nameIn(i18n.language, queue.names, queue.queueId);
  const isGood = {
    wait: wait === "" || (/^\d+$/u.test(wait) && isWithin(wait, BOUNDS.wait)),
    target: /^\d+$/u.test(target) && isWithin(target, BOUNDS.target),
    voice: /^\d(\.\d{1,2})?$/u.test(voice) && isWithin(voice, BOUNDS.voice),
  };
  const save = useMutation({
    mutationFn: (alerts: QueueAlerts) =>
      http.run({ method: "PUT", path: `api/queue-alerts/${encodeURIComponent(queue.queueId)}`, body: alerts }),
    onSuccess: () => {
      notify({ tone: "good", title: t("alerts.saved", { queue: name }) });
      onClose();
    },
    onError: report,
  });
  const between = ([min, max]: readonly [number, number]) => t("alerts.between", { min, max });
  return (
    <Dialog
      title={t("alerts.of", { queue: name })}
      closeLabel={t("common:close")}
      onClose={onClose}
      size="sm"
      data-testid="alerts-dialog"
      actions={
        <>
          <Button
            onPress={() => {
              setWait("");
              setTarget(String(ALERT_DEFAULTS.serviceLevelTarget * 100));
              setVoice(String(ALERT_DEFAULTS.poorVoiceMos));
            }}
            data-testid="alerts-usual"
          >
            {t("alerts.usual")}
          </Button>
          <Button
            tone="primary"
            isPending={save.isPending}
            isDisabled={!isGood.wait || !isGood.target || !isGood.voice}
            onPress={() =>
              save.mutate({
                longestWaitMs: wait === "" ? null : Number(wait) * 1_000,
                serviceLevelTarget: Number(target) / 100,
                poorVoiceMos: Number(voice),
              })
            }
            data-testid="alerts-save"
          >
            {t("alerts.save")}
          </Button>
        </>
      }
    >
      <div className={styles.fields}>
        <p className={styles.effect}>{t("alerts.effect")}</p>
        <TextField
          label={t("alerts.wait")}
          description={t("alerts.wait-hint", { seconds: Math.round(queue.serviceLevelThresholdMs / 1_000) })}
          placeholder={String(Math.round(queue.serviceLevelThresholdMs / 1_000))}
          inputMode="numeric"
          value={wait}
          onChange={(text) => setWait(text.trim())}
          isInvalid={!isGood.wait}
          errorMessage={between(BOUNDS.wait)}
          data-testid="alerts-wait"
        />
        <TextField
          label={t("alerts.target")}
          description={t("alerts.target-hint")}
          inputMode="numeric"
          value={target}
          onChange={(text) => setTarget(text.trim())}
          isInvalid={!isGood.target}
          errorMessage={between(BOUNDS.target)}
          data-testid="alerts-target"
        />
        <TextField
          label={t("alerts.voice")}
          description={t("alerts.voice-hint")}
          inputMode="decimal"
          value={voice}
          onChange={(text) => setVoice(text.trim().replace(",", "."))}
          isInvalid={!isGood.voice}
          errorMessage={between(BOUNDS.voice)}
          data-testid="alerts-voice"
        />
      </div>
    </Dialog>
  );
}

function isWithin(text: string, [min, max]: readonly [number, number]): boolean {
  return Number(text) >= min && Number(text) <= max;
}
