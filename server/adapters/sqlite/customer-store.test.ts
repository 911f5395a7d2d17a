import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { asId, type CustomerId } from "../../../shared/domain/ids.ts";
import { openDatabase } from "./open-database.ts";
import { openStores } from "./open-stores.ts";
import { plainCustomer, TRANSPARENT_HASHER, type TemporaryStores, temporaryStores } from "./temporary-stores.ts";

let temporary: TemporaryStores;
beforeEach(() => {
  temporary = temporaryStores();
});
afterEach(() => temporary.dispose());

const YEAR_MS = 365.25 * 24 * 3_600_000;
const NOW = 60 * YEAR_MS;
const id = (raw: string): CustomerId => asId<CustomerId>(raw);
const phone = (display: string) => ({ kind: "phone" as const, display });

describe("match by phone", () => {
  test("none, one and several; several are never made one", async () => {
    const { customers } = temporary.stores;
    customers.addCustomers(
      [
        plainCustomer("a", { identifiers: [phone("13800138001"), phone("+44 20 7946 0018")] }),
        plainCustomer("b", { identifiers: [phone("+8613800138002")] }),
        plainCustomer("c", { identifiers: [phone("0086 138 0013 8002")] }),
      ],
      NOW,
    );
    expect(await customers.match("phone", "+8613800138009")).toEqual({ kind: "none", matchedBy: null, customers: [] });
    const one = await customers.match("phone", "0138 0013-8001");
    expect(one).toMatchObject({ kind: "one", matchedBy: { kind: "phone", value: "+8613800138001" } });
    expect(one.customers[0]?.phones).toEqual(["+8613800138001", "+442079460018"]);
    const many = await customers.match("phone", "13800138002");
    expect([many.kind, many.customers.map(({ customerId }) => customerId)]).toEqual(["many", ["b", "c"]]);
  });

  test.each(["", "anonymous", "110", "+", "999999999999999999999999999", "1".repeat(5_000), "\u0000", "sip:x@y"])(
    "%j matches nobody and does not throw",
    async (raw) => {
      expect((await temporary.stores.customers.match("phone", raw)).kind).toBe("none");
    },
  );

  test("an account in any spelling, and not as a phone", async () => {
    const { customers } = temporary.stores;
    customers.addCustomers([plainCustomer("a", { identifiers: [{ kind: "account", display: "ht-00 12" }] })], NOW);
    for (const typed of ["HT0012", "ht 0012", "ＨＴ－００１２"])
      expect((await customers.match("account", typed)).kind).toBe("one");
    expect((await customers.match("policy", "HT0012")).kind).toBe("none");
  });
});

describe("record", () => {
  test("parents from the top down, children by name", async () => {
    const { customers } = temporary.stores;
    customers.addCustomers(
      [
        plainCustomer("person", { parentId: id("firm") }),
        plainCustomer("other", { parentId: id("firm") }),
        plainCustomer("firm", { kind: "company", parentId: id("group") }),
        plainCustomer("group", { kind: "company" }),
      ],
      NOW,
    );
    const person = await customers.record(id("person"), NOW);
    expect(person?.parents.map(({ customerId }) => customerId)).toEqual(["group", "firm"]);
    const firm = await customers.record(id("firm"), NOW);
    expect(firm?.children.map(({ name }) => name)).toEqual(["other", "person"]);
    expect(await customers.record(id("nobody"), NOW)).toBeNull();
  });

  test("a cycle and a very long chain come to an end", async () => {
    const { customers } = temporary.stores;
    const chain = Array.from({ length: 40 }, (_, index) =>
      plainCustomer(`n${index}`, { parentId: id(`n${index + 1}`) }),
    );
    customers.addCustomers(
      [
        ...chain,
        plainCustomer("x", { parentId: id("y") }),
        plainCustomer("y", { parentId: id("x") }),
        plainCustomer("self", { parentId: id("self") }),
      ],
      NOW,
    );
    expect((await customers.record(id("n0"), NOW))?.parents).toHaveLength(10);
    expect((await customers.record(id("x"), NOW))?.parents.map(({ customerId }) => customerId)).toEqual(["y"]);
    const self = await customers.record(id("self"), NOW);
    expect([self?.parents, self?.children]).toEqual([[], []]);
  });

  test("all fields come back; adding again replaces identifiers and the name in the index", async () => {
    const { customers } = temporary.stores;
    const services = [
      { name: "宽带", status: "active" as const, since: 5 },
      { name: "TV", status: "suspended" as const, since: 6 },
    ];
    const full = plainCustomer("full", {
      name: "Old Name",
      identifiers: [phone("13800138001")],
      balance: { amountMinor: -250, currency: "EUR", dueAt: 77 },
      membership: { programme: "Club", points: 12 },
      services,
      notes: "careful",
    });
    customers.addCustomers([full], NOW);
    customers.addCustomers([{ ...full, name: "New Name", identifiers: [phone("13800138002")] }], NOW);
    const record = await customers.record(id("full"), NOW);
    expect(record).toMatchObject({
      name: "New Name",
      balance: full.balance,
      membership: full.membership,
      services,
      notes: "careful",
      phones: ["+8613800138002"],
    });
    expect((await customers.match("phone", "13800138001")).kind).toBe("none");
    expect(await customers.search("old", 5)).toEqual([]);
    expect(await customers.search("new", 5)).toHaveLength(1);
    expect(customers.countCustomers()).toBe(1);
  });

  test("an import with one unusable identifier stores nothing", () => {
    const { customers } = temporary.stores;
    const bad = plainCustomer("bad", { identifiers: [phone("call me")] });
    expect(() => customers.addCustomers([plainCustomer("good"), bad], NOW)).toThrow(
      expect.objectContaining({ code: "bad-request" }),
    );
    expect(customers.countCustomers()).toBe(0);
    customers.addCustomers([plainCustomer("good")], NOW);
    expect(customers.countCustomers()).toBe(1);
  });

  test("notes are saved with a bound; an unknown customer is refused", async () => {
    const { customers } = temporary.stores;
    customers.addCustomers([plainCustomer("a")], NOW);
    await customers.saveNotes(id("a"), "记".repeat(20_000), "user-ana", NOW);
    expect((await customers.record(id("a"), NOW))?.notes).toHaveLength(10_000);
    await expect(customers.saveNotes(id("zz"), "", "user-ana", NOW)).rejects.toMatchObject({ code: "not-found" });
  });
});

