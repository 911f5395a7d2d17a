import type { Role, User } from "../../../../shared/domain/user.ts";
import type { UserChange } from "./admin-api.ts";

export interface UserDraft {
  readonly displayName: string;
  readonly role: Role;
  readonly disabled: boolean;
  /** Empty: stays as it is. */
  readonly password: string;
}

/** What saving will do to the person, in the order in which it is told. */
export const CHANGE_EFFECTS = ["renamed", "role", "disabled", "enabled", "password", "yourself"] as const;
export type ChangeEffect = (typeof CHANGE_EFFECTS)[number];

/** Only what differs goes over the wire: two administrators at once do not undo each other's work. */
export function userChange(user: User, draft: UserDraft): UserChange {
  const displayName = draft.displayName.trim();
  return {
    ...(displayName === user.displayName ? {} : { displayName }),
    ...(draft.role === user.role ? {} : { role: draft.role }),
    ...(draft.disabled === user.disabled ? {} : { disabled: draft.disabled }),
    ...(draft.password === "" ? {} : { password: draft.password }),
  };
}

export function changeEffects(change: UserChange, isYourself: boolean): readonly ChangeEffect[] {
  const effects = {
    renamed: change.displayName !== undefined,
    role: change.role !== undefined,
    disabled: change.disabled === true,
    enabled: change.disabled === false,
    password: change.password !== undefined,
    yourself: isYourself && (change.role ?? change.disabled ?? change.password) !== undefined,
  };
  return CHANGE_EFFECTS.filter((effect) => effects[effect]);
}
