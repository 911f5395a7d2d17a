import { asId, type SessionToken, type UserId } from "../../../shared/domain/ids.ts";
import type { User } from "../../../shared/domain/user.ts";
import type { Clock, RandomSource } from "../../ports/clock.ts";
import { CommandError } from "../../ports/console-app.ts";
import type { Journal } from "../../ports/journal.ts";
import type { LogSink } from "../../ports/log-sink.ts";
import type { PasswordHasher } from "../../ports/password-hasher.ts";
import type { Sessions } from "../../ports/sessions.ts";
import type { TokenDigest } from "../../ports/token-digest.ts";
import type { UserStore } from "../../ports/user-store.ts";
import { Lanes } from "./lanes.ts";
import { maskLogin } from "./mask-login.ts";

export const SESSION_LIMITS = {
  sessionMs: 12 * 3_600_000,
  failuresMax: 5,
  failureWindowMs: 15 * 60_000,
  tokenBytes: 32,
  /** Sign-ins of one login that wait for each other; more are refused at once. */
  waitingPerLoginMax: 10,
  /** Logins being checked at the same time: each costs an Argon2 computation. */
  loginsAtOnceMax: 200,
  tokenLengthMax: 200,
} as const satisfies Record<string, number>;

type EndListener = (userId: UserId, because: "signed-out" | "disabled") => void;

export interface SessionServiceDeps {
  readonly users: UserStore;
  readonly hasher: PasswordHasher;
  readonly digest: TokenDigest;
  readonly journal: Journal;
  readonly clock: Clock;
  readonly random: RandomSource;
  readonly log: LogSink;
}

/** Signing in and out with opaque tokens; only their SHA-256 is stored, so a copy of the database opens nothing. */
export class SessionService implements Sessions {
  readonly #deps: SessionServiceDeps;
  readonly #listeners: EndListener[] = [];
  readonly #lanes = new Lanes(SESSION_LIMITS.loginsAtOnceMax, SESSION_LIMITS.waitingPerLoginMax);
  /** Compared with when the name is unknown, so that both answers cost one Argon2 computation. */
  #decoyHash: Promise<string> | null = null;

  constructor(deps: SessionServiceDeps) {
    this.#deps = deps;
  }

  async signIn(login: string, password: string): ReturnType<Sessions["signIn"]> {
    // One login is checked by one attempt at a time: a hundred at once would all see "four failures so far".
    return this.#lanes.run(login.normalize("NFKC").trim().toLowerCase(), () => this.#signIn(login, password));
  }

  async #signIn(login: string, password: string): ReturnType<Sessions["signIn"]> {
    const { users, hasher, digest, clock, random } = this.#deps;
    const failures = await users.countFailedLogins(login, clock.now() - SESSION_LIMITS.failureWindowMs);
    if (failures >= SESSION_LIMITS.failuresMax) {
      this.#audit("sign-in-refused", null, { login: maskLogin(login), because: "account-locked" });
      throw new CommandError("account-locked");
    }
    const found = await users.byLogin(login);
    // Also for a known name: the very first attempt makes the decoy, and must not take longer for an unknown one.
    const decoy = await this.#decoy();
    const matches = await hasher.verify(found?.passwordHash ?? decoy, password);
    if (found === null || !matches || found.disabled) {
      await users.recordFailedLogin(login, clock.now());
      this.#audit("sign-in-failed", found?.userId ?? null, { login: maskLogin(login), failures: failures + 1 });
      throw new CommandError("bad-credentials");
    }
    await users.clearFailedLogins(login);
    const now = clock.now();
    const token = random.secret(SESSION_LIMITS.tokenBytes);
    const expiresAt = now + SESSION_LIMITS.sessionMs;
    await users.saveSession({ tokenHash: digest(token), userId: found.userId, createdAt: now, expiresAt });
    this.#audit("signed-in", found.userId, { role: found.role, expiresAt });
    const { userId, displayName, role, disabled } = found;
    const user: User = { userId, login: found.login, displayName, role, disabled };
    return { token: asId<SessionToken>(token), user, expiresAt };
  }

  async resolve(token: string): Promise<User | null> {
    if (token.length === 0 || token.length > SESSION_LIMITS.tokenLengthMax) return null;
    const { users, digest, clock } = this.#deps;
    const tokenHash = digest(token);
    const session = await users.session(tokenHash);
    if (session === null) return null;
    if (session.expiresAt <= clock.now()) {
      await users.deleteSession(tokenHash);
      return null;
    }
    const user = await users.byId(session.userId);
    return user === null || user.disabled ? null : user;
  }

  async signOut(token: string): Promise<void> {
    const { users, digest } = this.#deps;
    const tokenHash = digest(token);
    const session = await users.session(tokenHash);
    if (session === null) return;
    await users.deleteSession(tokenHash);
    this.#audit("signed-out", session.userId, { because: "signed-out" });
    this.#tell(session.userId, "signed-out");
  }

  onEnded(listener: EndListener): void {
    this.#listeners.push(listener);
  }

  async endAllOf(userId: UserId, because: "signed-out" | "disabled"): Promise<void> {
    await this.#deps.users.deleteSessionsOf(userId);
    this.#audit("signed-out", userId, { because, everywhere: true });
    this.#tell(userId, because);
  }

  #decoy(): Promise<string> {
    this.#decoyHash ??= this.#deps.hasher.hash(this.#deps.random.secret(16), "password");
    return this.#decoyHash;
  }

  #audit(type: string, agentId: UserId | null, payload: Record<string, unknown>): void {
    this.#deps.journal.append({ at: this.#deps.clock.now(), type, contactId: null, agentId, payload });
  }

  #tell(userId: UserId, because: "signed-out" | "disabled"): void {
    for (const listener of this.#listeners) {
      try {
        listener(userId, because);
      } catch (error) {
        // The session is over in any case; the others must hear of it too.
        this.#deps.log.error({ err: error, userId }, "a listener to the end of a session failed");
      }
    }
  }
}