describe("classification in the store", () => {
  const population = Array.from({ length: 100 }, (_, index) =>
    plainCustomer(`p${index}`, {
      identifiers: [{ kind: "account", display: String(10_000 + index) }],
      value: {
        revenue12mMinor: index * 10_000,
        customerSince: NOW - 4 * YEAR_MS,
        arrearsMinor: 0,
        churnRisk: 0,
        keyAccount: false,
      },
    }),
  );

  test("the best twentieth is platinum, the next to a fifth gold, half silver; lists show the same tier", async () => {
    const { customers } = temporary.stores;
    customers.addCustomers(population, NOW);
    customers.rescoreAll(NOW);
    const tiers = await Promise.all(
      population.map(async ({ customerId }) => (await customers.record(customerId, NOW))?.tier),
    );
    expect(tiers.slice(0, 45).every((tier) => tier === "standard")).toBe(true);
    expect([tiers[65], tiers[88], tiers[99]]).toEqual(["silver", "gold", "platinum"]);
    const best = await customers.match("account", "10099");
    expect(best.customers[0]).toMatchObject({ tier: "platinum", isVip: true });
  });

  test("time passes: a record read years later is classed anew and the list follows", async () => {
    const { customers } = temporary.stores;
    customers.addCustomers(population, NOW);
    customers.rescoreAll(NOW);
    const before = await customers.record(id("p60"), NOW);
    const after = await customers.record(id("p60"), NOW + 8 * YEAR_MS);
    expect(after?.classification.score).toBe((before?.classification.score ?? 0) + 8);
    expect(customers.summaryById("p60")?.tier).toBe(after?.tier);
  });

  test("an import that is refused does not shift the percentiles of the others", async () => {
    const { customers } = temporary.stores;
    customers.addCustomers(population, NOW);
    const before = await customers.record(id("p80"), NOW);
    const refused = Array.from({ length: 100 }, (_, index) => plainCustomer(`refused-${index}`));
    refused.push(plainCustomer("bad", { identifiers: [phone("x")] }));
    expect(() => customers.addCustomers(refused, NOW)).toThrow();
    expect(customers.countCustomers()).toBe(100);
    customers.addCustomers([plainCustomer("one more")], NOW);
    const after = await customers.record(id("p80"), NOW);
    expect((after?.classification.percentile ?? 0) * 101).toBeCloseTo(
      (before?.classification.percentile ?? 0) * 100 + 1,
      6,
    );
  });

  test("model and distribution are the same after a restart", async () => {
    const { customers } = temporary.stores;
    customers.addCustomers(population, NOW);
    customers.rescoreAll(NOW);
    const before = await customers.record(id("p80"), NOW);
    expect(before?.classification.modelVersion).toBe("value-1.1");
    temporary.database.close();
    const database = openDatabase({ path: temporary.path });
    const again = openStores(database, { passwordHasher: TRANSPARENT_HASHER });
    expect(await again.customers.record(id("p80"), NOW)).toEqual(before);
    database.close();
  });
});
