import { asId, type UserId } from "../../../shared/domain/ids.ts";
import type { User } from "../../../shared/domain/user.ts";
import type { Clock, RandomSource } from "../../ports/clock.ts";
import { CommandError } from "../../ports/console-app.ts";
import type { Journal } from "../../ports/journal.ts";
import type { PasswordHasher } from "../../ports/password-hasher.ts";
import type { Sessions } from "../../ports/sessions.ts";
import type { UserAdministration, UserChange, UserDraft } from "../../ports/user-administration.ts";
import type { UserStore } from "../../ports/user-store.ts";
import { Lanes } from "./lanes.ts";

export interface UserAdminDeps {
  readonly users: UserStore;
  readonly sessions: Pick<Sessions, "endAllOf">;
  readonly hasher: PasswordHasher;
  readonly journal: Journal;
  readonly clock: Clock;
  readonly random: RandomSource;
  /** Told of every new user, e.g. to give them queues. */
  readonly onCreated?: (user: User) => void;
}

const CHANGES_WAITING_MAX = 100;

/** Creates, changes and disables users; somebody is always left who can do that. */
export class UserAdmin implements UserAdministration {
  readonly #deps: UserAdminDeps;
  /** One change at a time: two administrators must not disable each other in the same moment. */
  readonly #lanes = new Lanes(1, CHANGES_WAITING_MAX);

  constructor(deps: UserAdminDeps) {
    this.#deps = deps;
  }

  list(): Promise<readonly User[]> {
    return this.#deps.users.list();
  }

  async create(draft: UserDraft, by: User): Promise<User> {
    const { users, hasher, random } = this.#deps;
    const passwordHash = await hasher.hash(draft.password, "password");
    return this.#lanes.run("users", async () => {
      if ((await users.byLogin(draft.login)) !== null) throw new CommandError("login-taken");
      const userId = asId<UserId>(random.id("user"));
      const { login, displayName, role } = draft;
      await users.create({ userId, login, displayName, role, passwordHash });
      const user = { userId, login, displayName, role, disabled: false };
      this.#audit("user-created", by, { userId, role });
      this.#deps.onCreated?.(user);
      return user;
    });
  }

  async change(userId: UserId, change: UserChange, by: User): Promise<User> {
    const { users, hasher, sessions } = this.#deps;
    const { password, ...fields } = change;
    const passwordHash = password === undefined ? undefined : await hasher.hash(password, "password");
    return this.#lanes.run("users", async () => {
      const before = await users.byId(userId);
      if (before === null) throw new CommandError("not-found");
      const after: User = { ...before, ...fields };
      if (isActiveAdmin(before) && !isActiveAdmin(after)) await this.#refuseLastAdmin(userId);
      await users.update(userId, passwordHash === undefined ? fields : { ...fields, passwordHash });
      this.#audit("user-changed", by, { userId, ...fields, passwordChanged: passwordHash !== undefined });
      if (after.disabled && !before.disabled) await sessions.endAllOf(userId, "disabled");
      // A socket keeps the role it was opened with, and a stolen password must not live on in an open session.
      else if (after.role !== before.role || passwordHash !== undefined) await sessions.endAllOf(userId, "signed-out");
      return after;
    });
  }

  async #refuseLastAdmin(userId: UserId): Promise<void> {
    const others = (await this.#deps.users.list()).filter((user) => user.userId !== userId && isActiveAdmin(user));
    if (others.length === 0) throw new CommandError("last-admin");
  }

  #audit(type: string, by: User, payload: Record<string, unknown>): void {
    this.#deps.journal.append({ at: this.#deps.clock.now(), type, contactId: null, agentId: by.userId, payload });
  }
}

function isActiveAdmin(user: User): boolean {
  return user.role === "admin" && !user.disabled;
}
