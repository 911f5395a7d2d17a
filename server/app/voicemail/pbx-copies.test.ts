import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { CentreInMemory, NORMAL_PHONE } from "../../../test/fakes/centre-in-memory.ts";
import { settled } from "../../../test/fakes/manual-time.ts";
import { asId, type ContactId, type RecordingId } from "../../../shared/domain/ids.ts";
import { TelephonyError } from "../../ports/telephony.ts";

/** A caller's message is in the inbox, and the exchange does not remove its own copy of it. */
const MESSAGE = new Uint8Array(80_044);
const HOUR_MS = 3_600_000;
let world: CentreInMemory;

beforeEach(async () => {
  world = await new CentreInMemory().start();
});
afterEach(() => vi.restoreAllMocks());

const exchangeRefuses = () =>
  vi
    .spyOn(world.pbx.callerAudio, "removeRecording")
    .mockRejectedValue(new TelephonyError("pbx-refused", "refused", 500));

async function kept(): Promise<RecordingId> {
  const { caller, recordingId } = await world.leaveMessage(NORMAL_PHONE, MESSAGE);
  world.pbx.finishPlayback(caller);
  await settled();
  expect(await world.newestRecord()).toMatchObject({ phase: "closed", outcome: "voicemail" });
  return recordingId;
}

const restarted = async () => {
  world = await new CentreInMemory(world).start();
};
const copies = () => [...world.pbx.callerAudio.recorded.keys()];
const remembered = () => world.stores.waiting.pbxCopies.list(1_000);
const timers = () => world.timers.filter((timer) => timer.endsWith(":copy"));

test("one that is removed at once leaves nothing behind", async () => {
  await kept();
  expect([copies(), await remembered(), timers()]).toEqual([[], [], []]);
});

test("a server that is started meanwhile has it removed", async () => {
  const refusal = exchangeRefuses();
  const recordingId = await kept();
  await world.time.advance(60_000);
  await restarted();
  expect([copies(), await remembered()]).toMatchObject([[recordingId], [{ recordingId }]]);
  refusal.mockRestore();
  await world.time.advance(2_000);
  expect([copies(), await remembered(), timers()]).toEqual([[], [], []]);
});

test("killed while the request is on its way: the next server asks again", async () => {
  vi.spyOn(world.pbx.callerAudio, "removeRecording").mockImplementation(() => new Promise(() => undefined));
  const recordingId = await kept();
  vi.restoreAllMocks();
  await restarted();
  expect(copies()).toEqual([recordingId]);
  await world.time.advance(2_000);
  expect([copies(), await remembered()]).toEqual([[], []]);
});

test("is asked for until it is done, more and more seldom, and the operator is told once", async () => {
  const refusal = exchangeRefuses();
  const recordingId = await kept();
  await world.time.advance(48 * HOUR_MS);
  expect(refusal.mock.calls.length).toBeGreaterThan(48 * 5);
  expect(refusal.mock.calls.length).toBeLessThan(48 * 6 + 20);
  const told = { recordingId, message: "the PBX keeps its copy of a message; asked for again until it is removed" };
  expect(world.faults).toEqual([expect.objectContaining(told)]);
  refusal.mockRestore();
  await world.time.advance(HOUR_MS);
  expect([copies(), await remembered(), timers()]).toEqual([[], [], []]);
});

test("a disk that does not take the note gets it with a later attempt", async () => {
  const refusal = exchangeRefuses();
  vi.spyOn(world.stores.waiting.pbxCopies, "add").mockImplementationOnce(() => {
    throw new Error("disk full");
  });
  const recordingId = await kept();
  await world.time.advance(3_000);
  expect(await remembered()).toMatchObject([{ recordingId }]);
  refusal.mockRestore();
});

test("five hundred are asked for at a time, the others after them", async () => {
  const contactId = asId<ContactId>("c-1");
  const refusal = exchangeRefuses();
  for (let number = 0; number < 700; number += 1)
    world.stores.waiting.pbxCopies.add({ recordingId: asId(`vm-${number}`), contactId });
  await restarted();
  expect(timers()).toHaveLength(500);
  const recordingId = await kept();
  expect(await remembered()).toHaveLength(701);
  refusal.mockRestore();
  await world.time.advance(HOUR_MS);
  expect([copies(), await remembered(), timers()]).toEqual([[], [], []]);
  expect(copies()).not.toContain(recordingId);
});
