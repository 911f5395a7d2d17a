import { setImmediate as nextTurn } from "node:timers/promises";
import { stringify } from "csv-stringify/sync";
import type { ContactRecord, Language } from "../../../shared/domain/contact.ts";
import { queueFate } from "../../../shared/domain/queue-fate.ts";
import type { ContactId, QueueId } from "../../../shared/domain/ids.ts";
import { wallClock } from "../../../shared/domain/calendar-day.ts";
import type { EpochMs } from "../../../shared/domain/time.ts";

/** More is a report's work, and a spreadsheet's limit is not far. */
const ROWS_MAX = 10_000;

interface CsvRequest {
  /** Newest first, the page behind the given contact. */
  readonly page: (
    behind: { readonly before: EpochMs; readonly beforeId: ContactId } | Record<string, never>,
  ) => Promise<readonly ContactRecord[]>;
  readonly language: Language;
  /** In which times are written: the centre's. */
  readonly timeZone: string;
  readonly queueName: (queueId: QueueId) => string;
}

const TITLES = {
  en: [
    "contact",
    "arrived",
    "direction",
    "customer",
    "number",
    "queue",
    "counted as",
    "overflowed from",
    "agent",
    "outcome",
    "result",
    "wait s",
    "talk s",
    "wrap-up s",
    "note",
    "calls back message of",
    "time zone",
    "arrived UTC",
    "ended by",
  ],
  zh: [
    "联络编号",
    "时间",
    "方向",
    "客户",
    "号码",
    "队列",
    "统计口径",
    "溢出自",
    "坐席",
    "最终状态",
    "结果",
    "等待秒",
    "通话秒",
    "话后秒",
    "备注",
    "所回留言时间",
    "时区",
    "时间（UTC）",
    "结束方",
  ],
} as const;

/**
 * Contacts as a spreadsheet reads them: UTF-8 with a byte order mark, CRLF, codes as they stand in reports. A cell that begins
 * like a formula is defused (OWASP CSV injection): names and notes come from outside. Times are the centre's, as a spreadsheet reads a
 * date; each row names their zone, and when the call came besides without one (ISO 8601), for programs and for the hour that comes twice.
 */
export async function contactsCsv(request: CsvRequest): Promise<{ readonly text: string; readonly rows: number }> {
  const { page, language, timeZone, queueName } = request;
  const rows: (string | number)[][] = [];
  let contacts = await page({});
  while (contacts.length > 0 && rows.length < ROWS_MAX) {
    for (const contact of contacts.slice(0, ROWS_MAX - rows.length)) rows.push(rowOf(contact, timeZone, queueName));
    const last = contacts.at(-1);
    // Ten thousand rows are read in one process with the calls: they come in between.
    await nextTurn();
    contacts = last === undefined ? [] : await page({ before: last.arrivedAt, beforeId: last.contactId });
  }
  const text = stringify([[...TITLES[language]], ...rows], {
    bom: true,
    escape_formulas: true,
    record_delimiter: "windows",
  });
  return { text, rows: rows.length };
}

function rowOf(contact: ContactRecord, timeZone: string, queueName: (queueId: QueueId) => string): (string | number)[] {
  const timeText = (at: EpochMs) => wallClock(at, timeZone);
  const { ani, queueId, queuedAt, answeredAt, messageAt, endedAt, wrapUpEndedAt } = contact;
  return [
    contact.contactId,
    timeText(contact.arrivedAt),
    contact.direction,
    contact.customerName ?? "",
    // A leading + would be defused as a formula and then be no number any more.
    ani.e164 === null ? ani.raw : ani.e164.replace(/^\+/, "00"),
    queueId === null ? "" : queueName(queueId),
    queueFate(contact) ?? "",
    contact.overflowedFrom.map(queueName).join(" > "),
    contact.agentName ?? "",
    contact.outcome ?? "",
    contact.disposition ?? "",
    seconds(queuedAt, answeredAt ?? messageAt ?? endedAt),
    seconds(answeredAt, endedAt),
    seconds(endedAt, answeredAt === null ? null : wrapUpEndedAt),
    contact.note,
    // New ones last: whoever reads the file by the number of a column goes on finding the others.
    contact.answersMessageAt === null ? "" : timeText(contact.answersMessageAt),
    timeZone,
    new Date(contact.arrivedAt).toISOString(),
    contact.endedBy ?? "",
  ];
}

/** Whole seconds that have passed, as the screens' clocks count them: 4.6 s stand there as 0:04. */
function seconds(from: EpochMs | null, to: EpochMs | null): number | string {
  return from === null || to === null ? "" : Math.floor(Math.max(0, to - from) / 1_000);
}
