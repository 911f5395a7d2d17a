import { beforeEach, describe, expect, test } from "vitest";
import { asId, type ContactId, type QueueId } from "../../../shared/domain/ids.ts";
import { WAITING_DEFAULTS } from "../../../shared/domain/waiting.ts";
import { CentreInMemory, SERVICE } from "../../../test/fakes/centre-in-memory.ts";

const DAY_MS = 86_400_000;
const ARCHIVE = asId<QueueId>("archive");
let world: CentreInMemory;

beforeEach(() => {
  world = new CentreInMemory();
  const keep = (queueId: QueueId, keepDays: number): void =>
    world.stores.waiting.saveWaitingOptions({
      ...WAITING_DEFAULTS,
      queueId,
      voicemail: { ...WAITING_DEFAULTS.voicemail, keepDays },
    });
  keep(SERVICE, 3);
  keep(ARCHIVE, 3_650);
});

async function message(voicemailId: string, queueId: QueueId, ageDays: number): Promise<void> {
  await world.sounds.write(voicemailId, new Uint8Array(100));
  world.stores.waiting.addVoicemail({
    voicemailId,
    contactId: asId<ContactId>(`c-${voicemailId}`),
    queueId,
    customerId: null,
    customerName: null,
    ani: { e164: "+8613800138002", raw: "13800138002", presentation: "allowed" },
    language: "zh",
    recordedAt: world.time.now() - ageDays * DAY_MS,
    lengthMs: 5_000,
    state: "new",
    changedBy: null,
    changedAt: null,
  });
}

const listed = async () =>
  (await world.stores.waiting.voicemails({ queueIds: [SERVICE], state: null, limit: 50 })).map(
    ({ voicemailId }) => voicemailId,
  );

describe("messages are removed when their queue's time is over", () => {
  test("at the start and during the day, with their sound, whatever else is kept for years", async () => {
    for (let number = 0; number < 600; number += 1) await message(`archived-${number}`, ARCHIVE, 400);
    await message("old", SERVICE, 4);
    await message("nearly", SERVICE, 2.9);
    await message("new", SERVICE, 1);
    await world.start();
    expect(await listed()).toEqual(["new", "nearly"]);
    expect(await world.sounds.read("old")).toBeNull();
    expect(await world.sounds.read("archived-0")).not.toBeNull();
    await world.time.advance(DAY_MS / 4);
    expect(await listed()).toEqual(["new"]);
  });

  test("one whose sound cannot be removed stays listed, and is removed the next time", async () => {
    await message("stuck", SERVICE, 4);
    const remove = world.sounds.remove.bind(world.sounds);
    world.sounds.remove = async () => {
      throw new Error("EBUSY");
    };
    await world.start();
    expect(await listed()).toEqual(["stuck"]);
    world.sounds.remove = remove;
    await world.time.advance(DAY_MS / 4);
    expect(await listed()).toEqual([]);
    expect(await world.sounds.read("stuck")).toBeNull();
  });
});
