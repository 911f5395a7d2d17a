import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { asId, type UserId } from "../../shared/domain/ids.ts";
import {
  plainCustomer,
  TRANSPARENT_HASHER,
  type TemporaryStores,
  temporaryStores,
} from "../adapters/sqlite/temporary-stores.ts";
import type { PasswordHasher } from "../ports/password-hasher.ts";
import { Argon2PasswordHasher } from "../adapters/system/argon2-password-hasher.ts";
import { toE164 } from "../customers/to-e164.ts";
import { DEMO_CALL_LIST_ID } from "./demo-call-list.ts";
import {
  DEMO_NORMAL,
  DEMO_SERVICE_NUMBERS,
  DEMO_SHARED,
  DEMO_SHARED_PHONE,
  DEMO_UNKNOWN_NUMBER,
  DEMO_VIP,
} from "./demo-cases.ts";
import { demoCustomers } from "./demo-customers.ts";
import { DEMO_LOGINS } from "./demo-logins.ts";
import { DemoRandom } from "./demo-random.ts";
import { seedDemo } from "./seed-demo.ts";

const NOW = Date.parse("2026-11-21T12:00:00Z");
const DAY_MS = 24 * 3_600_000;
const passwords = Object.fromEntries(DEMO_LOGINS.map(({ login }) => [login, `secret-of-${login}`]));
const passwordHasher = TRANSPARENT_HASHER;

