import { beforeEach, describe, expect, test, vi } from "vitest";
import { CentreInMemory, NORMAL_PHONE } from "../../../test/fakes/centre-in-memory.ts";
import { settled } from "../../../test/fakes/manual-time.ts";
import { asId, type ChannelId, type RecordingId, type UserId } from "../../../shared/domain/ids.ts";
import { TelephonyError } from "../../ports/telephony.ts";

/** Five seconds of sound. */
const MESSAGE = new Uint8Array(80_044);
const GONE = new TelephonyError("pbx-refused", "refused by the test", 500);
const sofia = {
  userId: asId<UserId>("sofia"),
  login: "sofia",
  displayName: "Sofia",
  role: "supervisor",
  disabled: false,
} as const;

let world: CentreInMemory;
let caller: ChannelId;

beforeEach(async () => {
  world = await new CentreInMemory().start();
});

async function heard(): Promise<void> {
  world.pbx.finishPlayback(caller);
  await settled();
}

/** Up to the greeting: a caller without an agent presses 2. */
async function greeted(): Promise<void> {
  caller = await world.dialDirect(NORMAL_PHONE);
  world.pbx.emit({ type: "digit", channelId: caller, digit: "2", durationMs: 80 });
  await settled();
}

async function recording(): Promise<RecordingId> {
  await greeted();
  await world.hearsToTheTone(caller);
  const [recordingId] = [...world.pbx.callerAudio.recording.keys()];
  return recordingId ?? expect.fail("nothing is recorded");
}

async function spoken(): Promise<RecordingId> {
  const recordingId = await recording();
  world.pbx.callerAudio.finishRecording(recordingId, MESSAGE);
  await settled();
  return recordingId;
}

const inbox = () => world.centre.parts.voicemailInbox.list(sofia, null);
const record = async () => (await world.stores.contacts.list({ limit: 10 }))[0];
const restarted = async () => {
  world = await new CentreInMemory(world).start();
};

/** What the caller hears last, what stands in the record, how many messages, files and copies on the PBX there are. */
async function outcome() {
  const said = world.pbx.spoken.at(-1);
  await heard();
  await world.time.advance(100_000);
  return {
    said,
    outcome: (await record())?.outcome,
    messages: (await inbox()).length,
    files: world.sounds.files.size,
    copies: world.pbx.callerAudio.recorded.size,
  };
}

const KEPT = { said: "sound:voicemail-thanks", outcome: "voicemail", messages: 1, files: 1, copies: 0 };
const LOST = { said: "sound:call-again-later", outcome: "failed", messages: 0, files: 0, copies: 1 };

