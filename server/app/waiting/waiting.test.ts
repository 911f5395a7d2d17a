import { beforeEach, describe, expect, test, vi } from "vitest";
import { asId, type UserId } from "../../../shared/domain/ids.ts";
import { judgedWait } from "../../../shared/domain/service-level.ts";
import { QUEUE_DEFAULTS } from "../../../shared/domain/queue.ts";
import { WAITING_DEFAULTS } from "../../../shared/domain/waiting.ts";
import { CentreInMemory, NORMAL_PHONE, SERVICE, VIP_PHONE } from "../../../test/fakes/centre-in-memory.ts";
import { settled } from "../../../test/fakes/manual-time.ts";

let world: CentreInMemory;

beforeEach(() => {
  world = new CentreInMemory();
});

const sofia = {
  userId: asId<UserId>("sofia"),
  login: "sofia",
  displayName: "Sofia",
  role: "supervisor",
  disabled: false,
} as const;
const press = async (channelId: string, keys: string): Promise<void> => {
  for (const digit of keys) world.pbx.emit({ type: "digit", channelId: asId(channelId), digit, durationMs: 80 });
  await settled();
};
const heard = async (channelId: string): Promise<void> => {
  world.pbx.finishPlayback(asId(channelId));
  await settled();
};
const callbacks = () => world.centre.parts.callbacks.list();
const dialled = () => [...world.pbx.channels.values()].filter(({ to }) => to?.to.kind === "trunk");
const records = () => world.stores.contacts.list({ limit: 20 });

/** Waits, presses 1, confirms the own number, hangs up on the promise. */
async function promiseCallback(
  number: string,
  order: "customer-first" | "agent-first" = "customer-first",
): Promise<void> {
  world.stores.waiting.saveWaitingOptions({
    ...WAITING_DEFAULTS,
    queueId: SERVICE,
    callback: { ...WAITING_DEFAULTS.callback, order, attemptsMax: 2, retryAfterMs: 60_000 },
  });
  await world.centre.reloadConfiguration();
  const caller = await world.dialDirect(number);
  await press(caller, "1");
  await press(caller, "1");
  await heard(caller);
  expect(world.pbx.channels.has(caller)).toBe(false);
}

