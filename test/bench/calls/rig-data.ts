import { randomBytes } from "node:crypto";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { openDatabase } from "../../../server/adapters/sqlite/open-database.ts";
import { openStores } from "../../../server/adapters/sqlite/open-stores.ts";
import { Argon2PasswordHasher } from "../../../server/adapters/system/argon2-password-hasher.ts";
import { sha256TokenDigest } from "../../../server/adapters/system/sha256-token-digest.ts";
import { DEMO_LOGINS } from "../../../server/demo/demo-logins.ts";
import { seedDemo } from "../../../server/demo/seed-demo.ts";
import { asId, type QueueId, type UserId } from "../../../shared/domain/ids.ts";
import { QUEUE_DEFAULTS } from "../../../shared/domain/queue.ts";
import { AGENTS, agentId, CORDBOARD_DNIS } from "./rig-addresses.ts";

const QUEUE = asId<QueueId>("bench");
const HOUR_MS = 3_600_000;

/** A data folder with the agents of the rig signed in: their session tokens by agent id. No wrap-up: app_queue has none. */
export async function makeRigData(dataDir: string, agents = AGENTS): Promise<ReadonlyMap<string, string>> {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const hasher = new Argon2PasswordHasher();
  const database = openDatabase({ path: join(dataDir, "cordboard.db") });
  const stores = openStores(database, { passwordHasher: hasher });
  const now = Date.now();
  // Real customers, so that each caller is looked up, classed and popped as in daily work.
  const passwords = Object.fromEntries(DEMO_LOGINS.map(({ login }) => [login, randomBytes(16).toString("hex")]));
  await seedDemo({ stores, passwordHasher: hasher, passwords, now });
  stores.routing.saveQueue({
    ...QUEUE_DEFAULTS,
    queueId: QUEUE,
    names: { en: "Bench", zh: "测量" },
    ringTimeoutMs: 15_000,
    wrapUpTimeoutMs: 0,
    waitingMax: 2_000,
  });
  stores.routing.saveEntryPoint({ dnis: CORDBOARD_DNIS, names: { en: "Bench" }, flowId: "direct", queueId: QUEUE });
  const passwordHash = await hasher.hash(randomBytes(16).toString("hex"), "password");
  const tokens = new Map<string, string>();
  for (let index = 0; index < agents; index += 1) {
    const userId = asId<UserId>(agentId(index));
    await stores.users.create({ userId, login: userId, displayName: userId, role: "agent", passwordHash });
    stores.routing.saveAgent({
      agentId: userId,
      displayName: userId,
      skills: {},
      memberships: [{ queueId: QUEUE, preference: 1, reserve: false }],
    });
    const token = randomBytes(32).toString("base64url");
    await stores.users.saveSession({
      tokenHash: sha256TokenDigest(token),
      userId,
      createdAt: now,
      expiresAt: now + HOUR_MS,
    });
    tokens.set(userId, token);
  }
  database.close();
  return tokens;
}
