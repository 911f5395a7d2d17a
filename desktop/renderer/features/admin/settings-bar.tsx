import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { FailureBanner } from "../../presentation/failure-banner.tsx";
import { Button } from "../../ui/button.tsx";
import { classNames } from "../../ui/class-names.ts";
import styles from "./settings-bar.module.css";
import type { Saving } from "./use-saving.ts";

interface SettingsBarProps {
  /** What saving means. */
  readonly effect: string;
  /** Instead of the effect: what has been changed. */
  readonly changes?: ReactNode;
  readonly saving: Saving;
  readonly isChanged: boolean;
  /** What was entered cannot be saved as it is; the form says why. */
  readonly isInvalid?: boolean;
  readonly onSave: () => void;
  readonly onDiscard: () => void;
  readonly saveLabel?: string;
  /** Before the others. */
  readonly moreButtons?: ReactNode;
  /** For who should do something else than what usually helps. */
  readonly remedy?: string | undefined;
  readonly remedyAction?: ReactNode;
  /** `<name>-save`, `-discard`, `-failure` for the tests. */
  readonly name: string;
}

/** The head of a settings form: what a change means, discarding and saving it, and what went wrong. */
export function SettingsBar(props: SettingsBarProps) {
  const { effect, changes, saving, isChanged, isInvalid = false, onSave, onDiscard, saveLabel, moreButtons } = props;
  const { remedy, remedyAction, name } = props;
  const { t } = useTranslation("admin");
  const discard = () => {
    saving.forgetFailure();
    onDiscard();
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
          isDisabled={!isChanged || isInvalid}
          onPress={onSave}
          data-testid={`${name}-save`}
        >
          {saveLabel ?? t("common:save")}
        </Button>
      </div>
      {changes === undefined || !isChanged ? null : <p className={styles.effect}>{effect}</p>}
      <FailureBanner failure={saving.failure} remedy={remedy} action={remedyAction} data-testid={`${name}-failure`} />
    </>
  );
}
