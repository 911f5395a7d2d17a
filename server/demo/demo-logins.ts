import { asId, type UserId } from "../../shared/domain/ids.ts";
import type { Role } from "../../shared/domain/user.ts";

export interface DemoLogin {
  readonly userId: UserId;
  readonly login: string;
  readonly displayName: string;
  readonly role: Role;
}

const login = (name: string, displayName: string, role: Role): DemoLogin => ({
  userId: asId<UserId>(`user-${name}`),
  login: name,
  displayName,
  role,
});

/** Everybody who can sign in. The administrator comes last: once they exist the company is complete. */
export const DEMO_LOGINS: readonly DemoLogin[] = [
  login("ana", "Ana Lindqvist", "agent"),
  login("bo", "Bo Andersen", "agent"),
  login("chen", "陈静", "agent"),
  login("dara", "Dara Okafor", "agent"),
  login("eli", "Eli Moreau", "agent"),
  login("fang", "方晓东", "agent"),
  login("sofia", "Sofia Marchetti", "supervisor"),
  login("admin", "Administrator", "admin"),
];
