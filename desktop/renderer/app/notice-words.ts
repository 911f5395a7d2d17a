import type { i18n } from "i18next";
import type { Notice } from "../../../shared/wire/notice-schema.ts";
import { ownZone } from "../i18n/time-zone.ts";
import { formatOf } from "../i18n/use-format.ts";
import { phoneText } from "../presentation/phone-text.ts";

/** What a notice of the server says; `timeZone`: the centre's, where it is known. */
export function noticeWords({ t, exists, language }: i18n, notice: Notice, timeZone: string | null) {
  const { code, callback } = notice;
  const known = exists(`notice:${code}.title`) ? code : "other";
  const whom = callback === null ? "" : (callback.customerName ?? phoneText(callback.number));
  const title = t(`notice:${known}.title`, { whom });
  if (callback === null || exists(`notice:${known}.detail`)) return { title, detail: t(`notice:${known}.detail`) };
  const { attempt, attemptsMax, nextAttemptAt } = callback;
  if (nextAttemptAt === null) return { title, detail: t("notice:callback-next.given-up", { attemptsMax }) };
  const time = formatOf(language, timeZone ?? ownZone()).time(nextAttemptAt);
  return { title, detail: t("notice:callback-next.retry", { attempt, attemptsMax, time }) };
}