describe("the demonstration company", () => {
  let temporary: TemporaryStores;
  beforeAll(async () => {
    temporary = temporaryStores();
    expect(await seedDemo({ stores: temporary.stores, passwordHasher, passwords, now: NOW })).toEqual({ seeded: true });
  });
  afterAll(() => temporary.dispose());

  test("the people of the walk are what they are said to be", async () => {
    const { customers } = temporary.stores;
    for (const demo of [DEMO_VIP, DEMO_NORMAL]) {
      const match = await customers.match("phone", demo.phone);
      expect(match.customers.map(({ customerId, name, account }) => ({ customerId, name, account }))).toEqual([
        { customerId: demo.customerId, name: demo.name, account: demo.account },
      ]);
    }
    for (const demo of [DEMO_VIP, DEMO_NORMAL, ...DEMO_SHARED]) {
      expect((await customers.match("account", demo.account)).customers[0]?.customerId).toBe(demo.customerId);
      expect((await customers.verifyPin(demo.customerId, demo.pin, NOW)).result).toBe("ok");
    }
    expect(await customers.record(DEMO_VIP.customerId, NOW)).toMatchObject({
      tier: "platinum",
      isVip: true,
      language: "zh",
    });
    expect(await customers.record(DEMO_NORMAL.customerId, NOW)).toMatchObject({
      tier: "standard",
      isVip: false,
      language: "en",
    });
    const shared = await customers.match("phone", DEMO_SHARED_PHONE);
    expect([shared.kind, shared.customers.map(({ customerId }) => customerId)]).toEqual([
      "many",
      DEMO_SHARED.map(({ customerId }) => customerId),
    ]);
    expect(toE164(DEMO_UNKNOWN_NUMBER, "CN")).toBe(DEMO_UNKNOWN_NUMBER);
    expect((await customers.match("phone", DEMO_UNKNOWN_NUMBER)).kind).toBe("none");
  });

  test("about 300 customers of every tier, groups of companies among them", async () => {
    const { customers } = temporary.stores;
    expect(customers.countCustomers()).toBeGreaterThan(280);
    const all = demoCustomers(new DemoRandom(1), NOW);
    const tiers = new Map<string, number>();
    for (const { customerId } of all) {
      const tier = (await customers.record(customerId, NOW))?.tier ?? "missing";
      tiers.set(tier, (tiers.get(tier) ?? 0) + 1);
    }
    expect([...tiers.keys()].toSorted()).toEqual(["gold", "platinum", "silver", "standard"]);
    const [contact] = await customers.search("东方之星物流", 50);
    const record = contact && (await customers.record(contact.customerId, NOW));
    expect(record?.parents.map(({ name }) => name)).toEqual(["东方之星集团"]);
    expect(record?.children).toHaveLength(4);
  });

  test("no number belongs to a private person: all lie in the carrier's service range", () => {
    const phones = demoCustomers(new DemoRandom(1), NOW).flatMap(({ identifiers }) =>
      identifiers.filter(({ kind }) => kind === "phone"),
    );
    expect(phones.length).toBeGreaterThan(300);
    for (const { display } of phones) expect(toE164(display, "CN")).toMatch(/^\+8613800138\d{3}$/u);
  });

  test("timelines of the last 60 days, none of today, with both people of the walk", async () => {
    const { contacts } = temporary.stores;
    const all = await contacts.since(0);
    expect(all.length).toBeGreaterThan(300);
    expect(
      all.every(
        ({ arrivedAt, phase }) => phase === "closed" && arrivedAt <= NOW - DAY_MS && arrivedAt >= NOW - 62 * DAY_MS,
      ),
    ).toBe(true);
    for (const record of all) {
      const times = [
        record.arrivedAt,
        record.queuedAt,
        record.offeredAt,
        record.answeredAt,
        record.endedAt,
        record.wrapUpEndedAt,
      ].filter((time) => time !== null);
      expect(times.toSorted((a, b) => a - b)).toEqual(times);
      if (record.outcome === "handled")
        expect([record.agentName === null, record.disposition === null]).toEqual([false, false]);
    }
    for (const { customerId } of [DEMO_VIP, DEMO_NORMAL])
      expect((await contacts.list({ customerId, limit: 10 })).length).toBeGreaterThan(3);
  });

  test("a queue keeps callers for the agent of last time, who for the VIP serves it", async () => {
    const { contacts, waiting, routing } = temporary.stores;
    const kept = (await waiting.waitingOptions()).filter(({ lastAgentWaitMs }) => lastAgentWaitMs > 0);
    expect(kept.map(({ queueId, lastAgentWaitMs }) => [queueId, lastAgentWaitMs])).toEqual([["vip-care", 30_000]]);
    const last = await contacts.lastAgent(DEMO_VIP.customerId, NOW - 7 * DAY_MS);
    const agent = (await routing.agents()).find(({ agentId }) => agentId === last);
    expect(agent?.memberships.map(({ queueId }) => queueId)).toContain("vip-care");
  });

  test("queues, entry points and agents fit together", async () => {
    const { routing } = temporary.stores;
    const queues = await routing.queues();
    const agents = await routing.agents();
    for (const { queueId, alternatives, names } of queues) {
      expect([names["en"], names["zh"]].every(Boolean)).toBe(true);
      const able = agents.filter(
        ({ memberships, skills }) =>
          memberships.some((membership) => membership.queueId === queueId) &&
          (alternatives.length === 0 ||
            alternatives.some((all) => all.every(({ skill, minLevel }) => (skills[skill] ?? 0) >= minLevel))),
      );
      expect(able.length).toBeGreaterThanOrEqual(2);
    }
    const entryPoints = await routing.entryPoints();
    expect(entryPoints.map(({ dnis }) => dnis)).toEqual(Object.values(DEMO_SERVICE_NUMBERS).toSorted());
    const named = new Set((await routing.skills()).map(({ skill }) => skill));
    const had = new Set(agents.flatMap(({ skills }) => Object.keys(skills)));
    expect([...named].toSorted()).toEqual([...had].toSorted());
    expect(agents).toHaveLength(DEMO_LOGINS.filter(({ role }) => role === "agent").length);
  });

  test("everybody can sign in, with their own password", async () => {
    const { users } = temporary.stores;
    for (const { login, role } of DEMO_LOGINS) {
      const user = await users.byLogin(login);
      expect(user?.role).toBe(role);
      expect(await passwordHasher.verify(user?.passwordHash ?? "", `secret-of-${login}`)).toBe(true);
    }
  });

  test("a call list with customers, strangers and rows that could not be used", async () => {
    const { callLists } = temporary.stores;
    expect(await callLists.lists()).toMatchObject([
      { callListId: DEMO_CALL_LIST_ID, entries: 25, remaining: 25, rejectedRows: 4 },
    ]);
    expect((await callLists.rejectedRows(DEMO_CALL_LIST_ID)).map(({ reason }) => reason)).toEqual([
      "no-phone",
      "bad-phone",
      "duplicate",
      "bad-phone",
    ]);
  });

  test("a second start changes nothing", async () => {
    await temporary.stores.customers.saveNotes(DEMO_VIP.customerId, "kept", "user-ana", NOW);
    expect(await seedDemo({ stores: temporary.stores, passwordHasher, passwords: {}, now: NOW })).toEqual({
      seeded: false,
    });
    expect((await temporary.stores.customers.record(DEMO_VIP.customerId, NOW))?.notes).toBe("kept");
  });
});

