import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { dateAt, startOfDate, startOfDay } from "../../../../shared/domain/calendar-day.ts";
import type { EpochMs } from "../../../../shared/domain/time.ts";
import type { MissedOffer } from "../../../../shared/domain/missed-offer.ts";
import { listMissedOffers } from "../../connection/contact-api.ts";
import { useConnection } from "../../connection/use-connection.ts";
import { useFailureText } from "../../connection/use-report-failure.ts";
import { useQueueNames } from "../../connection/use-queues.ts";
import { useTimeZone } from "../../i18n/time-zone.ts";
import { useFormat } from "../../i18n/use-format.ts";
import { routeHash } from "../../navigation/route.ts";
import { PhoneLink } from "../../presentation/phone-link.tsx";
import { Button } from "../../ui/button.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { IconButton } from "../../ui/icon-button.tsx";
import { Panel } from "../../ui/panel.tsx";
import { useServerSecond } from "../../ui/server-time.ts";
import { Skeleton } from "../../ui/skeleton.tsx";
import styles from "./missed-offers.module.css";

interface MissedOffersProps {
  readonly team: boolean;
  /** `2026-11-22`, of the centre; null, or a day that has not begun: today. */
  readonly date: string | null;
  readonly onDate: (date: string | null) => void;
}

/** Calls that were offered and went on to somebody else, a day at a time: why, what became of the caller, what to do. */
export function MissedOffers({ team, date, onDate }: MissedOffersProps) {
  const { t } = useTranslation("history");
  const { http } = useConnection();
  const format = useFormat();
  const textOf = useFailureText();
  const now = useServerSecond();
  const timeZone = useTimeZone();
  const today = startOfDay(now, 0, timeZone);
  const since = Math.min((date === null ? null : startOfDate(date, timeZone)) ?? today, today);
  const isToday = since === today;
  const show = (at: EpochMs) => onDate(at >= today ? null : dateAt(at, timeZone));
  const missed = useQuery({
    queryKey: ["contacts", "missed", since],
    queryFn: ({ signal }) =>
      listMissedOffers(http, since, isToday ? undefined : startOfDay(since, 1, timeZone), signal),
    refetchOnMount: "always",
  });
  const day = format.day(since, now);
  return (
    <div className={styles.view}>
      <div className={styles.days}>
        <IconButton
          icon="arrow-left"
          label={t("missed.day-before")}
          onPress={() => show(startOfDay(since, -1, timeZone))}
          data-testid="missed-before"
        />
        <span className={styles.day}>{day}</span>
        {isToday ? null : (
          <>
            <IconButton
              icon="chevron-right"
              label={t("missed.day-after")}
              onPress={() => show(startOfDay(since, 1, timeZone))}
            />
            <Button size="sm" tone="quiet" onPress={() => onDate(null)}>
              {t("period.today")}
            </Button>
          </>
        )}
      </div>
      <Panel title={t("missed.count", { count: missed.data?.length ?? 0 })} flush>
        {missed.isPending ? (
          <Skeleton label={t("common:loading")} lines={5} />
        ) : missed.error !== null ? (
          <ErrorState
            title={textOf(missed.error).title}
            hint={textOf(missed.error).remedy}
            retryLabel={t("common:retry")}
            onRetry={() => void missed.refetch()}
          />
        ) : missed.data.length === 0 ? (
          <EmptyState icon="check" title={t("missed.none")} hint={t("missed.none-hint")} />
        ) : (
          <ul className={styles.list}>
            {missed.data.map((each) => (
              <Missed key={each.offerId} missed={each} team={team} />
            ))}
          </ul>
        )}
      </Panel>
    </div>
  );
}

function Missed({ missed, team }: { readonly missed: MissedOffer; readonly team: boolean }) {
  const { t } = useTranslation("history");
  const format = useFormat();
  const queueName = useQueueNames();
  const { customerId, customerName, phone, queueId, reason, servedBy, outcome } = missed;
  const fate =
    servedBy !== null
      ? t("missed.served", { name: servedBy })
      : outcome === null
        ? t("missed.open")
        : t("missed.ended", { outcome: t(`common:outcome.${outcome}`) });
  return (
    <li className={styles.row} data-testid="missed-offer" data-reason={reason}>
      <time className={styles.time} dateTime={new Date(missed.at).toISOString()}>
        {format.time(missed.at)}
      </time>
      <div>
        <p className={styles.who}>
          {customerId === null ? (
            (customerName ?? t("missed.unknown"))
          ) : (
            <a href={routeHash({ view: "customer", customerId })}>{customerName ?? customerId}</a>
          )}
          {phone === null ? null : <PhoneLink phone={phone} name={customerName} />}
        </p>
        <p className={styles.aside}>
          {[queueId === null ? null : queueName(queueId), team ? missed.agentName : null, fate]
            .filter((part) => part !== null)
            .join(" · ")}
        </p>
      </div>
      <div>
        <p className={styles.reason}>{t(`missed.reason.${reason}`)}</p>
        <p className={styles.aside}>{t(`missed.remedy.${reason}`)}</p>
      </div>
    </li>
  );
}
