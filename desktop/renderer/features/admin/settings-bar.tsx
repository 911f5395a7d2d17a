import type { ReactNode } from "react";
import type { SettingRevision } from "../../../../shared/domain/setting-revision.ts";
import { useTranslation } from "react-i18next";
import { useFormat } from "../../i18n/use-format.ts";
import { FailureBanner } from "../../presentation/failure-banner.tsx";
import { Banner } from "../../ui/banner.tsx";
import { Button } from "../../ui/button.tsx";
import { classNames } from "../../ui/class-names.ts";
import styles from "./settings-bar.module.css";
import type { FormState } from "./use-form-draft.ts";
import type { Saving } from "./use-saving.ts";

interface SettingsBarProps {
  /** What saving means. */
  readonly effect: string;
  /** Instead of the effect: what has been changed. */
  readonly changes?: ReactNode;
  readonly saving: Saving;
  readonly draft: FormState;
  /** Who changed last what is saved, where that is kept; null: nobody yet. */
  readonly changed?: SettingRevision["changed"];
  /** What becomes of what others saved meanwhile, when one goes on: by default what is entered takes its place. */
  readonly goOnMeans?: string;
  /** What was entered cannot be saved as it is; the form says why beside. */
  readonly isInvalid?: boolean;
  /** What else than numbers stands in the way of saving, in words. */
  readonly faults?: readonly string[];
  readonly onSave: () => void;
  readonly saveLabel?: string;
  /** Before the others. */
  readonly moreButtons?: ReactNode;
  /** `<name>-save`, `-discard`, `-faults`, `-failure`, `-outdated`, `-go-on` for the tests. */
  readonly name: string;
}

/** The head of a settings form: what a change means, discarding and saving it, and what went wrong. */
export function SettingsBar(props: SettingsBarProps) {
  const {
    effect,
    changes,
    saving,
    draft,
    changed = null,
    isInvalid = false,
    faults = [],
    onSave,
    saveLabel,
    moreButtons,
    name,
  } = props;
  const { t } = useTranslation("admin");
  const format = useFormat();
  const { isChanged, numbers } = draft;
  const inTheWay = [...numbers.all.map((number) => t("number-bad", { ...number })), ...faults];
  // While it is being saved what is read again is one's own.
  const isOutdated = draft.isOutdated && !saving.isPending;
  const discard = () => {
    saving.forgetFailure();
    draft.discard();
  };
  return (
    <>
      <div className={styles.bar}>
        {changes === undefined ? (
          <p className={classNames(styles.words, styles.effect)}>{effect}</p>
        ) : (
          <div className={styles.words}>{changes}</div>
        )}
        {moreButtons}
        <Button onPress={discard} isDisabled={!isChanged || saving.isPending} data-testid={`${name}-discard`}>
          {t("discard")}
        </Button>
        <Button
          tone="primary"
          icon="check"
          isPending={saving.isPending}
          isDisabled={!isChanged || isInvalid || inTheWay.length > 0 || isOutdated}
          onPress={onSave}
          data-testid={`${name}-save`}
        >
          {saveLabel ?? t("common:save")}
        </Button>
      </div>
      {changes === undefined || !isChanged ? null : <p className={styles.effect}>{effect}</p>}
      {isChanged && inTheWay.length > 0 ? (
        <Banner tone="warning" data-testid={`${name}-faults`}>
          <strong>{t("not-yet-saved")}</strong> {inTheWay.join(" ")}
        </Banner>
      ) : null}
      {isOutdated ? (
        <Banner
          tone="warning"
          action={
            <Button onPress={draft.goOn} data-testid={`${name}-go-on`}>
              {t("outdated.go-on")}
            </Button>
          }
          data-testid={`${name}-outdated`}
        >
          <strong>
            {changed === null
              ? t("outdated.title")
              : t("outdated.by", { name: changed.by, time: format.dateTime(changed.at) })}
          </strong>{" "}
          {props.goOnMeans ?? t("outdated.mine-instead")}
        </Banner>
      ) : null}
      <FailureBanner failure={saving.failure} data-testid={`${name}-failure`} />
    </>
  );
}