describe("callback", () => {
  test("the number is confirmed, the place and the age are kept without a line, and the board shows it", async () => {
    await world.start();
    const first = await world.dialDirect(VIP_PHONE);
    await world.time.advance(60_000);
    await promiseCallback(NORMAL_PHONE);
    await world.time.advance(30_000);
    expect(world.pbx.spoken).toContain("sound:callback-confirm-number-8613800138002");
    expect(callbacks()).toMatchObject([{ number: NORMAL_PHONE, state: "waiting", attempts: 0 }]);
    expect(world.time.now() - (callbacks()[0]?.waitingSince ?? 0)).toBe(30_000);
    expect(world.centre.parts.router.position(callbacks()[0]?.contactId ?? asId(""))?.position).toBe(2);
    expect(world.pbx.channels.has(first)).toBe(true);
    expect(world.faults).toEqual([]);
  });

  test("customer first: the agent sees the customer, the customer is rung, then the agent's phone; both talk", async () => {
    await world.start();
    await promiseCallback(NORMAL_PHONE);
    const ana = await world.signIn("ana");
    expect(ana.view.contact).toMatchObject({ phase: "offered", ringing: false });
    expect(world.pbx.ringingAt("agent-ana")).toEqual([]);
    const [customer] = dialled();
    expect(customer?.to?.to).toMatchObject({ number: NORMAL_PHONE });
    world.pbx.pickUp(customer?.channelId ?? asId(""));
    await settled();
    const agentLeg = await world.answer("ana");
    expect(world.pbx.talking(customer?.channelId ?? asId(""), agentLeg)).toBe(true);
    expect(callbacks()).toEqual([]);
    expect(world.faults).toEqual([]);
  });

  test("agent first: the agent accepts and hears it ring, then the customer is called; both talk", async () => {
    await world.start();
    await promiseCallback(NORMAL_PHONE, "agent-first");
    const ana = await world.signIn("ana");
    const agentLeg = await world.answer("ana");
    expect(ana.view.contact?.phase).toBe("dialing");
    const [customer] = dialled();
    world.pbx.pickUp(customer?.channelId ?? asId(""));
    await settled();
    expect(world.pbx.talking(customer?.channelId ?? asId(""), agentLeg)).toBe(true);
    expect(ana.view.contact?.phase).toBe("connected");
    expect(world.faults).toEqual([]);
  });

  test.each(["customer-first", "agent-first"] as const)(
    "%s, nobody answers: the agent is free at once, it is tried again with the age kept, then closed with what happened",
    async (order) => {
      await world.start();
      await promiseCallback(NORMAL_PHONE, order);
      const since = callbacks()[0]?.waitingSince;
      await world.signIn("ana");
      for (const attempt of [1, 2]) {
        if (order === "agent-first") await world.answer("ana");
        const [customer] = dialled();
        expect(callbacks()).toMatchObject([{ state: "calling", attempts: attempt }]);
        world.pbx.end(customer?.channelId ?? asId(""), 19);
        await settled();
        expect(world.statusOf("ana")?.state).toBe("ready");
        if (attempt === 1) {
          expect(callbacks()).toMatchObject([{ state: "retry", waitingSince: since }]);
          await world.time.advance(60_000);
        }
      }
      expect(callbacks()).toEqual([]);
      expect((await records())[0]).toMatchObject({ phase: "closed", outcome: "no-answer", answeredAt: null });
      expect(world.faults).toEqual([]);
    },
  );

  test("kill -9 of the server: the promise is there after the restart, with its true age", async () => {
    await world.start();
    await promiseCallback(NORMAL_PHONE);
    const before = callbacks();
    await world.time.advance(45_000);
    world = await new CentreInMemory(world).start();
    expect(callbacks()).toEqual(before);
    await world.signIn("ana");
    expect(dialled()).toHaveLength(1);
    expect(world.faults).toEqual([]);
  });

  test("kill -9 while the customer rings: that call is ended, the promise goes on, the attempt counts", async () => {
    await world.start();
    await promiseCallback(NORMAL_PHONE);
    await world.signIn("ana");
    const [before] = dialled();
    world = await new CentreInMemory(world).start();
    expect(dialled()).toEqual([]);
    expect(callbacks()).toMatchObject([{ state: "waiting", attempts: 1 }]);
    await world.signIn("ana");
    // A leg of its own: what is reported late of the one before is not this one's.
    expect(dialled().map(({ channelId }) => channelId)).toEqual([expect.not.stringMatching(`^${before?.channelId}$`)]);
  });

  test.each([
    ["tried again it waits a minute for who called last, counted from the retry; then anybody calls", 30_000],
    // As every caller who has waited for longer than the queue's promotion (3 min here).
    ["promoted for its age it waits for nobody in particular", 10_800_000],
  ])("%s", async (_, ageMs) => {
    await world.start();
    await promiseCallback(NORMAL_PHONE);
    await world.time.advance(ageMs);
    await world.signIn("ana");
    world.pbx.end(dialled()[0]?.channelId ?? asId(""), 19);
    await settled();
    await world.command("ana", "agent.not-ready", { reason: "break" });
    await world.signIn("bo");
    await world.time.advance(60_000);
    if (ageMs > 180_000) {
      expect(callbacks()).toMatchObject([{ state: "calling", ownerId: "bo" }]);
      return;
    }
    expect(callbacks()).toMatchObject([{ state: "waiting", ownerId: "ana" }]);
    await world.time.advance(59_000);
    expect(dialled()).toEqual([]);
    await world.time.advance(2_000);
    expect(callbacks()).toMatchObject([{ state: "calling", ownerId: "bo" }]);
  });

  test("a supervisor takes it back", async () => {
    await world.start();
    await promiseCallback(NORMAL_PHONE);
    world.centre.parts.callbacks.cancel(callbacks()[0]?.contactId ?? asId(""), sofia.userId);
    await settled();
    expect(callbacks()).toEqual([]);
    expect((await records())[0]?.outcome).toBe("cancelled");
  });

  test("a number that may not be called is not promised; star goes back to waiting with music", async () => {
    await world.start();
    const caller = await world.dialDirect("anonymous");
    await press(caller, "1");
    await press(caller, "110#");
    expect(world.pbx.spoken).toContain("sound:callback-number-refused");
    await press(caller, "*");
    await heard(caller);
    expect(world.pbx.channels.get(caller)?.music).toBe(true);
    expect(
      world.centre.parts.router.position([...world.centre.parts.registry.all()][0]?.record.contactId ?? asId("")),
    ).not.toBeNull();
    expect(callbacks()).toEqual([]);
  });
});

