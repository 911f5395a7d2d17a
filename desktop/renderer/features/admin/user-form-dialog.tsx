import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import type { User } from "../../../../shared/domain/user.ts";
import { useFailureText } from "../../connection/use-report-failure.ts";
import { Banner } from "../../ui/banner.tsx";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { useNotify } from "../../ui/notices.tsx";
import styles from "./user-form.module.css";

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
  const notify = useNotify();
  const textOf = useFailureText();
  const formId = useId();
  const [isPending, setPending] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (!canSave || isPending) return;
    setPending(true);
    setFailure(null);
    try {
      const saved = await save();
      await queries.invalidateQueries({ queryKey: ["users"] });
      notify({ tone: "good", title: doneText(saved) });
      onClose();
    } catch (error) {
      setFailure(error);
    } finally {
      setPending(false);
    }
  };
  const words = failure === null ? null : textOf(failure);
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
            isPending={isPending}
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
        {words === null ? null : (
          <Banner tone="bad" data-testid="user-failure">
            <strong>{words.title}</strong> {words.remedy}
          </Banner>
        )}
        {effects}
      </form>
    </Dialog>
  );
}
