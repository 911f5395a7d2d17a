import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { openDatabase } from "../../../server/adapters/sqlite/open-database.ts";
import { openStores, type Stores } from "../../../server/adapters/sqlite/open-stores.ts";
import { Argon2PasswordHasher } from "../../../server/adapters/system/argon2-password-hasher.ts";
import { sha256TokenDigest } from "../../../server/adapters/system/sha256-token-digest.ts";
import { asId, type QueueId, type UserId } from "../../../shared/domain/ids.ts";
import { QUEUE_DEFAULTS } from "../../../shared/domain/queue.ts";
import { agentId, CORDBOARD_DNIS } from "./rig-addresses.ts";
import { makeRigData } from "./rig-data.ts";

/** Numbers to dial: agents who answer, agents whose phones only ring, the menu of the demonstration. */
export const ANSWERED_DNIS = CORDBOARD_DNIS;
export const RINGING_DNIS = "4501";
export const MENU_DNIS = "4000";
/** The first agents of the rig are those whose phones only ring. */
export const RINGING_AGENTS = 15;

const RINGING_QUEUE = asId<QueueId>("bench-ringing");
const HOUR_MS = 3_600_000;

export interface MixedData {
  /** Session tokens of the agents, by id, and of a supervisor. */
  readonly agents: ReadonlyMap<string, string>;
  readonly supervisor: string;
}

/** The rig's data with a long wrap-up, long rings, and a queue whose agents never pick up. */
export async function makeMixedData(dataDir: string, count: number, announceEveryMs: number): Promise<MixedData> {
  const agents = await makeRigData(dataDir, count);
  const supervisor = randomBytes(32).toString("base64url");
  await withStores(dataDir, async (stores) => {
    const queue = {
      ...QUEUE_DEFAULTS,
      ringTimeoutMs: 120_000,
      wrapUpTimeoutMs: 600_000,
      waitingMax: 2_000,
      announceEveryMs,
    };
    stores.routing.saveQueue({ ...queue, queueId: asId<QueueId>("bench"), names: { en: "Bench", zh: "测量" } });
    stores.routing.saveQueue({ ...queue, queueId: RINGING_QUEUE, names: { en: "Ringing", zh: "振铃" } });
    stores.routing.saveEntryPoint({
      dnis: RINGING_DNIS,
      names: { en: "Ringing" },
      flowId: "direct",
      queueId: RINGING_QUEUE,
    });
    for (let index = 0; index < count; index += 1) {
      const userId = asId<UserId>(agentId(index));
      const queueId = index < RINGING_AGENTS ? RINGING_QUEUE : asId<QueueId>("bench");
      stores.routing.saveAgent({
        agentId: userId,
        displayName: userId,
        skills: {},
        memberships: [{ queueId, preference: 1, reserve: false }],
      });
    }
    const now = Date.now();
    await stores.users.saveSession({
      tokenHash: sha256TokenDigest(supervisor),
      userId: asId<UserId>("user-sofia"),
      createdAt: now,
      expiresAt: now + HOUR_MS,
    });
  });
  return { agents, supervisor };
}

/** The data of a server that does not run: while it does, nobody else can open the file. */
export async function withStores<T>(dataDir: string, work: (stores: Stores) => Promise<T>): Promise<T> {
  const database = openDatabase({ path: join(dataDir, "cordboard.db") });
  try {
    return await work(openStores(database, { passwordHasher: new Argon2PasswordHasher() }));
  } finally {
    database.close();
  }
}
