import { useTranslation } from "react-i18next";
import { useConnection } from "../../../connection/use-connection.ts";
import { FailureBanner } from "../../../presentation/failure-banner.tsx";
import { Icon } from "../../../ui/icon.tsx";
import prompts from "../prompts-panel.module.css";
import { useSaving } from "../use-saving.ts";
import { importNumbers } from "./do-not-call-api.ts";

/** Numbers from a file with a phone column, e.g. of the system that was used before. */
export function ImportButton({ onDone }: { readonly onDone: () => void }) {
  const { t } = useTranslation("do-not-call");
  const { http } = useConnection();
  const saving = useSaving();
  const load = (file: File) =>
    saving.run(async () => {
      const { added, already, rejected } = await importNumbers(http, file);
      onDone();
      return t("import.done", { added, already, rejected });
    });
  return (
    <>
      <label className={prompts.upload} data-pending={saving.isPending}>
        <Icon name="upload" size={14} />
        <span>{t("import.open")}</span>
        <input
          type="file"
          accept=".csv,text/csv"
          className={prompts.file}
          disabled={saving.isPending}
          aria-label={t("import.open")}
          onChange={(event) => {
            const file = event.target.files?.[0];
            // The same file again must be a change.
            event.target.value = "";
            if (file !== undefined) void load(file);
          }}
          data-testid="do-not-call-file"
        />
      </label>
      <FailureBanner failure={saving.failure} data-testid="do-not-call-import-failure" />
    </>
  );
}
