import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { CallListSummary } from "../../../../shared/domain/call-list.ts";
import { useConnection } from "../../connection/use-connection.ts";
import { useFormat } from "../../i18n/use-format.ts";
import { readOutlook } from "./call-list-api.ts";
import styles from "./outlook-line.module.css";

/** As the list itself: colleagues work on it too. */
const REFRESH_MS = 15_000;

/** How many of the list may be called now, and what keeps the others; nothing until it is known, and when it cannot be asked. */
export function OutlookLine({ list }: { readonly list: CallListSummary }) {
  const { t } = useTranslation("call-list");
  const { http } = useConnection();
  const format = useFormat();
  const { data: outlook } = useQuery({
    queryKey: ["call-lists", "outlook", list.callListId],
    queryFn: ({ signal }) => readOutlook(http, list.callListId, signal),
    refetchInterval: REFRESH_MS,
  });
  if (outlook === undefined) return null;
  const { callable, outOfHours, hoursFrom, pausing, pausingUntil, held, doNotCall } = outlook;
  const timeOf = (at: number | null) => (at === null ? "" : format.dateTime(at));
  return (
    <ul className={styles.outlook} aria-label={t("outlook.title")} data-testid="list-outlook">
      <li className={styles.callable}>{t("outlook.callable", { count: callable })}</li>
      {outOfHours === 0 ? null : (
        <li>
          {hoursFrom === null
            ? t("outlook.never", { count: outOfHours })
            : t("outlook.out-of-hours", { count: outOfHours, time: timeOf(hoursFrom) })}
        </li>
      )}
      {pausing === 0 ? null : <li>{t("outlook.pausing", { count: pausing, time: timeOf(pausingUntil) })}</li>}
      {held === 0 ? null : <li>{t("outlook.held", { count: held })}</li>}
      {doNotCall === 0 ? null : <li>{t("outlook.do-not-call", { count: doNotCall })}</li>}
    </ul>
  );
}