describe("voicemail", () => {
  async function leaveMessage(bytes: number): Promise<string> {
    const caller = await world.dialDirect(NORMAL_PHONE);
    await press(caller, "2");
    await world.hearsToTheTone(asId(caller));
    const [recordingId] = [...world.pbx.callerAudio.recording.keys()];
    if (recordingId) world.pbx.callerAudio.finishRecording(recordingId, new Uint8Array(bytes));
    await settled();
    return caller;
  }

  test("how long they waited is until they were asked for the message, also for who then leaves none", async () => {
    await world.start();
    const caller = await world.dialDirect(NORMAL_PHONE);
    await world.time.advance(12_000);
    await press(caller, "2");
    await world.time.advance(30_000);
    world.pbx.end(caller);
    await settled();
    const [record] = await records();
    if (record === undefined) throw new Error("no record");
    expect(judgedWait(record, { serviceLevelThresholdMs: 20_000, shortAbandonMs: 5_000 })).toEqual({
      answered: false,
      waitMs: 12_000,
      within: true,
      short: false,
    });
  });

  test("without a voice that greets there is still the tone, and the message is taken", async () => {
    await world.start();
    const { prompts } = world.centre.parts;
    const media = prompts.media.bind(prompts);
    vi.spyOn(prompts, "media").mockImplementation(async (prompt, language) => {
      if (prompt.id === "voicemail-greeting") throw new Error("no espeak-ng");
      return media(prompt, language);
    });
    const caller = await world.dialDirect(NORMAL_PHONE);
    await press(caller, "2");
    expect(world.pbx.spoken).toEqual(["sound:record-tone"]);
    await heard(caller);
    expect(world.pbx.callerAudio.recording.size).toBe(1);
  });

  test("greeting, recording, kept as a file, thanked, in the customer's timeline; the caller is in no line meanwhile", async () => {
    await world.start();
    const caller = await leaveMessage(80_044);
    expect(world.pbx.spoken).toEqual(["sound:voicemail-greeting", "sound:record-tone", "sound:voicemail-thanks"]);
    const [voicemail] = await world.centre.parts.voicemailInbox.list(sofia, null);
    expect(voicemail).toMatchObject({ queueId: SERVICE, customerId: "normal", lengthMs: 5_000, state: "new" });
    expect(world.sounds.files.get(voicemail?.voicemailId ?? "")).toHaveLength(80_044);
    expect(world.pbx.callerAudio.recorded.size).toBe(0);
    await heard(caller);
    expect((await records())[0]).toMatchObject({ outcome: "voicemail", customerId: "normal" });
    expect(world.faults).toEqual([]);
  });

  test("a breath is no message", async () => {
    await world.start();
    await leaveMessage(4_000);
    expect(world.pbx.spoken.at(-1)).toBe("sound:voicemail-empty");
    expect(await world.centre.parts.voicemailInbox.list(sofia, null)).toEqual([]);
  });

  test("hanging up ends the message and keeps it", async () => {
    await world.start();
    const caller = await world.dialDirect(NORMAL_PHONE);
    await press(caller, "2");
    await world.hearsToTheTone(asId(caller));
    for (const recordingId of world.pbx.callerAudio.recording.keys())
      world.pbx.callerAudio.recorded.set(recordingId, new Uint8Array(64_044));
    world.pbx.callerAudio.recording.clear();
    world.pbx.end(caller);
    await settled();
    expect(await world.centre.parts.voicemailInbox.list(sofia, null)).toHaveLength(1);
    expect((await records())[0]?.outcome).toBe("voicemail");
  });

  test("heard, done and removed by those of the queue only; the file goes too", async () => {
    await world.start();
    await leaveMessage(80_044);
    const { voicemailInbox } = world.centre.parts;
    const ana = { ...sofia, userId: asId<UserId>("ana"), role: "agent" } as const;
    const stranger = { ...ana, userId: asId<UserId>("nobody") } as const;
    const [voicemail] = await voicemailInbox.list(ana, "new");
    const id = voicemail?.voicemailId ?? "";
    expect(await voicemailInbox.sound(ana, id)).toHaveLength(80_044);
    await expect(voicemailInbox.sound(stranger, id)).rejects.toMatchObject({ code: "not-found" });
    expect(await voicemailInbox.list(stranger, null)).toEqual([]);
    expect(voicemailInbox.openIn(SERVICE)).toBe(1);
    expect(await voicemailInbox.mark(ana, id, "done")).toMatchObject({ state: "done", changedBy: "ana" });
    expect(voicemailInbox.openIn(SERVICE)).toBe(0);
    await voicemailInbox.remove(sofia, id);
    expect(world.sounds.files.size).toBe(0);
  });
});

