import type { UserId } from "../../shared/domain/ids.ts";
import type { Role, User } from "../../shared/domain/user.ts";

export interface UserDraft {
  readonly login: string;
  readonly displayName: string;
  readonly role: Role;
  readonly password: string;
}

export interface UserChange {
  readonly displayName?: string;
  readonly role?: Role;
  readonly disabled?: boolean;
  readonly password?: string;
}

/** What an administrator does with users. Implemented in server/app/sessions. */
export interface UserAdministration {
  list(): Promise<readonly User[]>;
  /** Rejects with `login-taken`. */
  create(draft: UserDraft, by: User): Promise<User>;
  /**
   * A changed role or password, and a disabled user, end that person's sessions. Rejects with `not-found`, or with
   * `last-admin` when nobody would be left who can administer.
   */
  change(userId: UserId, change: UserChange, by: User): Promise<User>;
}
