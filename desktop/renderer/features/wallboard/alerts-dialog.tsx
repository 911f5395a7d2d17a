import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ALERT_DEFAULTS, type QueueAlerts } from "../../../../shared/domain/queue-alerts.ts";
import type { SettingRevision } from "../../../../shared/domain/setting-revision.ts";
import { QueueAlertsInForceSchema } from "../../../../shared/wire/queue-day-schema.ts";
import type { WallboardQueue } from "../../../../shared/wire/wallboard-schemas.ts";
import { useConnection } from "../../connection/use-connection.ts";
import { useReportFailure } from "../../connection/use-report-failure.ts";
import { saveOver } from "../../connection/save-over.ts";
import { nameIn } from "../../i18n/name-in.ts";
import { useFormat } from "../../i18n/use-format.ts";
import { Banner } from "../../ui/banner.tsx";
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
type AlertsInForce = { readonly alerts: QueueAlerts } & SettingRevision;
const NAMES = ["wait", "target", "voice"] as const;
type Typed = Readonly<Record<keyof typeof FIELDS, string>>;

/** From when on the boards mark this queue; in force on all of them as soon as it is saved. */
export function AlertsDialog({ queue, onClose }: AlertsDialogProps) {
  const { t, i18n } = useTranslation("wallboard");
  const format = useFormat();
  const name = nameIn(i18n.language, queue.names, queue.queueId);
  const { typed, setTyped, theirs, goOn, save, isPending } = useAlertsForm(queue, name, onClose);
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
            isPending={isPending}
            isDisabled={theirs !== null || !NAMES.every((field) => isGood(field, typed[field]))}
            onPress={() => save(alertsOf(typed))}
            data-testid="alerts-save"
          >
            {t("alerts.save")}
          </Button>
        </>
      }
    >
      <div className={styles.fields}>
        <p className={styles.effect}>{t("alerts.effect")}</p>
        {theirs === null ? null : (
          <Overtaken
            theirs={theirs}
            time={theirs.changed === null ? "" : format.dateTime(theirs.changed.at)}
            onMine={() => goOn(theirs, typed)}
            onTheirs={() => goOn(theirs, textsOf(theirs.alerts))}
          />
        )}
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

/** What is entered, and whose it would take the place of. `theirs`: somebody saved something else meanwhile. */
function useAlertsForm({ queueId, alerts: shown }: WallboardQueue, name: string, onClose: () => void) {
  const { t } = useTranslation("wallboard");
  const { http } = useConnection();
  const report = useReportFailure();
  const notify = useNotify();
  /** What the changes are made to: as the board had it when this was opened, or theirs whom one has read about since. */
  const [base, setBase] = useState(shown);
  const [typed, setTyped] = useState(() => textsOf(base));
  const [theirs, setTheirs] = useState<AlertsInForce | null>(null);
  const path = `api/queue-alerts/${encodeURIComponent(queueId)}`;
  const save = useMutation({
    mutationFn: async (alerts: QueueAlerts): Promise<AlertsInForce | null> => {
      let read: AlertsInForce | null = null;
      const isSaved = await saveOver(
        { isOther: (now) => now !== null && !isSame(now, base) && !isSame(now, alerts) },
        async () => {
          read = await http.get(QueueAlertsInForceSchema, { path });
          return { value: read.alerts, revision: read.revision };
        },
        (baseRevision) => http.run({ method: "PUT", path, body: { alerts, baseRevision } }),
      );
      return isSaved ? null : read;
    },
    onSuccess: (overtakenBy) => {
      setTheirs(overtakenBy);
      if (overtakenBy !== null) return;
      notify({ tone: "good", title: t("alerts.saved", { queue: name }) });
      onClose();
    },
    onError: report,
  });
  const goOn = (from: AlertsInForce, next: Typed) => {
    setBase(from.alerts);
    setTyped(next);
    setTheirs(null);
  };
  return { typed, setTyped, theirs, goOn, save: save.mutate, isPending: save.isPending };
}

interface OvertakenProps {
  readonly theirs: AlertsInForce;
  readonly time: string;
  readonly onMine: () => void;
  readonly onTheirs: () => void;
}

/** Of two who save at once the second reads who changed what; nothing is overwritten unseen. */
function Overtaken({ theirs, time, onMine, onTheirs }: OvertakenProps) {
  const { t } = useTranslation("wallboard");
  const { wait, target, voice } = textsOf(theirs.alerts);
  return (
    <Banner tone="warning" data-testid="alerts-outdated">
      <strong>
        {theirs.changed === null ? t("alerts.overtaken") : t("alerts.overtaken-by", { name: theirs.changed.by, time })}
      </strong>{" "}
      {t("alerts.now", { wait: wait === "" ? "–" : wait, target, voice })}
      {/* Below the words: a dialog is too narrow for both in a row. */}
      <span className={styles.choices}>
        <Button size="sm" onPress={onTheirs} data-testid="alerts-theirs">
          {t("alerts.take-theirs")}
        </Button>
        <Button size="sm" onPress={onMine} data-testid="alerts-go-on">
          {t("alerts.go-on")}
        </Button>
      </span>
    </Banner>
  );
}

function isSame(one: QueueAlerts, other: QueueAlerts): boolean {
  return NAMES.every((field) => textsOf(one)[field] === textsOf(other)[field]);
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
