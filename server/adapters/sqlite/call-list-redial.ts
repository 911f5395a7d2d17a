import { sql } from "kysely";
import type { CallListId } from "../../../shared/domain/ids.ts";
import type { EpochMs } from "../../../shared/domain/time.ts";
import type { PlaceStanding, Redial } from "../../ports/call-list-store.ts";
import { type CallListTables, placeOfText } from "./call-list-rows.ts";
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

/** Until when one number waits; null: it need not. */
export function pausingUntil(database: SqliteDatabase, phone: string, redial: Redial, now: EpochMs): EpochMs | null {
  const row = database.first(
    attemptsOf(database, redial, now).where("called.phone", "=", phone).groupBy("called.phone"),
  );
  const until = row === undefined ? 0 : untilOf(row, redial);
  return until > now ? until : null;
}

/** How many of a list's open entries there are in each place, and how many of them wait because of an earlier call. */
export function standingByPlace(
  database: SqliteDatabase,
  callListId: CallListId,
  redial: Redial,
  now: EpochMs,
): readonly PlaceStanding[] {
  const open = database.all(
    database
      .tables<CallListTables>()
      .selectFrom("call_list_entries")
      .select(({ fn }) => ["place", fn.countAll<number>().as("entries")])
      .where("call_list_id", "=", callListId)
      .where("state", "=", "open")
      .groupBy("place"),
  );
  const waits = new Map<string | null, EpochMs[]>();
  for (const row of pausingEntries(database, callListId, redial, now)) {
    const until = untilOf(row, redial);
    if (until > now) waits.set(row.place, [...(waits.get(row.place) ?? []), until]);
  }
  return open.map(({ place, entries }) => {
    const untils = waits.get(place) ?? [];
    return {
      place: placeOfText(place),
      open: entries,
      pausing: untils.length,
      pausingUntil: untils.length === 0 ? null : untils.reduce((first, until) => Math.min(first, until)),
    };
  });
}

/** The open entries of a list whose number was called so lately, or so often today, that it waits. */
function pausingEntries(database: SqliteDatabase, callListId: CallListId, redial: Redial, now: EpochMs) {
  const { rule } = redial;
  // First which numbers wait, of which there are few, then where they are open: a day has thousands of attempts.
  const waiting = attemptsOf(database, redial, now)
    .select("called.phone")
    .groupBy("called.phone")
    .having((having) =>
      having.or([
        having(having.fn.max("attempt.at"), ">", now - rule.pauseMs),
        having(callsSince(redial.dayStartedAt), ">=", rule.attemptsPerDayMax),
      ]),
    );
  return database.all(
    database
      .tables<CallListTables>()
      .selectFrom(waiting.as("waiting"))
      .innerJoin("call_list_entries as open", "open.phone", "waiting.phone")
      .select(["open.place", "waiting.last", "waiting.today"])
      // With a sign before it, so that the list's index is left alone: it would read all of the list for a handful of numbers.
      .where(sql`+open.call_list_id`, "=", callListId)
      .where("open.state", "=", "open"),
  );
}

function callsSince(at: EpochMs) {
  return sql<number>`sum(attempt.at >= ${at})`;
}

/** Only attempts of today or within the pause: the index gives them without those of all days before. */
function attemptsOf(database: SqliteDatabase, { rule, dayStartedAt }: Redial, now: EpochMs) {
  return database
    .tables<CallListTables>()
    .selectFrom("call_list_attempts as attempt")
    .innerJoin("call_list_entries as called", "called.entry_id", "attempt.entry_id")
    .select(({ fn }) => [fn.max("attempt.at").as("last"), sql<number>`sum(attempt.at >= ${dayStartedAt})`.as("today")])
    .where("attempt.at", ">=", Math.min(dayStartedAt, now - rule.pauseMs))
    .where("attempt.outcome", "<>", NO_CALL);
}

function untilOf(called: { readonly last: number; readonly today: number }, { rule, nextDayAt }: Redial): EpochMs {
  return Math.max(called.last + rule.pauseMs, called.today >= rule.attemptsPerDayMax ? nextDayAt : 0);
}
