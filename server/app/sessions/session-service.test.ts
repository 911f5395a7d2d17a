import { beforeEach, describe, expect, it } from "vitest";
import { asId, type UserId } from "../../../shared/domain/ids.ts";
import { openDatabase } from "../../adapters/sqlite/open-database.ts";
import { openStores, type Stores } from "../../adapters/sqlite/open-stores.ts";
import { sha256TokenDigest } from "../../adapters/system/sha256-token-digest.ts";
import { ManualTime } from "../../../test/fakes/manual-time.ts";
import type { PasswordHasher } from "../../ports/password-hasher.ts";
import { SESSION_LIMITS, SessionService } from "./session-service.ts";
import { UserAdmin } from "./user-admin.ts";

const ANA = asId<UserId>("user-ana");
const BOSS = asId<UserId>("user-boss");
let time: ManualTime;
let stores: Stores;
let sessions: SessionService;
let admin: UserAdmin;
let ended: [UserId, string][];
/** Hashes that were compared, in order. */
let verified: string[];
let secrets: number;

const hasher: PasswordHasher = {
  hash: async (secret) => `hash:${secret}`,
  verify: async (stored, secret) => {
    verified.push(stored);
    return stored === `hash:${secret}`;
  },
};

beforeEach(async () => {
  time = new ManualTime(Date.UTC(2026, 10, 21, 4));
  stores = openStores(openDatabase({ path: ":memory:" }), { passwordHasher: hasher });
  verified = [];
  secrets = 0;
  ended = [];
  const random = {
    id: (prefix: string) => `${prefix}-${(secrets += 1)}`,
    secret: () => `secret-of-at-least-twenty-characters-${(secrets += 1)}`,
  };
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const deps = {
    users: stores.users,
    hasher,
    digest: sha256TokenDigest,
    journal: stores.journal,
    clock: time,
    random,
    log,
  };
  sessions = new SessionService(deps);
  sessions.onEnded((userId, because) => ended.push([userId, because]));
  admin = new UserAdmin({ ...deps, sessions });
  await stores.users.create({
    userId: ANA,
    login: "ana",
    displayName: "Ana",
    role: "agent",
    passwordHash: "hash:right",
  });
  await stores.users.create({
    userId: BOSS,
    login: "boss",
    displayName: "Boss",
    role: "admin",
    passwordHash: "hash:right",
  });
});

const codeOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => "ok",
    (error: { code?: unknown }) => error.code,
  );
const boss = async () => {
  const user = await stores.users.byId(BOSS);
  if (user === null) throw new Error("the boss is gone");
  return user;
};

describe("a token", () => {
  it("leads to the person until it expires, and only its digest is stored", async () => {
    const { token, user, expiresAt } = await sessions.signIn("ana", "right");
    expect(user).toEqual({ userId: ANA, login: "ana", displayName: "Ana", role: "agent", disabled: false });
    expect(await sessions.resolve(token)).toEqual(user);
    expect(await stores.users.session(token)).toBeNull();
    expect(await stores.users.session(sha256TokenDigest(token))).toMatchObject({ userId: ANA, expiresAt });
    await time.advance(SESSION_LIMITS.sessionMs - 1);
    expect(await sessions.resolve(token)).toEqual(user);
    await time.advance(1);
    expect(await sessions.resolve(token)).toBeNull();
  });

  it("that nobody gave out leads to nobody", async () => {
    for (const token of ["", "nonsense", "x".repeat(10_000)]) expect(await sessions.resolve(token)).toBeNull();
  });

  it("ends with its own sign-out, once, and not with another session's", async () => {
    const first = await sessions.signIn("ana", "right");
    const second = await sessions.signIn("ana", "right");
    await sessions.signOut(first.token);
    await sessions.signOut(first.token);
    expect(ended).toEqual([[ANA, "signed-out"]]);
    expect(await sessions.resolve(first.token)).toBeNull();
    expect(await sessions.resolve(second.token)).not.toBeNull();
  });
});