describe("opening hours and treatments", () => {
  const office = {
    calendarId: "office",
    names: { en: "Office" },
    timeZone: "Asia/Shanghai",
    weekly: { monday: [], tuesday: [], wednesday: [], thursday: [], friday: [], saturday: [], sunday: [] },
    exceptions: [],
  } as const;
  const configure = async (change: object): Promise<void> => {
    world.stores.hours.saveCalendar(office);
    const [queue] = await world.stores.routing.queues();
    if (queue) world.stores.routing.saveQueue({ ...QUEUE_DEFAULTS, ...queue, ...change });
  };

  test("a closed queue says so and lets go; the record says why", async () => {
    await configure({ calendarId: "office" });
    await world.start();
    const caller = await world.dialDirect(NORMAL_PHONE);
    expect(world.pbx.spoken).toEqual(["sound:answer-lead", "sound:all-lines-closed"]);
    await heard(caller);
    expect(world.pbx.channels.has(caller)).toBe(false);
    expect((await records())[0]?.outcome).toBe("closed");
  });

  test("a lead of silence that cannot be had costs nobody the sentence", async () => {
    await configure({ calendarId: "office" });
    await world.start();
    const { prompts } = world.centre.parts;
    const media = prompts.media.bind(prompts);
    vi.spyOn(prompts, "media").mockImplementation(async (prompt, language) => {
      if (prompt.id === "answer-lead") throw new Error("disk full");
      return media(prompt, language);
    });
    await world.dialDirect(NORMAL_PHONE);
    expect(world.pbx.spoken).toEqual(["sound:all-lines-closed"]);
  });

  test("a closed queue that takes messages: reason, greeting, message", async () => {
    await configure({ calendarId: "office", onClosed: { kind: "voicemail" } });
    await world.start();
    const caller = await world.dialDirect(NORMAL_PHONE);
    await heard(caller);
    await world.hearsToTheTone(asId(caller));
    expect(world.pbx.spoken).toEqual([
      ...["sound:answer-lead", "sound:queue-closed"],
      ...["sound:voicemail-greeting", "sound:record-tone"],
    ]);
    expect(world.pbx.callerAudio.recording.size).toBe(1);
  });

  test.each(["while told why", "before the tone", "with nothing said"])(
    "a closed queue that takes messages, none left (%s): turned away, neither abandoned nor left in the menu",
    async (when) => {
      await configure({ calendarId: "office", onClosed: { kind: "voicemail" } });
      await world.start();
      const caller = await world.dialDirect(NORMAL_PHONE);
      if (when !== "while told why") await heard(caller);
      if (when === "with nothing said") {
        await world.hearsToTheTone(asId(caller));
        const [recordingId = expect.fail("nothing is recorded")] = world.pbx.callerAudio.recording.keys();
        world.pbx.callerAudio.finishRecording(recordingId, new Uint8Array(4_000));
        await settled();
        await heard(caller);
      } else world.pbx.end(caller);
      await world.time.advance(10_000);
      expect((await records())[0]).toMatchObject({ phase: "closed", outcome: "closed" });
      expect(world.figures(SERVICE)).toMatchObject({ offered: 1, turnedAway: 1, abandoned: 0 });
    },
  );

  test("a closed queue that calls back: promised, in line for when it opens", async () => {
    await configure({ calendarId: "office", onClosed: { kind: "callback" } });
    await world.start();
    const caller = await world.dialDirect(NORMAL_PHONE);
    await heard(caller);
    await press(caller, "1");
    await heard(caller);
    expect(callbacks()).toMatchObject([{ number: NORMAL_PHONE, state: "waiting" }]);
  });

  test("hours change while callers are on their way: told by the absolute time", async () => {
    // NOON of the fake is 12:00 on Saturday 21 November 2026 in Shanghai.
    const open = { ...office, weekly: { ...office.weekly, saturday: [{ opensAtMinute: 750, closesAtMinute: 765 }] } };
    await configure({ calendarId: "office" });
    world.stores.hours.saveCalendar(open);
    await world.start();
    expect(world.centre.parts.openingHours.isOpen(SERVICE)).toBe(false);
    await world.time.advance(30 * 60_000);
    expect(world.centre.parts.openingHours.isOpen(SERVICE)).toBe(true);
    await world.dialDirect(NORMAL_PHONE);
    expect(world.figures(SERVICE)?.waiting).toBe(1);
    await world.time.advance(15 * 60_000);
    expect(world.centre.parts.openingHours.isOpen(SERVICE)).toBe(false);
  });
});

