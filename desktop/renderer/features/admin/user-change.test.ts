import { expect, it } from "vitest";
import { asId, type UserId } from "../../../../shared/domain/ids.ts";
import type { User } from "../../../../shared/domain/user.ts";
import { changeEffects, userChange } from "./user-change.ts";

const USER: User = {
  userId: asId<UserId>("u-2"),
  login: "li.na",
  displayName: "Li Na",
  role: "agent",
  disabled: false,
};
const same = { displayName: "Li Na ", role: "agent", disabled: false, password: "" } as const;

it("sends only what differs", () => {
  expect(userChange(USER, same)).toEqual({});
  expect(userChange(USER, { ...same, role: "supervisor" })).toEqual({ role: "supervisor" });
  expect(userChange(USER, { displayName: "Li Na Na", role: "admin", disabled: true, password: "0123456789" })).toEqual({
    displayName: "Li Na Na",
    role: "admin",
    disabled: true,
    password: "0123456789",
  });
});

it("tells what saving will do, also to yourself", () => {
  expect(changeEffects({}, true)).toEqual([]);
  expect(changeEffects({ displayName: "x" }, true)).toEqual(["renamed"]);
  expect(changeEffects({ disabled: true, role: "agent" }, false)).toEqual(["role", "disabled"]);
  expect(changeEffects({ disabled: false }, false)).toEqual(["enabled"]);
  expect(changeEffects({ password: "0123456789" }, true)).toEqual(["password", "yourself"]);
});
