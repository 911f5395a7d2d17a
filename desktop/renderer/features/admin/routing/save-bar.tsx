import { useTranslation } from "react-i18next";
import type { RoutingPlanInForce } from "../../../../../shared/wire/routing-schemas.ts";
import { Failure } from "../../../connection/failure.ts";
import { useConnection } from "../../../connection/use-connection.ts";
import { Banner } from "../../../ui/banner.tsx";
import { Button } from "../../../ui/button.tsx";
import { FindingsList } from "./findings-list.tsx";
import type { PlanEdit } from "./plan-edit.ts";
import { SettingsBar } from "../settings-bar.tsx";
import { useSaving } from "../use-saving.ts";
import { savePlan } from "./routing-api.ts";
import styles from "./routing.module.css";

interface SaveBarProps extends PlanEdit {
  /** null: nothing to save. */
  readonly changes: { readonly queues: number; readonly agents: number; readonly numbers: number } | null;
  readonly checkFailed: boolean;
  readonly baseRevision: number;
  readonly onDiscard: () => void;
  /** Reads the plan in force anew, and gives up the changes. */
  readonly onReload: () => void;
  readonly onSaved: (plan: RoutingPlanInForce) => void;
}

/** What was changed, what it would mean, and the way to put it into force. */
export function SaveBar(props: SaveBarProps) {
  const { plan, findings, changes, checkFailed, baseRevision, onDiscard, onReload, onSaved } = props;
  const { t } = useTranslation("routing");
  const { http } = useConnection();
  const saving = useSaving();
  const mistakes = findings.filter(({ severity }) => severity === "mistake").length;

  const save = () =>
    saving.run(async () => {
      onSaved(await savePlan(http, plan, baseRevision));
      return t("saved");
    });
  const isOutdated = saving.failure instanceof Failure && saving.failure.code === "conflict";
  return (
    <section className={styles.save} aria-label={t("save-label")}>
      <SettingsBar
        name="plan"
        effect={t("effect")}
        changes={
          <strong data-testid="plan-changes">{changes === null ? t("in-force") : t("changed", { ...changes })}</strong>
        }
        saving={saving}
        isChanged={changes !== null}
        isInvalid={mistakes > 0}
        onSave={() => void save()}
        onDiscard={onDiscard}
        saveLabel={t("put-in-force")}
        remedy={isOutdated ? t("outdated") : undefined}
        remedyAction={isOutdated ? <Button onPress={onReload}>{t("reload")}</Button> : null}
      />
      {checkFailed ? <Banner tone="warning">{t("check-failed")}</Banner> : null}
      <FindingsList plan={plan} findings={findings} />
    </section>
  );
}
