import { type FormEvent, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import type { DoNotCallNumber } from "../../../../../shared/domain/do-not-call.ts";
import { useConnection } from "../../../connection/use-connection.ts";
import { FailureBanner } from "../../../presentation/failure-banner.tsx";
import { phoneText } from "../../../presentation/phone-text.ts";
import { Button } from "../../../ui/button.tsx";
import { Dialog } from "../../../ui/dialog.tsx";
import { TextField } from "../../../ui/text-field.tsx";
import { useSaving } from "../use-saving.ts";
import styles from "../user-form.module.css";
import { addNumber, removeNumber } from "./do-not-call-api.ts";

const NOTE_MAX = 300;

interface NumberDialogProps {
  /** The number that is taken off the list; null: one is put on it. */
  readonly entry: DoNotCallNumber | null;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

/** A number on the list, or off it: with why, which is kept. Taking one off without a reason is not possible. */
export function NumberDialog({ entry, onDone, onClose }: NumberDialogProps) {
  const { t } = useTranslation("do-not-call");
  const { http } = useConnection();
  const saving = useSaving();
  const formId = useId();
  const [typed, setTyped] = useState("");
  const [note, setNote] = useState("");
  const what = entry === null ? "add" : "remove";
  const canSave = entry === null ? typed.trim() !== "" : note.trim() !== "";
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (!canSave || saving.isPending) return;
    const isDone = await saving.run(async () => {
      if (entry === null) await addNumber(http, typed.trim(), note.trim());
      else await removeNumber(http, entry.phone, note.trim());
      onDone();
      return t(`${what}.done`);
    });
    if (isDone) onClose();
  };
  return (
    <Dialog
      title={entry === null ? t("add.title") : t("remove.title", { number: phoneText(entry.phone) })}
      closeLabel={t("common:close")}
      onClose={onClose}
      size="sm"
      data-testid="do-not-call-dialog"
      actions={
        <>
          <Button onPress={onClose}>{t("common:cancel")}</Button>
          <Button
            type="submit"
            form={formId}
            tone={entry === null ? "primary" : "danger"}
            isPending={saving.isPending}
            isDisabled={!canSave}
            data-testid="do-not-call-save"
          >
            {t(`${what}.save`)}
          </Button>
        </>
      }
    >
      <form id={formId} className={styles.form} onSubmit={(event) => void submit(event)}>
        {entry === null ? (
          <TextField
            label={t("number")}
            description={t("number-hint")}
            type="tel"
            value={typed}
            onChange={setTyped}
            maxLength={64}
            autoComplete="off"
            data-testid="do-not-call-number"
          />
        ) : null}
        <TextField
          label={t(entry === null ? "add.why" : "remove.why")}
          value={note}
          onChange={setNote}
          maxLength={NOTE_MAX}
          data-testid="do-not-call-note"
        />
        <FailureBanner failure={saving.failure} data-testid="do-not-call-failure" />
        <p className={styles.effect}>{t(`${what}.effect`)}</p>
      </form>
    </Dialog>
  );
}
