import type { UserId } from "./ids.ts";

/** Each role may do what the ones before it may. */
export const ROLES = ["agent", "supervisor", "admin"] as const;
export type Role = (typeof ROLES)[number];

export interface User {
  readonly userId: UserId;
  readonly login: string;
  readonly displayName: string;
  readonly role: Role;
  readonly disabled: boolean;
}

export function roleAtLeast(role: Role, needed: Role): boolean {
  return ROLES.indexOf(role) >= ROLES.indexOf(needed);
}
