import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useId } from "react";
import { useTranslation } from "react-i18next";
import type { User } from "../../../../shared/domain/user.ts";
import { FailureBanner } from "../../presentation/failure-banner.tsx";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import styles from "./user-form.module.css";
import { useSaving } from "./use-saving.ts";

interface UserFormDialogProps {
  readonly title: string;
  readonly saveLabel: string;
  readonly canSave: boolean;
  /** @throws Failure, which is shown above the effects; what was typed stays. */
  readonly save: () => Promise<User>;
  /** What is told when it is done. */
  readonly doneText: (saved: User) => string;
  readonly onClose: () => void;
  readonly children: ReactNode;
  /** What saving does, told before it is done. */
  readonly effects: ReactNode;
  readonly "data-testid": string;
}

/** The frame of both forms about a person: fields, a failure with its remedy, effects, cancel and save. */
export function UserFormDialog(props: UserFormDialogProps) {
  const { title, saveLabel, canSave, save, doneText, onClose, children, effects } = props;
  const { t } = useTranslation("admin");
  const queries = useQueryClient();
  const saving = useSaving();
  const formId = useId();

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (!canSave || saving.isPending) return;
    const isDone = await saving.run(async () => {
      const saved = await save();
      await queries.invalidateQueries({ queryKey: ["users"] });
      return doneText(saved);
    });
    if (isDone) onClose();
  };
  return (
    <Dialog
      title={title}
      closeLabel={t("common:close")}
      onClose={onClose}
      data-testid={props["data-testid"]}
      actions={
        <>
          <Button onPress={onClose}>{t("common:cancel")}</Button>
          <Button
            type="submit"
            form={formId}
            tone="primary"
            isPending={saving.isPending}
            isDisabled={!canSave}
            data-testid="user-save"
          >
            {saveLabel}
          </Button>
        </>
      }
    >
      <form id={formId} className={styles.form} onSubmit={(event) => void submit(event)}>
        {children}
        <FailureBanner failure={saving.failure} data-testid="user-failure" />
        {effects}
      </form>
    </Dialog>
  );
}