test("the same people at every first start", () => {
  expect(demoCustomers(new DemoRandom(7), NOW)).toEqual(demoCustomers(new DemoRandom(7), NOW));
});

test("a first start cut off anywhere is completed by the next one", async () => {
  const temporary = temporaryStores();
  const { stores } = temporary;
  let allowed = 3;
  const cutOff = {
    ...stores,
    users: {
      list: () => stores.users.list(),
      create: async (user: Parameters<typeof stores.users.create>[0]) => {
        allowed -= 1;
        if (allowed < 0) throw new Error("killed");
        await stores.users.create(user);
      },
    },
  };
  const users = Object.assign(Object.create(stores.users) as typeof stores.users, cutOff.users);
  await expect(seedDemo({ stores: { ...stores, users }, passwordHasher, passwords, now: NOW })).rejects.toThrow(
    "killed",
  );
  expect(await seedDemo({ stores, passwordHasher, passwords, now: NOW })).toEqual({ seeded: true });
  expect(await stores.users.list()).toHaveLength(DEMO_LOGINS.length);
  expect(await stores.callLists.lists()).toHaveLength(1);
  temporary.dispose();
});

test("a company of somebody's own is left alone", async () => {
  const temporary = temporaryStores();
  temporary.stores.customers.addCustomers([plainCustomer("own")], NOW);
  await temporary.stores.users.create({
    userId: asId<UserId>("user-boss"),
    login: "boss",
    displayName: "Boss",
    role: "admin",
    passwordHash: "x",
  });
  const result = await seedDemo({ stores: temporary.stores, passwordHasher, passwords, now: NOW });
  expect([result.seeded, temporary.stores.customers.countCustomers()]).toEqual([false, 1]);
  temporary.dispose();
});

test("a missing password is named before anything is stored", async () => {
  const temporary = temporaryStores();
  await expect(
    seedDemo({ stores: temporary.stores, passwordHasher, passwords: { ana: "x" }, now: NOW }),
  ).rejects.toThrow(/bo/);
  expect(temporary.stores.customers.countCustomers()).toBe(0);
  temporary.dispose();
});

test("only passwords are hashed at the cost of a password: three hundred PINs would keep a first start for minutes", async () => {
  const temporary = temporaryStores();
  const counts = { password: 0, pin: 0 };
  const real = new Argon2PasswordHasher();
  const counting: PasswordHasher = {
    hash: (secret, cost) => {
      counts[cost] += 1;
      return real.hash(secret, cost);
    },
    verify: (hash, secret) => real.verify(hash, secret),
  };
  await seedDemo({ stores: temporary.stores, passwordHasher: counting, passwords, now: NOW });
  expect(counts.password).toBe(Object.keys(passwords).length);
  expect(counts.pin).toBeGreaterThan(100);
  temporary.dispose();
});
