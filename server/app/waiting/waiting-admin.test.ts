import { beforeEach, expect, test } from "vitest";
import { asId, type QueueId, type UserId } from "../../../shared/domain/ids.ts";
import type { User } from "../../../shared/domain/user.ts";
import { WAITING_DEFAULTS } from "../../../shared/domain/waiting.ts";
import { CentreInMemory, SERVICE } from "../../../test/fakes/centre-in-memory.ts";
import { settled } from "../../../test/fakes/manual-time.ts";
import { WaitingAdmin } from "./waiting-admin.ts";

const CHIEF: User = {
  userId: asId<UserId>("chief"),
  login: "chief",
  displayName: "Chief",
  role: "admin",
  disabled: false,
};
const ALERTS = { longestWaitMs: 45_000, serviceLevelTarget: 0.9, poorVoiceMos: 3.2 };

let world: CentreInMemory;
let admin: WaitingAdmin;

beforeEach(async () => {
  world = await new CentreInMemory().start();
  const { centre } = world;
  admin = new WaitingAdmin({
    ...centre.parts,
    settingRevisions: world.stores.settingRevisions,
    queueIds: () => [...centre.parts.queues.keys()],
    apply: () => centre.reloadConfiguration(),
    alertsOf: (queueId) => centre.parts.queueAlerts.of(queueId),
    applyAlerts: () => centre.parts.queueAlerts.changed(),
  });
});

/** What the core was given since `seq`: each of it looks at every queue and agent anew. */
const decidedSince = (seq: number) =>
  world.stores.journal
    .read(seq, 100)
    .map(({ type }) => type)
    .filter((type) => type.startsWith("acd."));

test("alerts are on the boards at once, and nothing is routed anew", async () => {
  const ana = await world.signIn("ana");
  world.centre.parts.wallboard.watch(ana);
  const before = world.stores.journal.lastSeq();
  await admin.saveAlerts(SERVICE, ALERTS, 0, CHIEF);
  await world.time.advance(1_000);
  await settled();
  expect(ana.board?.queues[0]?.alerts).toEqual(ALERTS);
  expect(admin.alerts(SERVICE)).toMatchObject({ alerts: ALERTS, revision: 1, changed: { by: "Chief" } });
  expect(decidedSince(before)).toEqual([]);
  expect(world.stores.journal.read(before, 100)).toMatchObject([{ type: "queue-alerts-saved", agentId: "chief" }]);
});

test("how those who wait are treated is put into force", async () => {
  const before = world.stores.journal.lastSeq();
  await admin.saveOptions({ ...WAITING_DEFAULTS, queueId: SERVICE }, 0, CHIEF);
  expect(decidedSince(before)).toEqual(["acd.configured"]);
});

test("alerts of a queue that is not there are refused, and not kept", async () => {
  const nowhere = asId<QueueId>("nowhere");
  await expect(admin.saveAlerts(nowhere, ALERTS, 0, CHIEF)).rejects.toThrow("not-found");
  expect((await world.stores.waiting.alerts()).has(nowhere)).toBe(false);
});
