import type { UserId } from "../../shared/domain/ids.ts";
import type { EpochMs } from "../../shared/domain/time.ts";
import { type Role, roleAtLeast, type User } from "../../shared/domain/user.ts";
import { countryOfNumber, toE164 } from "../customers/to-e164.ts";
import { CommandError } from "../ports/console-app.ts";
import type { Centre } from "./centre.ts";

/**
 * Who may dial what on their own. Entries of a call list are chosen by whoever imported the list: nobody's role is asked for them, and how
 * many there are is the list's; which numbers may be dialled holds for them too, at the import and at the call.
 */
export interface DialRules {
  /** The lowest role that may; null: nobody dials a number of their own. */
  readonly role: Role | null;
  /** Beginnings of E.164 numbers, e.g. `+86`, `+4930`; null: numbers of the own country. */
  readonly allow: readonly string[] | null;
  /** Beginnings that are refused whatever else is allowed. */
  readonly deny: readonly string[];
}

/** Nobody dials faster by hand, and a stolen session cannot spend a fortune in an hour. */
const DIALS_MAX = 15;
const DIALS_WINDOW_MS = 60_000;
/** Beyond any centre: a bound for the memory, not a rule. */
const DIALLERS_MAX = 10_000;

/**
 * Numbers that agents dial, transfer to or consult: who may, which, and how many. Each attempt is journaled, the refused ones
 * with the reason, so that toll fraud shows.
 */
export class DialPolicy {
  readonly #centre: Centre;
  readonly #recent = new Map<UserId, EpochMs[]>();

  constructor(centre: Centre) {
    this.#centre = centre;
  }

  /**
   * The number as E.164. Throws `CommandError`: `bad-number`, `dial-forbidden`, `do-not-call-unconfirmed`, `rate-limited`. Somebody on
   * the do-not-call list may have asked to be rung about something else: `confirmed` says that the agent knows and means it.
   */
  permit(user: User, written: string, purpose: "call" | "consult" | "transfer", confirmed = true): string {
    const { settings, journal, clock, doNotCall } = this.#centre;
    const number = toE164(written, settings.country);
    const onDoNotCallList = doNotCall.isListed(number);
    const refusal = number === null ? "bad-number" : this.#refusal(user, number, onDoNotCallList && !confirmed);
    journal.append({
      at: clock.now(),
      type: refusal === null ? "dial.permitted" : "dial.refused",
      contactId: null,
      agentId: user.userId,
      payload: {
        number: number ?? written,
        purpose,
        because: refusal,
        ...(onDoNotCallList ? { onDoNotCallList } : {}),
      },
    });
    if (number === null || refusal !== null) throw new CommandError(refusal ?? "bad-number");
    return number;
  }

  /** Of an entry of a call list: what was imported may have been forbidden since. @throws CommandError `dial-forbidden` */
  permitListed(agentId: UserId, number: string): void {
    if (this.#isAllowed(number)) return;
    const { journal, clock } = this.#centre;
    const payload = { number, purpose: "call-list", because: "dial-forbidden" };
    journal.append({ at: clock.now(), type: "dial.refused", contactId: null, agentId, payload });
    throw new CommandError("dial-forbidden");
  }

  /** The number as E.164 if the centre itself may call it, e.g. back; null: it may not, or is no number. */
  callable(written: string): string | null {
    const number = toE164(written, this.#centre.settings.country);
    return number !== null && this.#isAllowed(number) ? number : null;
  }

  /** Whether the console needs to show a dial pad at all. */
  mayDial(user: User): boolean {
    const { role } = this.#centre.settings.dialing;
    return role !== null && roleAtLeast(user.role, role);
  }

  #refusal(
    user: User,
    number: string,
    unconfirmed: boolean,
  ): "dial-forbidden" | "do-not-call-unconfirmed" | "rate-limited" | null {
    if (!this.mayDial(user) || !this.#isAllowed(number)) return "dial-forbidden";
    if (unconfirmed) return "do-not-call-unconfirmed";
    return this.#count(user.userId) ? null : "rate-limited";
  }

  #isAllowed(number: string): boolean {
    const { allow, deny } = this.#centre.settings.dialing;
    if (deny.some((beginning) => number.startsWith(beginning))) return false;
    return allow === null
      ? countryOfNumber(number) === this.#centre.settings.country
      : allow.some((beginning) => number.startsWith(beginning));
  }

  #count(userId: UserId): boolean {
    const now = this.#centre.clock.now();
    const recent = (this.#recent.get(userId) ?? []).filter((at) => at > now - DIALS_WINDOW_MS);
    if (recent.length >= DIALS_MAX) return false;
    recent.push(now);
    if (!this.#recent.has(userId) && this.#recent.size >= DIALLERS_MAX) this.#recent.clear();
    this.#recent.set(userId, recent);
    return true;
  }
}
