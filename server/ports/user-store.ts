import type { AgentConfig } from "../../shared/domain/agent.ts";
import type { QueueConfig } from "../../shared/domain/queue.ts";
import type { UserId } from "../../shared/domain/ids.ts";
import type { EpochMs } from "../../shared/domain/time.ts";
import type { AgentShift, EntryPoint, NamedSkill, RoutingPlan } from "../../shared/domain/routing-plan.ts";
import type { Role, User } from "../../shared/domain/user.ts";

export interface NewUser {
  readonly userId: UserId;
  readonly login: string;
  readonly displayName: string;
  readonly role: Role;
  /** argon2id hash, never the password. */
  readonly passwordHash: string;
}

export interface SessionRow {
  /** SHA-256 of the token; the token itself is never stored. */
  readonly tokenHash: string;
  readonly userId: UserId;
  readonly createdAt: EpochMs;
  readonly expiresAt: EpochMs;
}

export interface UserStore {
  byLogin(login: string): Promise<(User & { readonly passwordHash: string }) | null>;
  byId(userId: UserId): Promise<User | null>;
  list(): Promise<readonly User[]>;
  create(user: NewUser): Promise<void>;
  update(
    userId: UserId,
    change: {
      readonly displayName?: string;
      readonly role?: Role;
      readonly disabled?: boolean;
      readonly passwordHash?: string;
    },
  ): Promise<void>;
  saveSession(session: SessionRow): Promise<void>;
  session(tokenHash: string): Promise<SessionRow | null>;
  deleteSession(tokenHash: string): Promise<void>;
  deleteSessionsOf(userId: UserId): Promise<void>;
  /** Failed log-ins since `since`, for the lock-out (5 in 15 minutes). */
  countFailedLogins(login: string, since: EpochMs): Promise<number>;
  recordFailedLogin(login: string, at: EpochMs): Promise<void>;
  clearFailedLogins(login: string): Promise<void>;
}

/** Queues, skills and memberships. */
export interface RoutingConfigStore {
  queues(): Promise<readonly QueueConfig[]>;
  agents(): Promise<readonly AgentConfig[]>;
  /** Where a dialled service number leads. */
  entryPoints(): Promise<readonly EntryPoint[]>;
  /** In the order of their words. */
  skills(): Promise<readonly NamedSkill[]>;
  shifts(): Promise<readonly AgentShift[]>;
  /** Grows with every change, so that two administrators cannot overwrite each other unseen. */
  revision(): number;
  /** Puts the plan in the place of everything there was, or changes nothing. Returns the new revision. */
  replace(plan: RoutingPlan): number;
}
