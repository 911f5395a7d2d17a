import { useMutation } from "@tanstack/react-query";
import { use } from "react";
import { useTranslation } from "react-i18next";
import { dateAt } from "../../../../shared/domain/calendar-day.ts";
import { type ContactFilters, exportContacts } from "../../connection/contact-api.ts";
import { useConnection } from "../../connection/use-connection.ts";
import { useReportFailure } from "../../connection/use-report-failure.ts";
import { useTimeZone } from "../../i18n/time-zone.ts";
import { Button } from "../../ui/button.tsx";
import { ServerTimeContext } from "../../ui/server-time.ts";

/** The list as a file for a spreadsheet: all that the filters let through, not only the page that is shown. */
export function ExportButton({ asked, isEmpty }: { readonly asked: ContactFilters; readonly isEmpty: boolean }) {
  const { t, i18n } = useTranslation("history");
  const { http } = useConnection();
  const report = useReportFailure();
  const now = use(ServerTimeContext);
  const timeZone = useTimeZone();
  const download = useMutation({
    mutationFn: () =>
      exportContacts(http, {
        ...asked,
        language: i18n.language === "zh" ? "zh" : "en",
      }),
    onSuccess: (file) => save(file, dateAt(now(), timeZone)),
    onError: report,
  });
  return (
    <Button
      size="sm"
      icon="download"
      isDisabled={isEmpty}
      isPending={download.isPending}
      onPress={() => download.mutate()}
      data-testid="history-export"
    >
      {t("export")}
    </Button>
  );
}

function save(file: Blob, date: string): void {
  const url = URL.createObjectURL(file);
  const link = document.createElement("a");
  link.href = url;
  link.download = `contacts-${date}.csv`;
  link.click();
  // The browser has taken it by the next task.
  setTimeout(() => URL.revokeObjectURL(url));
}
