import type { Statement } from "better-sqlite3";
import type { CustomerId } from "../../../shared/domain/ids.ts";
import type { DurationMs, EpochMs } from "../../../shared/domain/time.ts";
import type { CustomerStore } from "../../ports/customer-store.ts";
import type { PasswordHasher } from "../../ports/password-hasher.ts";
import type { SqliteDatabase } from "./sqlite-database.ts";

interface PinRow {
  readonly pin_hash: string | null;
  readonly pin_failures: number;
  readonly pin_locked_until: number | null;
}
type PinAnswer = Awaited<ReturnType<CustomerStore["verifyPin"]>>;

const PIN_ATTEMPTS_MAX = 3;
export const PIN_LOCK_MS: DurationMs = 15 * 60_000;
const LOCKED: PinAnswer = { result: "locked", attemptsLeft: 0 };

/**
 * Four digits are guessed in 10,000 tries, so the count of failures is the protection, not the hash. An attempt is counted
 * *before* the hash is computed and taken back when it was right: however many calls try at the same time, and whatever
 * crashes in between, nobody gets a fourth try.
 */
export class CustomerPins {
  readonly #database: SqliteDatabase;
  readonly #hasher: PasswordHasher;
  readonly #read: Statement<[string], PinRow>;
  readonly #write: Statement<[number, number | null, string]>;

  constructor(database: SqliteDatabase, hasher: PasswordHasher) {
    this.#database = database;
    this.#hasher = hasher;
    this.#read = database.prepare(
      "SELECT pin_hash, pin_failures, pin_locked_until FROM customers WHERE customer_id = ?",
    );
    this.#write = database.prepare("UPDATE customers SET pin_failures = ?, pin_locked_until = ? WHERE customer_id = ?");
  }

  /** The third wrong PIN is answered `locked`: `wrong` always means that there is another try. */
  async verify(customerId: CustomerId, pin: string, now: EpochMs): Promise<PinAnswer> {
    const attempt = this.#countAttempt(customerId, now);
    if ("result" in attempt) return attempt;
    const right = await this.#hasher.verify(attempt.pinHash, pin);
    if (right) {
      this.#database.alone(() => this.#write.run(0, null, customerId));
      return { result: "ok", attemptsLeft: PIN_ATTEMPTS_MAX };
    }
    const attemptsLeft = PIN_ATTEMPTS_MAX - attempt.failures;
    return attemptsLeft > 0 ? { result: "wrong", attemptsLeft } : LOCKED;
  }

  #countAttempt(
    customerId: CustomerId,
    now: EpochMs,
  ): PinAnswer | { readonly pinHash: string; readonly failures: number } {
    return this.#database.transaction(() => {
      const row = this.#read.get(customerId);
      if (!row || row.pin_hash === null) return { result: "no-pin", attemptsLeft: 0 };
      if (row.pin_locked_until !== null && row.pin_locked_until > now) return LOCKED;
      const failures = (row.pin_locked_until === null ? row.pin_failures : 0) + 1;
      this.#write.run(failures, failures >= PIN_ATTEMPTS_MAX ? now + PIN_LOCK_MS : null, customerId);
      return { pinHash: row.pin_hash, failures };
    });
  }
}
