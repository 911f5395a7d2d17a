import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { roleAtLeast } from "../../../../shared/domain/user.ts";
import type { WaitingOverview } from "../../../../shared/wire/waiting-schemas.ts";
import { useConnection } from "../../connection/use-connection.ts";
import { useReportFailure } from "../../connection/use-report-failure.ts";
import { cancelCallback } from "../../connection/waiting-api.ts";
import { useFormat } from "../../i18n/use-format.ts";
import { routeHash } from "../../navigation/route.ts";
import { phoneText } from "../../presentation/phone-text.ts";
import { Button } from "../../ui/button.tsx";
import { useServerSecond } from "../../ui/server-time.ts";
import { Tag } from "../../ui/tag.tsx";
import styles from "./waiting-inbox.module.css";

interface CallbackRowProps {
  readonly callback: WaitingOverview["callbacks"][number];
  readonly queueName: string;
}

const TONES = { waiting: "neutral", calling: "good", retry: "warning" } as const;

/** Who is to be called back, since when they wait, how far it is. The call itself comes by routing, to whoever's turn it is. */
export function CallbackRow({ callback, queueName }: CallbackRowProps) {
  const { t } = useTranslation("waiting");
  const { http, session } = useConnection();
  const queries = useQueryClient();
  const report = useReportFailure();
  const format = useFormat();
  const now = useServerSecond();
  const cancel = useMutation({
    mutationFn: () => cancelCallback(http, callback.contactId),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["waiting"] }),
    onError: report,
  });
  const { customerId, customerName, number, state, attempts, attemptsMax, nextAttemptAt, waitingSince } = callback;
  const who = customerName ?? phoneText(number);
  return (
    <li className={styles.row} data-testid="callback-row" data-contact-id={callback.contactId} data-state={state}>
      <div>
        <span className={styles.who}>
          {customerId === null ? who : <a href={routeHash({ view: "customer", customerId })}>{who}</a>}
          {customerName === null ? null : <span className={styles.quiet}>{phoneText(number)}</span>}
          <Tag tone={TONES[state]} icon={state === "calling" ? "phone-out" : "clock"}>
            {t(`state.${state}`)}
          </Tag>
        </span>
        <p className={styles.quiet}>
          {queueName}
          {attempts === 0 ? null : ` · ${t("attempts", { attempts, max: attemptsMax })}`}
          {nextAttemptAt === null ? null : ` · ${t("next-attempt", { time: format.time(nextAttemptAt) })}`}
        </p>
      </div>
      <span className={styles.age} title={t("waits-since", { time: format.time(waitingSince) })}>
        {t("waits", { time: format.duration(Math.max(0, now - waitingSince)) })}
      </span>
      <div className={styles.actions}>
        {roleAtLeast(session.user.role, "supervisor") ? (
          <Button
            size="sm"
            icon="close"
            isPending={cancel.isPending}
            aria-label={t("cancel-name", { name: who })}
            onPress={() => cancel.mutate()}
            data-testid="callback-cancel"
          >
            {t("cancel")}
          </Button>
        ) : null}
      </div>
    </li>
  );
}