describe("wrong credentials", () => {
  it("cost one comparison whether the name exists or not", async () => {
    for (const login of ["ana", "nobody"]) {
      verified.length = 0;
      expect(await codeOf(sessions.signIn(login, "wrong"))).toBe("bad-credentials");
      expect(verified).toHaveLength(1);
    }
  });

  it("are what a disabled person's right ones are", async () => {
    await stores.users.update(ANA, { disabled: true });
    expect(await codeOf(sessions.signIn("ana", "right"))).toBe("bad-credentials");
  });

  it("lock after five in fifteen minutes, however the name is written, and the right ones do not help", async () => {
    for (const login of ["ana", " ANA", "ａｎａ", "Ana ", "ana"])
      expect(await codeOf(sessions.signIn(login, "wrong"))).toBe("bad-credentials");
    expect(await codeOf(sessions.signIn("ana", "right"))).toBe("account-locked");
    expect(await codeOf(sessions.signIn("boss", "right"))).toBe("ok");
    await time.advance(SESSION_LIMITS.failureWindowMs + 1);
    expect(await codeOf(sessions.signIn("ana", "right"))).toBe("ok");
  });

  it("are forgotten with the right ones", async () => {
    for (let n = 0; n < 4; n += 1) await codeOf(sessions.signIn("ana", "wrong"));
    expect(await codeOf(sessions.signIn("ana", "right"))).toBe("ok");
    for (let n = 0; n < 4; n += 1) expect(await codeOf(sessions.signIn("ana", "wrong"))).toBe("bad-credentials");
    expect(await codeOf(sessions.signIn("ana", "right"))).toBe("ok");
  });

  it("cannot slip past the lock side by side", async () => {
    const codes = await Promise.all(Array.from({ length: 40 }, () => codeOf(sessions.signIn("ana", "wrong"))));
    expect(codes.filter((code) => code === "bad-credentials")).toHaveLength(SESSION_LIMITS.failuresMax);
    expect(verified).toHaveLength(SESSION_LIMITS.failuresMax);
    expect(new Set(codes)).toEqual(new Set(["bad-credentials", "account-locked", "rate-limited"]));
    // The lane is free again.
    expect(await codeOf(sessions.signIn("ana", "right"))).toBe("account-locked");
  });
});

describe("administration", () => {
  it("ends the sessions of who is disabled, changes role or gets another password", async () => {
    const { token } = await sessions.signIn("ana", "right");
    await admin.change(ANA, { displayName: "Ana L." }, await boss());
    expect(await sessions.resolve(token)).toMatchObject({ displayName: "Ana L." });
    await admin.change(ANA, { role: "supervisor" }, await boss());
    expect(await sessions.resolve(token)).toBeNull();
    await admin.change(ANA, { password: "another-one" }, await boss());
    expect(await codeOf(sessions.signIn("ana", "right"))).toBe("bad-credentials");
    expect(await codeOf(sessions.signIn("ana", "another-one"))).toBe("ok");
    await admin.change(ANA, { disabled: true }, await boss());
    expect(ended.map(([, because]) => because)).toEqual(["signed-out", "signed-out", "disabled"]);
  });

  it("keeps one administrator, also when two go at the same moment", async () => {
    const second = await admin.create(
      { login: "second", displayName: "Second", role: "admin", password: "long-enough-1" },
      await boss(),
    );
    const codes = await Promise.all([
      codeOf(admin.change(BOSS, { disabled: true }, second)),
      codeOf(admin.change(second.userId, { role: "agent" }, await boss())),
    ]);
    expect(codes.map(String).sort((a, b) => a.localeCompare(b))).toEqual(["last-admin", "ok"]);
    expect((await admin.list()).filter(({ role, disabled }) => role === "admin" && !disabled)).toHaveLength(1);
  });

  it("is journaled with who did it, and never with the password", async () => {
    await admin.create({ login: "new", displayName: "New", role: "agent", password: "the-new-password" }, await boss());
    const text = JSON.stringify(stores.journal.read(0, 10));
    expect(text).toContain('"type":"user-created"');
    expect(text).toContain('"agentId":"user-boss"');
    expect(text).not.toContain("the-new-password");
  });
});

describe("a listener that fails", () => {
  it("does not keep the others from hearing", async () => {
    const heard: string[] = [];
    sessions.onEnded(() => {
      throw new Error("broken");
    });
    sessions.onEnded((userId) => heard.push(userId));
    await sessions.endAllOf(ANA, "disabled");
    expect(heard).toEqual([ANA]);
  });
});
