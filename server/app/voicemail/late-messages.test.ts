import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { CentreInMemory, NORMAL_PHONE } from "../../../test/fakes/centre-in-memory.ts";
import { settled } from "../../../test/fakes/manual-time.ts";
import { asId, type ChannelId, type ContactId, type QueueId, type RecordingId } from "../../../shared/domain/ids.ts";
import { TelephonyError } from "../../ports/telephony.ts";

/** A caller has left a message that the exchange does not hand out, and was asked to call again. */
const MESSAGE = new Uint8Array(80_044);
const HOUR_MS = 3_600_000;
const SERVICE = asId<QueueId>("service");
let world: CentreInMemory;
let caller: ChannelId;

beforeEach(async () => {
  world = await new CentreInMemory().start();
});
afterEach(() => vi.restoreAllMocks());

/** Until it is restored, as when its disk is away. */
const exchangeRefuses = () =>
  vi.spyOn(world.pbx.callerAudio, "recordedFile").mockRejectedValue(new TelephonyError("pbx-refused", "refused", 500));

async function spoken(): Promise<RecordingId> {
  const { recordingId, ...left } = await world.leaveMessage(NORMAL_PHONE, MESSAGE);
  caller = left.caller;
  await world.time.advance(6_000);
  expect(world.pbx.spoken.at(-1)).toBe("sound:call-again-later");
  return recordingId;
}

async function lost(): Promise<RecordingId> {
  const recordingId = await spoken();
  world.pbx.finishPlayback(caller);
  await settled();
  expect((await record())?.phase).toBe("closed");
  return recordingId;
}

const restarted = async () => {
  world = await new CentreInMemory(world).start();
};
const record = async () => (await world.stores.contacts.list({ limit: 10 }))[0];
const messages = () => world.stores.waiting.voicemails({ queueIds: [SERVICE], state: null, limit: 50 });
const remembered = () => world.stores.waiting.lateMessages(1_000);
const timers = () => world.timers.filter((timer) => timer.startsWith("voicemail:vm"));

test("a server that is started meanwhile fetches it: with the time it was left at, once, and nothing is left over", async () => {
  const refusal = exchangeRefuses();
  const recordingId = await lost();
  const leftAt = world.time.now();
  await world.time.advance(HOUR_MS);
  await restarted();
  expect(await messages()).toEqual([]);
  refusal.mockRestore();
  await world.time.advance(10_000);
  const [message, ...others] = await messages();
  expect(others).toEqual([]);
  expect(message).toMatchObject({ voicemailId: recordingId, contactId: (await record())?.contactId, state: "new" });
  expect(message?.recordedAt).toBeLessThanOrEqual(leftAt);
  expect(message?.recordedAt).toBeGreaterThan(leftAt - 1_000);
  expect((await record())?.outcome).toBe("failed");
  expect([world.sounds.files.size, world.pbx.callerAudio.recorded.size, timers(), await remembered()]).toEqual([
    1,
    0,
    [],
    [],
  ]);
});

test("the day is counted from when it was lost, however often the server is started meanwhile", async () => {
  const refusal = exchangeRefuses();
  const recordingId = await lost();
  for (let hours = 0; hours < 24; hours += 6) {
    await world.time.advance(6 * HOUR_MS);
    expect(await remembered()).toMatchObject([{ recordingId }]);
    await restarted();
  }
  await world.time.advance(HOUR_MS / 2);
  expect(world.faults).toContainEqual(
    expect.objectContaining({ recordingId, message: "message could not be kept; the PBX has it, look there" }),
  );
  refusal.mockRestore();
  await world.time.advance(HOUR_MS);
  expect([await messages(), await remembered(), timers()]).toEqual([[], [], []]);
  expect(world.pbx.callerAudio.recorded.has(recordingId)).toBe(true);
});

test("a server that was away for longer than the day asks once more", async () => {
  const refusal = exchangeRefuses();
  const recordingId = await lost();
  world.kill();
  await world.time.advance(40 * HOUR_MS);
  refusal.mockRestore();
  await restarted();
  await world.time.advance(10_000);
  expect(await messages()).toMatchObject([{ voicemailId: recordingId }]);
});

