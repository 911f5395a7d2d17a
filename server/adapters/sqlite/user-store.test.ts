import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { asId, type UserId } from "../../../shared/domain/ids.ts";
import type { NewUser } from "../../ports/user-store.ts";
import { type TemporaryStores, temporaryStores } from "./temporary-stores.ts";

let temporary: TemporaryStores;
beforeEach(() => {
  temporary = temporaryStores();
});
afterEach(() => temporary.dispose());

const ANA = asId<UserId>("user-ana");
const ana: NewUser = { userId: ANA, login: "Ana", displayName: "Ana", role: "agent", passwordHash: "h1" };
const session = (tokenHash: string, createdAt: number, expiresAt: number) => ({
  tokenHash,
  userId: ANA,
  createdAt,
  expiresAt,
});

describe("users", () => {
  test("are found by login in any spelling, with the hash only there", async () => {
    const { users } = temporary.stores;
    await users.create(ana);
    const known = { userId: ANA, login: "ana", displayName: "Ana", role: "agent", disabled: false };
    for (const login of ["ana", " ANA ", "ａｎａ"])
      expect(await users.byLogin(login)).toEqual({ ...known, passwordHash: "h1" });
    expect(await users.byId(ANA)).toEqual(known);
    expect(await users.list()).toEqual([known]);
    expect(await users.byLogin("' OR 1=1 --")).toBeNull();
    expect(await users.byLogin("x".repeat(100_000))).toBeNull();
  });

  test("a login is taken once", async () => {
    const { users } = temporary.stores;
    await users.create(ana);
    await expect(users.create({ ...ana, userId: asId<UserId>("other"), login: "ANA" })).rejects.toMatchObject({
      code: "conflict",
    });
    await expect(users.create({ ...ana, login: "somebody" })).rejects.toMatchObject({ code: "conflict" });
  });

  test("update changes what it names; disabling ends the sessions", async () => {
    const { users } = temporary.stores;
    await users.create(ana);
    await users.saveSession(session("t1", 0, 100));
    await users.update(ANA, { displayName: "Ana L." });
    expect(await users.session("t1")).toEqual(session("t1", 0, 100));
    await users.update(ANA, { role: "supervisor", disabled: true, passwordHash: "h2" });
    expect(await users.byLogin("ana")).toMatchObject({
      displayName: "Ana L.",
      role: "supervisor",
      disabled: true,
      passwordHash: "h2",
    });
    expect(await users.session("t1")).toBeNull();
    await expect(users.update(asId<UserId>("nobody"), { role: "admin" })).rejects.toMatchObject({ code: "not-found" });
  });
});

describe("sessions", () => {
  test("a new one sweeps out the expired; one or all of a user can be ended", async () => {
    const { users } = temporary.stores;
    await users.create(ana);
    await users.saveSession(session("old", 0, 50));
    await users.saveSession(session("t1", 40, 140));
    expect(await users.session("old")).not.toBeNull();
    await users.saveSession(session("t2", 50, 150));
    expect(await users.session("old")).toBeNull();
    await users.deleteSession("t1");
    expect(await users.session("t1")).toBeNull();
    await users.deleteSessionsOf(ANA);
    expect(await users.session("t2")).toBeNull();
  });
});

describe("failed log-ins", () => {
  test("are counted from a time on, by login, and cleared", async () => {
    const { users } = temporary.stores;
    for (const at of [10, 20, 30]) await users.recordFailedLogin("Ana", at);
    await users.recordFailedLogin("bo", 30);
    expect(await users.countFailedLogins("ana", 20)).toBe(2);
    await users.clearFailedLogins("ANA");
    expect([await users.countFailedLogins("ana", 0), await users.countFailedLogins("bo", 0)]).toEqual([0, 1]);
  });

  test("a day later they are gone", async () => {
    const { users } = temporary.stores;
    await users.recordFailedLogin("ana", 0);
    await users.recordFailedLogin("bo", 25 * 3_600_000);
    expect(await users.countFailedLogins("ana", 0)).toBe(0);
  });
});
