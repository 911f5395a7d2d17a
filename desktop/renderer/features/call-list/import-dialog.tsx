import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { CallListSummary } from "../../../../shared/domain/call-list.ts";
import { useConnection } from "../../connection/use-connection.ts";
import { useFormat } from "../../i18n/use-format.ts";
import { FailureBanner } from "../../presentation/failure-banner.tsx";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { importCallList, readRejectedRows } from "./call-list-api.ts";
import { chosenList } from "./chosen-list.ts";
import { ColumnHelp } from "./column-help.tsx";
import { DropZone } from "./drop-zone.tsx";
import styles from "./import-dialog.module.css";
import { RejectedRows } from "./rejected-rows.tsx";

const NAME_MAX = 100;

/** A file and a name in, counts and the rejected rows out. */
export function ImportDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation("call-list");
  const { http } = useConnection();
  const queries = useQueryClient();
  const [file, setFile] = useState<File | null>(null);
  const [name, setName] = useState("");
  const [isPending, setPending] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const [imported, setImported] = useState<CallListSummary | null>(null);

  const choose = (chosen: File): void => {
    setFile(chosen);
    setFailure(null);
    // Another file brings its own name; one that somebody typed stays.
    if (name.trim() === "" || (file !== null && name === nameOf(file))) setName(nameOf(chosen));
  };
  const submit = async (): Promise<void> => {
    if (file === null || isPending) return;
    setPending(true);
    setFailure(null);
    try {
      const list = await importCallList(http, name.trim(), file);
      setImported(list);
      chosenList.set(list.callListId);
      await queries.invalidateQueries({ queryKey: ["call-lists"] });
    } catch (error) {
      setFailure(error);
    } finally {
      setPending(false);
    }
  };
  if (imported !== null) return <ImportResult list={imported} onClose={onClose} />;
  return (
    <Dialog
      title={t("import.title")}
      closeLabel={t("common:close")}
      onClose={onClose}
      size="lg"
      data-testid="import-dialog"
      actions={
        <>
          <Button onPress={onClose}>{t("common:cancel")}</Button>
          <Button
            tone="primary"
            icon="upload"
            isPending={isPending}
            isDisabled={file === null || name.trim() === ""}
            onPress={() => void submit()}
            data-testid="import-submit"
          >
            {t("import.submit")}
          </Button>
        </>
      }
    >
      <div className={styles.form}>
        <DropZone file={file} onFile={choose} />
        <TextField
          label={t("import.name")}
          description={t("import.name-hint")}
          value={name}
          onChange={setName}
          maxLength={NAME_MAX}
          data-testid="import-name"
        />
        <FailureBanner failure={failure} data-testid="import-failure" />
        <ColumnHelp />
      </div>
    </Dialog>
  );
}

interface ImportResultProps {
  readonly list: CallListSummary;
  readonly onClose: () => void;
}

function ImportResult({ list, onClose }: ImportResultProps) {
  const { t } = useTranslation("call-list");
  const format = useFormat();
  const { http } = useConnection();
  const rejected = useQuery({
    queryKey: ["call-lists", list.callListId, "rejected"],
    queryFn: ({ signal }) => readRejectedRows(http, list.callListId, signal),
    enabled: list.rejectedRows > 0,
  });
  return (
    <Dialog
      title={t("import.done-title", { name: list.name })}
      closeLabel={t("common:close")}
      onClose={onClose}
      size="lg"
      data-testid="import-result"
      actions={
        <Button tone="primary" onPress={onClose} data-testid="import-close">
          {t("import.to-list")}
        </Button>
      }
    >
      <dl className={styles.counts}>
        <div className={styles.count}>
          <dd className={styles.figure} data-testid="import-accepted">
            {format.number(list.entries)}
          </dd>
          <dt>{t("import.accepted", { count: list.entries })}</dt>
        </div>
        <div className={styles.count}>
          <dd className={styles.figure} data-testid="import-rejected">
            {format.number(list.rejectedRows)}
          </dd>
          <dt>{t("import.rejected", { count: list.rejectedRows })}</dt>
        </div>
      </dl>
      {list.rejectedRows === 0 ? (
        <p>{t("import.all-good")}</p>
      ) : rejected.data === undefined ? (
        <Skeleton lines={4} label={t("common:loading")} />
      ) : (
        <RejectedRows rows={rejected.data} total={list.rejectedRows} listName={list.name} />
      )}
    </Dialog>
  );
}

/** `renewals-november.csv` -> `renewals november` */
function nameOf(file: File): string {
  return file.name
    .replace(/\.[^.]*$/, "")
    .replace(/[_-]+/g, " ")
    .trim()
    .slice(0, NAME_MAX);
}