test("a disk that does not take the note either gets it with a later attempt", async () => {
  const refusal = exchangeRefuses();
  vi.spyOn(world.stores.waiting, "addLateMessage").mockImplementationOnce(() => {
    throw new Error("disk full");
  });
  const recordingId = await lost();
  expect(await remembered()).toEqual([]);
  await world.time.advance(10_000);
  expect(await remembered()).toMatchObject([{ recordingId }]);
  await restarted();
  refusal.mockRestore();
  await world.time.advance(10_000);
  expect(await messages()).toHaveLength(1);
});

test("killed while the caller is asked to call again: asked so again, and the message comes once", async () => {
  const refusal = exchangeRefuses();
  const recordingId = await spoken();
  await restarted();
  expect(world.pbx.spoken.slice(-2)).toEqual(["sound:call-again-later", "sound:call-again-later"]);
  world.pbx.finishPlayback(caller);
  await settled();
  expect(await record()).toMatchObject({ phase: "closed", outcome: "failed" });
  refusal.mockRestore();
  await world.time.advance(10_000);
  expect(await messages()).toMatchObject([{ voicemailId: recordingId }]);
  expect([timers(), await remembered()]).toEqual([[], []]);
});

test("one of a contact that nobody knows is left where it is, and told", async () => {
  const contactId = asId<ContactId>("c-gone");
  const recordingId = asId<RecordingId>("vm-gone");
  world.stores.waiting.addLateMessage({ recordingId, contactId, recordedAt: 1, until: world.time.now() + HOUR_MS });
  await restarted();
  await world.time.advance(10_000);
  expect(world.faults).toContainEqual(expect.objectContaining({ contactId, recordingId }));
  expect(await remembered()).toEqual([]);
});

test("many are not asked for in the same moment, five hundred at a time; whatever is more comes after them, none is lost", async () => {
  const refusal = exchangeRefuses();
  const until = world.time.now() + 20 * HOUR_MS;
  const contactId = (await lost(), (await record())?.contactId) ?? expect.fail("no contact");
  for (let number = 1; number < 500; number += 1)
    world.stores.waiting.addLateMessage({ recordingId: asId(`vm-${number}`), contactId, recordedAt: 1, until });
  await restarted();
  refusal.mockClear();
  await world.time.advance(11_000);
  expect(refusal.mock.calls.length).toBeGreaterThan(0);
  expect(refusal.mock.calls.length).toBeLessThanOrEqual(5);
  const last = await lost();
  expect(await remembered()).toHaveLength(501);
  expect(timers().filter((timer) => timer.includes(last))).toEqual([]);
  refusal.mockRestore();
  await world.time.advance(HOUR_MS);
  // Of the made-up ones the exchange has nothing; the two that were spoken are both in the inbox.
  expect((await messages()).map(({ voicemailId }) => voicemailId)).toContain(last);
  expect([(await messages()).length, await remembered(), timers()]).toEqual([2, [], []]);
  expect(world.faults).not.toContainEqual(
    expect.objectContaining({ message: expect.stringContaining("too many messages") }),
  );
});

test("five hundred and a disk that takes no note: the operator is told which one stays on the exchange", async () => {
  const refusal = exchangeRefuses();
  const until = world.time.now() + 20 * HOUR_MS;
  const contactId = asId<ContactId>("c-1");
  for (let number = 0; number < 500; number += 1)
    world.stores.waiting.addLateMessage({ recordingId: asId(`vm-${number}`), contactId, recordedAt: 1, until });
  await restarted();
  vi.spyOn(world.stores.waiting, "addLateMessage").mockImplementation(() => {
    throw new Error("disk full");
  });
  const recordingId = await lost();
  expect(world.faults).toContainEqual(
    expect.objectContaining({
      recordingId,
      message: "too many messages wait and the disk is full: one is left on the PBX",
    }),
  );
  refusal.mockRestore();
});
