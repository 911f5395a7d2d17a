import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { roleAtLeast } from "../../../../shared/domain/user.ts";
import type { VoicemailOnWire } from "../../../../shared/wire/waiting-schemas.ts";
import { useCommand } from "../../connection/use-command.ts";
import { useConnection } from "../../connection/use-connection.ts";
import { useReportFailure } from "../../connection/use-report-failure.ts";
import { useTakesCalls } from "../../connection/use-takes-calls.ts";
import { markVoicemail, removeVoicemail } from "../../connection/waiting-api.ts";
import { useFormat } from "../../i18n/use-format.ts";
import { routeHash } from "../../navigation/route.ts";
import { phoneText } from "../../presentation/phone-text.ts";
import { Button } from "../../ui/button.tsx";
import { classNames } from "../../ui/class-names.ts";
import { useServerSecond } from "../../ui/server-time.ts";
import { MessagePlayer } from "./message-player.tsx";
import styles from "./waiting-inbox.module.css";

interface VoicemailRowProps {
  readonly message: VoicemailOnWire;
  readonly queueName: string;
}

/** One message: who and when, play, call back, done; supervisors remove. */
export function VoicemailRow({ message, queueName }: VoicemailRowProps) {
  const { t } = useTranslation("waiting");
  const { http, session } = useConnection();
  const takesCalls = useTakesCalls();
  const queries = useQueryClient();
  const report = useReportFailure();
  const format = useFormat();
  const now = useServerSecond();
  const onSuccess = () => queries.invalidateQueries({ queryKey: ["voicemails"] });
  const { voicemailId, customerId, customerName, ani, state, recordedAt, lengthMs, answer } = message;
  const call = useCommand("voicemail.call");
  const isDone = state === "done";
  const mark = useMutation({
    mutationFn: () => markVoicemail(http, voicemailId, isDone ? "new" : "done"),
    onSuccess,
    onError: report,
  });
  const remove = useMutation({ mutationFn: () => removeVoicemail(http, voicemailId), onSuccess, onError: report });
  const number = ani.e164;
  const who = customerName ?? (number === null ? t("unknown-caller") : phoneText(number));
  return (
    <li
      className={classNames(styles.row, isDone && styles.done)}
      data-testid="voicemail-row"
      data-voicemail-id={voicemailId}
      data-state={state}
    >
      <div>
        <span className={styles.who}>
          {customerId === null ? who : <a href={routeHash({ view: "customer", customerId })}>{who}</a>}
          {customerName === null || number === null ? null : <span className={styles.quiet}>{phoneText(number)}</span>}
        </span>
        <p className={styles.quiet}>
          {queueName} · {format.day(recordedAt, now)} {format.time(recordedAt)}
        </p>
        {answer === null ? null : (
          <p className={styles.quiet} data-testid="voicemail-answer" data-outcome={answer.outcome}>
            <a href={routeHash({ view: "contact", contactId: answer.contactId })}>
              {t(answer.outcome === "handled" ? "answered-by" : "tried-by", {
                name: answer.agentName,
                when: `${format.day(answer.at, now)} ${format.time(answer.at)}`,
              })}
            </a>
          </p>
        )}
      </div>
      <MessagePlayer voicemailId={voicemailId} who={who} lengthMs={lengthMs} />
      <div className={styles.actions}>
        {number === null || takesCalls === false ? null : (
          <Button
            size="sm"
            icon="phone-out"
            aria-label={t("call-back-name", { name: who })}
            isPending={call.isPending}
            onPress={() => void call.run({ voicemailId })}
            data-testid="voicemail-call"
          >
            {t("call-back")}
          </Button>
        )}
        <Button
          size="sm"
          icon={isDone ? "refresh" : "check"}
          isPending={mark.isPending}
          aria-label={t(isDone ? "reopen-name" : "finish-name", { name: who })}
          onPress={() => mark.mutate()}
          data-testid="voicemail-done"
        >
          {t(isDone ? "reopen" : "finish")}
        </Button>
        {roleAtLeast(session.user.role, "supervisor") ? (
          <Button
            size="sm"
            icon="trash"
            isPending={remove.isPending}
            aria-label={t("remove-name", { name: who })}
            onPress={() => remove.mutate()}
            data-testid="voicemail-remove"
          >
            {t("remove")}
          </Button>
        ) : null}
      </div>
    </li>
  );
}
