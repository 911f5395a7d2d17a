import { asId, type UserId } from "../../../shared/domain/ids.ts";
import type { EpochMs } from "../../../shared/domain/time.ts";
import type { Role, User } from "../../../shared/domain/user.ts";
import type { NewUser, SessionRow, UserStore } from "../../ports/user-store.ts";
import type { SqliteDatabase } from "./sqlite-database.ts";
import { StoreError } from "./store-error.ts";

interface UserRow {
  user_id: string;
  login: string;
  display_name: string;
  role: Role;
  disabled: number;
  password_hash: string;
}
interface SessionTableRow {
  token_hash: string;
  user_id: string;
  created_at: number;
  expires_at: number;
}
interface FailedLoginRow {
  failed_login_id: number;
  login: string;
  at: number;
}
type UserTables = { users: UserRow; sessions: SessionTableRow; failed_logins: Omit<FailedLoginRow, "failed_login_id"> };

const USERS_MAX = 10_000;
const FAILED_LOGIN_KEPT_MS = 24 * 3_600_000;
/** Whoever tries random names must not fill the disk: beyond this the oldest attempts are forgotten. */
const FAILED_LOGINS_MAX = 10_000;

export class SqliteUserStore implements UserStore {
  readonly #database: SqliteDatabase;

  constructor(database: SqliteDatabase) {
    this.#database = database;
  }

  async byLogin(login: string): Promise<(User & { readonly passwordHash: string }) | null> {
    const row = this.#database.first(
      this.#tables().selectFrom("users").selectAll().where("login", "=", normalisedLogin(login)),
    );
    return row ? { ...userOf(row), passwordHash: row.password_hash } : null;
  }

  async byId(userId: UserId): Promise<User | null> {
    const row = this.#database.first(this.#tables().selectFrom("users").selectAll().where("user_id", "=", userId));
    return row ? userOf(row) : null;
  }

  async list(): Promise<readonly User[]> {
    return this.#database
      .all(this.#tables().selectFrom("users").selectAll().orderBy("login").limit(USERS_MAX))
      .map(userOf);
  }

  async create(user: NewUser): Promise<void> {
    const login = normalisedLogin(user.login);
    this.#database.transaction(() => {
      const taken = this.#database.first(
        this.#tables()
          .selectFrom("users")
          .select("user_id")
          .where((eb) => eb.or([eb("login", "=", login), eb("user_id", "=", user.userId)])),
      );
      if (taken) throw new StoreError("conflict", "the login or the id is in use");
      this.#database.run(
        this.#tables().insertInto("users").values({
          user_id: user.userId,
          login,
          display_name: user.displayName,
          role: user.role,
          disabled: 0,
          password_hash: user.passwordHash,
        }),
      );
    });
  }

  async update(userId: UserId, change: Parameters<UserStore["update"]>[1]): Promise<void> {
    const columns: Partial<UserRow> = {};
    if (change.displayName !== undefined) columns.display_name = change.displayName;
    if (change.role !== undefined) columns.role = change.role;
    if (change.disabled !== undefined) columns.disabled = change.disabled ? 1 : 0;
    if (change.passwordHash !== undefined) columns.password_hash = change.passwordHash;
    if (Object.keys(columns).length === 0) return;
    this.#database.transaction(() => {
      const changed = this.#database.run(
        this.#tables().updateTable("users").set(columns).where("user_id", "=", userId),
      );
      if (changed === 0) throw new StoreError("not-found", `user ${userId}`);
      // Whoever may no longer sign in must not stay signed in either.
      if (change.disabled === true)
        this.#database.run(this.#tables().deleteFrom("sessions").where("user_id", "=", userId));
    });
  }

  async saveSession(session: SessionRow): Promise<void> {
    this.#database.transaction(() => {
      this.#database.run(this.#tables().deleteFrom("sessions").where("expires_at", "<=", session.createdAt));
      const row = {
        token_hash: session.tokenHash,
        user_id: session.userId,
        created_at: session.createdAt,
        expires_at: session.expiresAt,
      };
      this.#database.run(
        this.#tables()
          .insertInto("sessions")
          .values(row)
          .onConflict((conflict) => conflict.column("token_hash").doUpdateSet({ expires_at: session.expiresAt })),
      );
    });
  }

  async session(tokenHash: string): Promise<SessionRow | null> {
    const row = this.#database.first(
      this.#tables().selectFrom("sessions").selectAll().where("token_hash", "=", tokenHash),
    );
    return row
      ? {
          tokenHash: row.token_hash,
          userId: asId<UserId>(row.user_id),
          createdAt: row.created_at,
          expiresAt: row.expires_at,
        }
      : null;
  }

  async deleteSession(tokenHash: string): Promise<void> {
    this.#database.run(this.#tables().deleteFrom("sessions").where("token_hash", "=", tokenHash));
  }

  async deleteSessionsOf(userId: UserId): Promise<void> {
    this.#database.run(this.#tables().deleteFrom("sessions").where("user_id", "=", userId));
  }

  async countFailedLogins(login: string, since: EpochMs): Promise<number> {
    const row = this.#database.first(
      this.#tables()
        .selectFrom("failed_logins")
        .select(({ fn }) => fn.countAll<number>().as("failures"))
        .where("login", "=", normalisedLogin(login))
        .where("at", ">=", since),
    );
    return row?.failures ?? 0;
  }

  async recordFailedLogin(login: string, at: EpochMs): Promise<void> {
    this.#database.transaction(() => {
      this.#database.run(
        this.#tables()
          .deleteFrom("failed_logins")
          .where("at", "<", at - FAILED_LOGIN_KEPT_MS),
      );
      this.#database.run(
        this.#tables()
          .insertInto("failed_logins")
          .values({ login: normalisedLogin(login), at }),
      );
      const oldestKept = this.#database.first(
        this.#tables()
          .selectFrom("failed_logins")
          .select("at")
          .orderBy("at", "desc")
          .offset(FAILED_LOGINS_MAX)
          .limit(1),
      );
      if (oldestKept) this.#database.run(this.#tables().deleteFrom("failed_logins").where("at", "<=", oldestKept.at));
    });
  }

  async clearFailedLogins(login: string): Promise<void> {
    this.#database.run(this.#tables().deleteFrom("failed_logins").where("login", "=", normalisedLogin(login)));
  }

  #tables() {
    return this.#database.tables<UserTables>();
  }
}

/** `Ana`, `ana ` and full-width `ａｎａ` are one login. */
function normalisedLogin(login: string): string {
  return login.slice(0, 200).normalize("NFKC").trim().toLowerCase().slice(0, 64);
}

function userOf(row: UserRow): User {
  return {
    userId: asId<UserId>(row.user_id),
    login: row.login,
    displayName: row.display_name,
    role: row.role,
    disabled: row.disabled === 1,
  };
}