describe("announcements", () => {
  test("the voice lies over the music, which is not touched; place, interval and keys are told", async () => {
    await world.start();
    await world.signIn("ana", { ready: false });
    await world.signIn("bo");
    await world.dialDirect(VIP_PHONE);
    await world.answer("bo");
    const caller = await world.dialDirect(NORMAL_PHONE);
    await world.time.advance(4_100);
    expect(world.pbx.spoken.slice(-4)).toEqual([
      "sound:queue-position-1",
      expect.stringMatching(/^sound:queue-estimated-wait-\d+-\d+$/),
      "sound:waiting-press-callback-1",
      "sound:waiting-press-voicemail-2",
    ]);
    expect(world.pbx.channels.get(caller)?.music).toBe(true);
    expect(world.pbx.requests.filter((request) => request.startsWith("stopMusic") && request.includes(caller))).toEqual(
      [],
    );
    expect(world.faults).toEqual([]);
  });

  test("with twenty voices over music the next takes the music's place while it speaks, until one of the twenty is done", async () => {
    await world.start();
    await world.signIn("bo", { ready: false });
    world.stores.routing.saveQueue({ ...QUEUE_DEFAULTS, queueId: SERVICE, names: { en: "Service" } });
    await world.centre.reloadConfiguration();
    const callers: string[] = [];
    for (let index = 0; index < 25; index += 1) callers.push(await world.dialDirect(`+86138001390${index + 10}`));
    const withMusic = () => callers.filter((caller) => world.pbx.channels.get(asId(caller))?.music === true).length;
    const begun = () => callers.filter((caller) => world.pbx.channels.get(asId(caller))?.playing.length === 1).length;
    while (begun() < 25) await world.time.advance(100);
    expect(withMusic()).toBe(20);
    for (const caller of callers) await heard(caller);
    expect(withMusic()).toBe(25);
    expect(world.faults).toEqual([]);
  });
});
