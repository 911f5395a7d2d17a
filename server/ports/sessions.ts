import type { SessionToken, UserId } from "../../shared/domain/ids.ts";
import type { EpochMs } from "../../shared/domain/time.ts";
import type { User } from "../../shared/domain/user.ts";

/** Signing in and out. Implemented in server/app over UserStore; used by adapters/http and adapters/socket. */
export interface Sessions {
  /** Rejects with CommandError `bad-credentials` or `account-locked`. Takes the same time for a wrong name as for a wrong password. */
  signIn(
    login: string,
    password: string,
  ): Promise<{ readonly token: SessionToken; readonly user: User; readonly expiresAt: EpochMs }>;
  /** The person behind a token, or null when it is unknown, expired or disabled. */
  resolve(token: string): Promise<User | null>;
  signOut(token: string): Promise<void>;
  /** Called with the person whose sessions ended (signed out, disabled, password changed). */
  onEnded(listener: (userId: UserId, because: "signed-out" | "disabled") => void): void;
  endAllOf(userId: UserId, because: "signed-out" | "disabled"): Promise<void>;
}
