import { useTranslation } from "react-i18next";
import type { RoutingPlanInForce } from "../../../../../shared/wire/routing-schemas.ts";
import { useConnection } from "../../../connection/use-connection.ts";
import { Banner } from "../../../ui/banner.tsx";
import { FindingsList } from "./findings-list.tsx";
import type { PlanEdit } from "./plan-edit.ts";
import { SettingsBar } from "../settings-bar.tsx";
import type { FormDraft } from "../use-form-draft.ts";
import { useSaving } from "../use-saving.ts";
import type { PlanChanges, PlanDraft } from "./plan-draft.ts";
import { savePlan } from "./routing-api.ts";
import styles from "./routing.module.css";

interface SaveBarProps extends PlanEdit {
  /** null: nothing to save. */
  readonly changes: PlanChanges | null;
  readonly checkFailed: boolean;
  readonly draft: FormDraft<PlanDraft>;
  /** As it is in force now. @throws Failure */
  readonly readAgain: () => Promise<PlanDraft & { readonly revision: number }>;
  readonly onSaved: (plan: RoutingPlanInForce) => void;
}

/** What was changed, what it would mean, and the way to put it into force. */
export function SaveBar(props: SaveBarProps) {
  const { plan, findings, changes, checkFailed, draft, readAgain, onSaved } = props;
  const { t } = useTranslation("routing");
  const { http } = useConnection();
  const saving = useSaving();
  const mistakes = findings.filter(({ severity }) => severity === "mistake").length;

  const save = () =>
    saving.run(async () => {
      const { revision, ...now } = await readAgain();
      if (draft.isOther(now)) return null;
      onSaved(await savePlan(http, plan, revision));
      return t("saved");
    });
  return (
    <section className={styles.save} aria-label={t("save-label")}>
      <SettingsBar
        name="plan"
        effect={t("effect")}
        changes={
          <strong data-testid="plan-changes">{changes === null ? t("in-force") : t("changed", { ...changes })}</strong>
        }
        saving={saving}
        draft={draft}
        goOnMeans={t("outdated")}
        isInvalid={mistakes > 0}
        onSave={() => void save()}
        saveLabel={t("put-in-force")}
      />
      {checkFailed ? <Banner tone="warning">{t("check-failed")}</Banner> : null}
      <FindingsList plan={plan} findings={findings} />
    </section>
  );
}
