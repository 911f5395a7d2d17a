import { sql } from "kysely";
import type { CallListId } from "../../../shared/domain/ids.ts";
import type { EpochMs } from "../../../shared/domain/time.ts";
import type { Redial } from "../../ports/call-list-store.ts";
import type { CallListTables } from "./call-list-rows.ts";
import type { SqliteDatabase } from "./sqlite-database.ts";

/** What never left this house rang nowhere. */
const NO_CALL = "failed";

/** No attempt at this number, in whatever list, that a next one has to wait for. */
export function mayBeCalled(phone: string, now: EpochMs, { rule, dayStartedAt }: Redial) {
  const earlier = sql`SELECT count(*) FROM call_list_attempts AS attempt
    JOIN call_list_entries AS called ON called.entry_id = attempt.entry_id WHERE called.phone = ${sql.ref(phone)} AND attempt.outcome <> ${NO_CALL}`;
  return sql<boolean>`(${earlier} AND attempt.at > ${now - rule.pauseMs}) = 0
    AND (${earlier} AND attempt.at >= ${dayStartedAt}) < ${rule.attemptsPerDayMax}`;
}

/** When the first of this list's open entries may be called again; null: none is open. */
export function mayBeCalledAt(
  database: SqliteDatabase,
  callListId: CallListId,
  { rule, dayStartedAt, nextDayAt }: Redial,
): EpochMs | null {
  const again = database.all(
    database
      .tables<CallListTables>()
      .selectFrom("call_list_entries as open")
      .innerJoin("call_list_entries as called", "called.phone", "open.phone")
      .innerJoin("call_list_attempts as attempt", "attempt.entry_id", "called.entry_id")
      .select(({ fn }) => [
        fn.max("attempt.at").as("last"),
        sql<number>`sum(attempt.at >= ${dayStartedAt})`.as("today"),
      ])
      .where("open.call_list_id", "=", callListId)
      .where("open.state", "=", "open")
      .where("attempt.outcome", "<>", NO_CALL)
      .groupBy("open.entry_id"),
  );
  const times = again.map(({ last, today }) =>
    Math.max(last + rule.pauseMs, today >= rule.attemptsPerDayMax ? nextDayAt : 0),
  );
  return times.length === 0 ? null : times.reduce((first, time) => Math.min(first, time));
}
