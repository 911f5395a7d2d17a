import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { CustomerId } from "../../../../shared/domain/ids.ts";
import { NOTE_MAX } from "../../../../shared/wire/domain-schemas.ts";
import { saveCustomerNotes } from "../../connection/customer-api.ts";
import { useConnection } from "../../connection/use-connection.ts";
import { useReportFailure } from "../../connection/use-report-failure.ts";
import { Button } from "../../ui/button.tsx";
import { TextField } from "../../ui/text-field.tsx";
import styles from "./customer-view.module.css";

/** Notes about the customer (not about one contact); everyone who serves them reads these. */
export function CustomerNotes({ customerId, notes }: { readonly customerId: CustomerId; readonly notes: string }) {
  const { t } = useTranslation("search");
  const { http } = useConnection();
  const queries = useQueryClient();
  const report = useReportFailure();
  const [text, setText] = useState(notes);
  const save = useMutation({
    mutationFn: (next: string) => saveCustomerNotes(http, customerId, next),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["customers", customerId] }),
    onError: report,
  });
  const changed = text !== notes;
  return (
    <div className={styles.notes}>
      <TextField
        label={t("notes")}
        labelHidden
        rows={4}
        value={text}
        onChange={setText}
        maxLength={NOTE_MAX}
        placeholder={t("notes-hint")}
        data-testid="customer-notes"
      />
      {changed ? (
        <div className={styles.notesActions}>
          <Button tone="quiet" size="sm" onPress={() => setText(notes)}>
            {t("common:cancel")}
          </Button>
          <Button
            tone="primary"
            size="sm"
            isPending={save.isPending}
            onPress={() => save.mutate(text)}
            data-testid="customer-notes-save"
          >
            {t("common:save")}
          </Button>
        </div>
      ) : null}
    </div>
  );
}
