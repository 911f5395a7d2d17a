import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { CentreInMemory, NORMAL_PHONE } from "../../test/fakes/centre-in-memory.ts";
import type { ContactRecord } from "../../shared/domain/contact.ts";
import { settled } from "../../test/fakes/manual-time.ts";
import { asId, type ChannelId } from "../../shared/domain/ids.ts";

const SERVICE_LINE = "4000";
let world: CentreInMemory;
let caller: ChannelId;

const dialled = async (): Promise<void> => {
  caller = world.pbx.callFrom(NORMAL_PHONE, SERVICE_LINE);
  await settled();
};
const heard = async (): Promise<void> => {
  world.pbx.finishPlayback(caller);
  await settled();
};
const playbacks = () => world.pbx.requests.filter((request) => request.startsWith("play "));
const leads = () => world.pbx.spoken.filter((sound) => sound === "sound:answer-lead").length;

beforeEach(async () => {
  world = await new CentreInMemory().start();
});
afterEach(() => vi.restoreAllMocks());

describe("the first words of a flow, on a line that was picked up for them", () => {
  test("come behind a moment of silence, in one playback; what is said later comes at once", async () => {
    await dialled();
    expect(world.pbx.requests.indexOf(`answer ${caller}`)).toBeLessThan(
      world.pbx.requests.indexOf(playbacks()[0] ?? expect.fail("nothing is said")),
    );
    expect(playbacks()).toEqual([`play ${caller} sound:answer-lead sound:greeting`]);
    await heard();
    await heard();
    expect(playbacks().length).toBeGreaterThan(1);
    expect(leads()).toBe(1);
  });

  test("are stopped by a key as before, also in the silence: nothing waits for its end", async () => {
    await dialled();
    world.pbx.emit({ type: "digit", channelId: caller, digit: "0", durationMs: 80 });
    await settled();
    expect(world.pbx.spoken).toEqual(["sound:answer-lead", "sound:greeting", "sound:transfer"]);
    expect(world.pbx.requests.some((request) => request.startsWith("stopPlayback "))).toBe(true);
  });

  test("are said without it when it cannot be had", async () => {
    const { prompts } = world.centre.parts;
    const media = prompts.media.bind(prompts);
    vi.spyOn(prompts, "media").mockImplementation(async (prompt, language) => {
      if (prompt.id === "answer-lead") throw new Error("disk full");
      return media(prompt, language);
    });
    await dialled();
    expect(playbacks()).toEqual([`play ${caller} sound:greeting`]);
    expect(world.faults).toContainEqual(
      expect.objectContaining({ message: "silence before the first words could not be made" }),
    );
  });

  test("of a server that takes the call over are the question again, without it: the line is up", async () => {
    await dialled();
    await heard();
    const before = leads();
    world = await new CentreInMemory(world).start();
    expect(leads()).toBe(before);
    expect((await world.stores.contacts.list({ limit: 1 }))[0]?.phase).toBe("ivr");
  });

  test("and whoever then waits hears their place at once", async () => {
    await dialled();
    world.pbx.emit({ type: "digit", channelId: caller, digit: "0", durationMs: 80 });
    await settled();
    for (let said = 0; said < 6; said += 1) await heard();
    await world.time.advance(5_000);
    expect(world.figures(asId("service"))?.waiting).toBe(1);
    expect(leads()).toBe(1);
  });
});

describe("what plays when the server dies at a question", () => {
  const playing = () => world.pbx.channels.get(caller)?.playing ?? expect.fail("the caller is gone");

  beforeEach(async () => {
    await dialled();
    await heard();
    await heard();
    expect(playing(), "the question, and silence that listens").toHaveLength(2);
  });

  test("is stopped by the next one, which asks again: nothing holds the question up", async () => {
    const before = playing();
    world = await new CentreInMemory(world).start();
    expect(playing()).toHaveLength(2);
    expect(playing().filter((playbackId) => before.includes(playbackId))).toEqual([]);
  });

  test("is stopped also for who goes to the queue, because the next one does not know that flow any more", async () => {
    const { journal, contacts } = world.stores;
    const [{ contactId }] = (await contacts.list({ limit: 1 })) as [ContactRecord];
    const snapshot = journal.ofContact(contactId).findLast(({ type }) => type === "ivr.snapshot");
    const payload = { ...Object(snapshot?.payload), version: 0 };
    journal.append({ at: world.time.now(), type: "ivr.snapshot", contactId, agentId: null, payload });
    world = await new CentreInMemory(world).start();
    expect((await contacts.get(contactId))?.phase).toBe("queued");
    expect(playing()).toEqual([]);
  });
});

describe("a caller who goes on without having chosen a language", () => {
  const UNKNOWN_PHONE = "+8613800138999";
  /** What the fake library makes has no language in its name. */
  const nameLanguages = () => {
    const { prompts } = world.centre.parts;
    const media = prompts.media.bind(prompts);
    vi.spyOn(prompts, "media").mockImplementation(async (prompt, language) =>
      (await media(prompt, language)).map((sound) => `${sound}-${language}`),
    );
  };
  const said = (start: string) => world.pbx.spoken.filter((each) => each.startsWith(`sound:${start}`));
  const announced = async () => {
    world.pbx.spoken.splice(0);
    await world.time.advance(40_000);
    return said("queue-position").slice(0, 2);
  };
  const press = async (digit: string) => {
    world.pbx.emit({ type: "digit", channelId: caller, digit, durationMs: 80 });
    await settled();
  };
  const arrive = async () => {
    nameLanguages();
    caller = world.pbx.callFrom(UNKNOWN_PHONE, SERVICE_LINE);
    await settled();
  };

  test("hears both from there on, in the queue and over a restart too, and the agent reads that none was chosen", async () => {
    await arrive();
    await press("0");
    expect(said("transfer")).toEqual(["sound:transfer-zh", "sound:transfer-en"]);
    await heard();
    expect(await announced()).toEqual(["sound:queue-position-1-zh", "sound:queue-position-1-en"]);
    world = await new CentreInMemory(world).start();
    nameLanguages();
    expect(await announced()).toEqual(["sound:queue-position-1-zh", "sound:queue-position-1-en"]);
    const ana = await world.signIn("ana");
    expect(ana.view.contact?.context.collected).toContainEqual(
      expect.objectContaining({ key: "language", value: "not-chosen", verified: false }),
    );
  });

  test("hears one once it was chosen", async () => {
    await arrive();
    await press("1");
    await press("0");
    await press("#");
    expect(said("transfer")).toEqual(["sound:transfer-en"]);
    await heard();
    expect(await announced()).toEqual(["sound:queue-position-1-en"]);
  });
});
