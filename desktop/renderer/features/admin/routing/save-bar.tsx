import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { RoutingPlanInForce } from "../../../../../shared/wire/routing-schemas.ts";
import { Failure } from "../../../connection/failure.ts";
import { useConnection } from "../../../connection/use-connection.ts";
import { useFailureText } from "../../../connection/use-report-failure.ts";
import { Banner } from "../../../ui/banner.tsx";
import { Button } from "../../../ui/button.tsx";
import { useNotify } from "../../../ui/notices.tsx";
import { FindingsList } from "./findings-list.tsx";
import type { PlanEdit } from "./plan-edit.ts";
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
  const notify = useNotify();
  const textOf = useFailureText();
  const [isPending, setPending] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const mistakes = findings.filter(({ severity }) => severity === "mistake").length;

  const save = async (): Promise<void> => {
    setPending(true);
    setFailure(null);
    try {
      onSaved(await savePlan(http, plan, baseRevision));
      notify({ tone: "good", title: t("saved") });
    } catch (error) {
      setFailure(error);
      setPending(false);
    }
  };
  const words = failure === null ? null : textOf(failure);
  const isOutdated = failure instanceof Failure && failure.code === "conflict";
  return (
    <section className={styles.save} aria-label={t("save-label")}>
      <div className={styles.bar}>
        <p className={styles.changes} data-testid="plan-changes">
          {changes === null ? t("in-force") : t("changed", { ...changes })}
        </p>
        <Button onPress={onDiscard} isDisabled={changes === null || isPending} data-testid="plan-discard">
          {t("discard")}
        </Button>
        <Button
          tone="primary"
          icon="check"
          onPress={() => void save()}
          isPending={isPending}
          isDisabled={changes === null || mistakes > 0}
          data-testid="plan-save"
        >
          {t("put-in-force")}
        </Button>
      </div>
      {changes === null ? null : <p className={styles.effect}>{t("effect")}</p>}
      {words === null ? null : (
        <Banner
          tone="bad"
          data-testid="plan-failure"
          action={isOutdated ? <Button onPress={onReload}>{t("reload")}</Button> : null}
        >
          <strong>{words.title}</strong> {isOutdated ? t("outdated") : words.remedy}
        </Banner>
      )}
      {checkFailed ? <Banner tone="warning">{t("check-failed")}</Banner> : null}
      <FindingsList plan={plan} findings={findings} />
    </section>
  );
}
