import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { asId, type CustomerId } from "../../../shared/domain/ids.ts";
import type { PasswordHasher } from "../../ports/password-hasher.ts";
import type { NewCustomer } from "../../ports/provisioning.ts";
import { openDatabase } from "./open-database.ts";
import { openStores, type Stores } from "./open-stores.ts";
import type { SqliteDatabase } from "./sqlite-database.ts";

/** For tests: the real stores on a real file in a folder of their own. */
export interface TemporaryStores {
  readonly folder: string;
  readonly path: string;
  readonly database: SqliteDatabase;
  readonly stores: Stores;
  /** Closes the file and removes the folder. */
  dispose(): void;
}

/** Argon2 without its cost: tests of the stores do not measure a hash. */
export const TRANSPARENT_HASHER: PasswordHasher = {
  hash: async (secret) => `plain:${secret}`,
  verify: async (storedHash, secret) => storedHash === `plain:${secret}`,
};

export function temporaryStores(): TemporaryStores {
  const folder = mkdtempSync(join(tmpdir(), "cordboard-sqlite-"));
  const path = join(folder, "cordboard.db");
  const database = openDatabase({ path });
  const stores = openStores(database, { passwordHasher: TRANSPARENT_HASHER });
  const dispose = (): void => {
    database.close();
    rmSync(folder, { recursive: true, force: true });
  };
  return { folder, path, database, stores, dispose };
}

/** A customer of whom only the id matters, with `change` on top. */
export function plainCustomer(customerId: string, change: Partial<NewCustomer> = {}): NewCustomer {
  return {
    customerId: asId<CustomerId>(customerId),
    kind: "person",
    name: customerId,
    company: null,
    language: null,
    parentId: null,
    identifiers: [],
    pinHash: null,
    balance: { amountMinor: 0, currency: "CNY", dueAt: null },
    membership: null,
    services: [],
    value: { revenue12mMinor: 0, customerSince: 0, arrearsMinor: 0, churnRisk: 0, keyAccount: false },
    notes: "",
    ...change,
  };
}