describe("a message is kept or the caller is told, whatever fails", () => {
  test.each([
    ["the PBX does not forget its copy at once", "removeRecording", 1],
    ["the file cannot be fetched at once", "recordedFile", 3],
  ] as const)("%s: kept all the same", async (_, method, times) => {
    for (let n = 0; n < times; n += 1) world.pbx.failNext(method, GONE);
    await spoken();
    await world.time.advance(10_000);
    expect(await outcome()).toEqual(KEPT);
  });

  test.each(["write", "row"] as const)("the disk takes the %s only at the second attempt", async (what) => {
    const full = () => {
      throw new Error("disk full");
    };
    if (what === "write") vi.spyOn(world.sounds, "write").mockImplementationOnce(async () => full());
    else vi.spyOn(world.stores.waiting, "addVoicemail").mockImplementationOnce(full);
    await spoken();
    await world.time.advance(2_000);
    expect(await outcome()).toEqual(KEPT);
  });

  test.each(["write", "row"] as const)(
    "the disk never takes the %s: the caller is asked to call again, the PBX keeps the only copy, no file is left over",
    async (what) => {
      const full = () => {
        throw new Error("disk full");
      };
      if (what === "write") vi.spyOn(world.sounds, "write").mockImplementation(async () => full());
      else vi.spyOn(world.stores.waiting, "addVoicemail").mockImplementation(full);
      await spoken();
      await world.time.advance(6_000);
      expect(await outcome()).toEqual(LOST);
      expect(world.faults).toContainEqual(
        expect.objectContaining({ message: "message could not be kept yet; the PBX still has it" }),
      );
    },
  );

  test.each([
    ["the exchange answers again", "recordedFile"],
    ["the disk takes files again", "write"],
    ["the disk takes rows again", "row"],
  ] as const)("a caller who was asked to call again: the message is in the inbox once %s", async (_, what) => {
    const broken = () => {
      throw new Error("broken");
    };
    const spy =
      what === "recordedFile"
        ? vi.spyOn(world.pbx.callerAudio, "recordedFile").mockImplementation(async () => broken())
        : what === "write"
          ? vi.spyOn(world.sounds, "write").mockImplementation(async () => broken())
          : vi.spyOn(world.stores.waiting, "addVoicemail").mockImplementation(broken);
    const recordingId = await spoken();
    await world.time.advance(6_000);
    expect(await outcome()).toEqual(LOST);
    spy.mockRestore();
    await world.time.advance(600_000);
    expect(await inbox()).toMatchObject([{ voicemailId: recordingId, contactId: (await record())?.contactId }]);
    expect(await outcome()).toMatchObject({ outcome: "failed", messages: 1, files: 1, copies: 0 });
    expect(world.timers.filter((timer) => timer.startsWith("voicemail:vm"))).toEqual([]);
  });

  test("what cannot be kept for a day is left on the exchange, for people to fetch", async () => {
    vi.spyOn(world.stores.waiting, "addVoicemail").mockImplementation(() => {
      throw new Error("disk full");
    });
    const recordingId = await spoken();
    await world.time.advance(25 * 3_600_000);
    expect(await outcome()).toEqual({ ...LOST, said: "sound:call-again-later" });
    expect(world.faults).toContainEqual(
      expect.objectContaining({ recordingId, message: "message could not be kept; the PBX has it, look there" }),
    );
    expect(world.timers.filter((timer) => timer.startsWith("voicemail:vm"))).toEqual([]);
  });

  test("the line to the PBX is cut while the caller hangs up: kept when it is back within a minute", async () => {
    const recordingId = await recording();
    world.pbx.callerAudio.recorded.set(recordingId, MESSAGE);
    world.pbx.callerAudio.recording.clear();
    for (let n = 0; n < 20; n += 1) world.pbx.failNext("recordedFile", GONE);
    world.pbx.end(caller);
    await world.time.advance(45_000);
    expect(await outcome()).toMatchObject({ outcome: "voicemail", messages: 1, copies: 0 });
  });

  test("a breath is no message, and no copy of it stays on the PBX", async () => {
    const recordingId = await recording();
    world.pbx.callerAudio.finishRecording(recordingId, new Uint8Array(4_000));
    await settled();
    expect(await outcome()).toEqual({
      said: "sound:voicemail-empty",
      outcome: "abandoned",
      messages: 0,
      files: 0,
      copies: 0,
    });
  });
});

describe("the server is killed", () => {
  test("during the greeting: heard again, then the message", async () => {
    await greeted();
    await restarted();
    expect(world.pbx.spoken.filter((sound) => sound === "sound:voicemail-greeting")).toHaveLength(2);
    await world.hearsToTheTone(caller);
    const [recordingId] = [...world.pbx.callerAudio.recording.keys()];
    world.pbx.callerAudio.finishRecording(recordingId ?? expect.fail("nothing is recorded"), MESSAGE);
    await settled();
    expect(await outcome()).toEqual(KEPT);
  });

  test("between the file and the row: the file is the message, also when the PBX has lost its copy", async () => {
    vi.spyOn(world.stores.waiting, "addVoicemail").mockImplementationOnce(() => {
      throw new Error("disk full");
    });
    await spoken();
    expect(world.sounds.files.size).toBe(1);
    world.pbx.callerAudio.recorded.clear();
    await restarted();
    expect(await outcome()).toEqual(KEPT);
  });

  test("between the row and the thanks: thanked, one message, no copy on the PBX; not put in line", async () => {
    world.pbx.failNext("removeRecording", GONE);
    await spoken();
    await restarted();
    expect(world.figures(asId("service"))?.waiting).toBe(0);
    expect(await outcome()).toEqual(KEPT);
  });

  test("after the row, and the caller has gone meanwhile: the record says that there is a message", async () => {
    world.pbx.failNext("removeRecording", GONE);
    await spoken();
    world.kill();
    world.pbx.channels.clear();
    await restarted();
    expect(await outcome()).toMatchObject({ outcome: "voicemail", messages: 1, copies: 0 });
  });

  test("while it is recorded: what was said until then is the message, and the caller's end is heard of", async () => {
    const recordingId = await recording();
    await restarted();
    expect(world.pbx.requests).toContain(`adopt ${caller}`);
    expect(world.pbx.callerAudio.recording.has(recordingId)).toBe(false);
    world.pbx.end(caller);
    await world.time.advance(10_000);
    expect((await record())?.phase).toBe("closed");
  });
});
