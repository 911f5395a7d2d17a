import { join } from "node:path";
import type { Role, User } from "../../shared/domain/user.ts";
import { openPlaces } from "../adapters/numbering/place-of-number.ts";
import { LogFlusher } from "../adapters/sqlite/log-flusher.ts";
import { openDatabase } from "../adapters/sqlite/open-database.ts";
import { openStores, type Stores } from "../adapters/sqlite/open-stores.ts";
import type { Argon2PasswordHasher } from "../adapters/system/argon2-password-hasher.ts";
import type { FileLog } from "../adapters/log/file-log.ts";
import type { SystemClock } from "../adapters/system/system-clock.ts";
import { DEMO_LOGINS } from "../demo/demo-logins.ts";
import { seedDemo } from "../demo/seed-demo.ts";
import type { StartOptions } from "../up/cordboard.ts";
import { countryOf } from "./centre-settings.ts";
import type { Started } from "./started.ts";

interface DataRequest extends Pick<StartOptions, "config" | "secrets" | "report"> {
  readonly started: Started;
  readonly hasher: Argon2PasswordHasher;
  readonly clock: SystemClock;
  readonly log: FileLog;
}

/** At 50 calls a second 5 MB. */
const FLUSH_EVERY_MS = 400;

/** Opens (or makes) the database; an empty one is filled with the demonstration company unless that is switched off. */
export async function openData({ config, secrets, report, started, hasher, clock, log }: DataRequest) {
  const path = join(config.dataDir, "cordboard.db");
  const database = openDatabase({
    path,
    onLongUpgrade: (entries) =>
      report(
        `bringing the data of an earlier version up to date, once: its journal has ${entries.toLocaleString("en")} entries, ` +
          "this may take a minute or two; stopping meanwhile loses nothing",
      ),
  });
  started.add("database", () => database.close());
  const flusher = new LogFlusher({
    path,
    everyMs: FLUSH_EVERY_MS,
    onProblem: (err) =>
      log.warn(
        { err },
        "the disk refuses to flush the database's log: calls may wait for it now and then; look at the disk",
      ),
  });
  started.add("database log", () => flusher.stop());
  const stores = openStores(database, {
    passwordHasher: hasher,
    defaultCountry: countryOf(config),
    placeOf: openPlaces(),
  });
  const logins: { login: string; password: string; role: Role }[] = [];
  if (config.demo) {
    const passwords = Object.fromEntries(DEMO_LOGINS.map(({ login }) => [login, secrets.password(`demo:${login}`)]));
    const { seeded } = await seedDemo({ stores, passwordHasher: hasher, passwords, now: clock.now() });
    if (seeded) report("demonstration company made: Harbour Telecom");
    for (const { login, role } of DEMO_LOGINS) logins.push({ login, password: passwords[login] ?? "", role });
  }
  return { stores, records: database, logins };
}

/** A new agent serves every queue until somebody says otherwise; without a seat they would never get a call. */
export async function seatNewUser(stores: Stores, user: User): Promise<void> {
  const queues = await stores.routing.queues();
  stores.routing.saveAgent({
    agentId: user.userId,
    displayName: user.displayName,
    skills: {},
    memberships: queues.map(({ queueId }, index) => ({ queueId, preference: index + 1, reserve: false })),
  });
}
