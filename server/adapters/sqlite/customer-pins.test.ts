import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { asId, type CustomerId } from "../../../shared/domain/ids.ts";
import { PIN_LOCK_MS } from "./customer-pins.ts";
import { openDatabase } from "./open-database.ts";
import { openStores } from "./open-stores.ts";
import { plainCustomer, TRANSPARENT_HASHER, type TemporaryStores, temporaryStores } from "./temporary-stores.ts";

const WHO = asId<CustomerId>("who");
let temporary: TemporaryStores;
beforeEach(() => {
  temporary = temporaryStores();
  temporary.stores.customers.addCustomers(
    [plainCustomer("who", { pinHash: "plain:2468" }), plainCustomer("nobody")],
    0,
  );
});
afterEach(() => temporary.dispose());

const verify = async (pin: string, now: number): Promise<string> => {
  const { result, attemptsLeft } = await temporary.stores.customers.verifyPin(WHO, pin, now);
  return `${result} ${attemptsLeft}`;
};

describe("PIN", () => {
  test("right, and wrong ones are forgotten after a right one", async () => {
    expect([
      await verify("2468", 0),
      await verify("1", 1),
      await verify("", 2),
      await verify("2468", 3),
      await verify("1", 4),
    ]).toEqual(["ok 3", "wrong 2", "wrong 1", "ok 3", "wrong 2"]);
  });

  test("the third wrong one locks for 15 minutes, for the right PIN too; then it starts afresh", async () => {
    expect([await verify("1", 0), await verify("2", 1), await verify("3", 2)]).toEqual([
      "wrong 2",
      "wrong 1",
      "locked 0",
    ]);
    expect(await verify("2468", 3)).toBe("locked 0");
    expect(await verify("2468", 2 + PIN_LOCK_MS - 1)).toBe("locked 0");
    expect(await verify("9", 2 + PIN_LOCK_MS)).toBe("wrong 2");
    expect(await verify("2468", 3 + PIN_LOCK_MS)).toBe("ok 3");
  });

  test("the lock outlives a restart", async () => {
    for (const pin of ["1", "2", "3"]) await verify(pin, 0);
    temporary.database.close();
    const database = openDatabase({ path: temporary.path });
    const again = openStores(database, { passwordHasher: TRANSPARENT_HASHER });
    expect((await again.customers.verifyPin(WHO, "2468", 1)).result).toBe("locked");
    database.close();
  });

  test("a hundred calls guessing at the same moment get three guesses together", async () => {
    const guesses = Array.from({ length: 100 }, (_, index) => verify(String(index), 0));
    const results = await Promise.all(guesses);
    expect(results.filter((result) => result.startsWith("wrong"))).toHaveLength(2);
    expect(results.filter((result) => result === "locked 0")).toHaveLength(98);
    expect(await verify("2468", 1)).toBe("locked 0");
  });

  test("without a PIN or a customer there is nothing to verify", async () => {
    const { customers } = temporary.stores;
    expect((await customers.verifyPin(asId<CustomerId>("nobody"), "1", 0)).result).toBe("no-pin");
    expect((await customers.verifyPin(asId<CustomerId>("missing"), "1", 0)).result).toBe("no-pin");
  });
});
