import { beforeEach, describe, expect, test, vi } from "vitest";
import {
  asId,
  type ChannelId,
  type ContactId,
  type CustomerId,
  type QueueId,
  type UserId,
} from "../../../shared/domain/ids.ts";
import type { Disposition } from "../../../shared/domain/contact.ts";
import type { User } from "../../../shared/domain/user.ts";
import { WAITING_DEFAULTS } from "../../../shared/domain/waiting.ts";
import { CentreInMemory, NORMAL_PHONE, SERVICE } from "../../../test/fakes/centre-in-memory.ts";
import { settled } from "../../../test/fakes/manual-time.ts";

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

async function message(
  voicemailId: string,
  queueId: QueueId,
  ageDays: number,
  customerId: CustomerId | null = null,
): Promise<void> {
  await world.sounds.write(voicemailId, new Uint8Array(100));
  world.stores.waiting.addVoicemail({
    voicemailId,
    contactId: asId<ContactId>(`c-${voicemailId}`),
    queueId,
    customerId,
    customerName: null,
    ani: { e164: "+8613800138002", raw: "13800138002", presentation: "allowed" },
    language: "zh",
    recordedAt: world.time.now() - ageDays * DAY_MS,
    lengthMs: 5_000,
    state: "new",
    changedBy: null,
    changedAt: null,
    answer: null,
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

  test("one whose sound cannot be removed does not keep those behind it", async () => {
    await message("older", SERVICE, 6);
    await message("stuck", SERVICE, 5);
    await message("old", SERVICE, 4);
    await message("archived", ARCHIVE, 4_000);
    const remove = world.sounds.remove.bind(world.sounds);
    world.sounds.remove = async (voicemailId) => {
      if (voicemailId === "stuck") throw new Error("EBUSY");
      await remove(voicemailId);
    };
    await world.start();
    expect(await listed()).toEqual(["stuck"]);
    expect([...world.sounds.files.keys()]).toEqual(["stuck"]);
    expect(world.faults).toContainEqual(
      expect.objectContaining({ voicemailId: "stuck", message: "old message could not be removed" }),
    );
  });
});

describe("what consoles are told of messages without asking", () => {
  const SUPERVISOR: User = {
    userId: asId<UserId>("sofia"),
    login: "sofia",
    displayName: "Sofia",
    role: "supervisor",
    disabled: false,
  };
  const inbox = () => world.centre.parts.voicemailInbox;
  const told = () => world.console("ana").view.messages;

  /** A caller without an agent presses 2 and speaks. */
  async function leftByACaller(): Promise<string> {
    const { caller, recordingId } = await world.leaveMessage(NORMAL_PHONE, new Uint8Array(80_044));
    world.pbx.finishPlayback(caller);
    world.pbx.end(caller);
    await settled();
    return recordingId;
  }

  test("each change of a message: left, tried, marked, opened again, removed; two in one moment are two", async () => {
    await world.start();
    await world.signIn("ana", { ready: false });
    const ana = world.centre.parts.agents.signedIn()[0] ?? expect.fail("nobody is there");
    expect(told()).toEqual({ open: 0, changedAt: world.time.now() });
    const counts: number[] = [];
    let before = told().changedAt;
    const seen = async (what: string): Promise<void> => {
      await settled();
      counts.push(told().open);
      expect(told().changedAt, what).toBeGreaterThan(before);
      before = told().changedAt;
    };
    const first = await leftByACaller();
    await seen("left");
    const second = await leftByACaller();
    await seen("left");
    await inbox().mark(ana, first, "done");
    await seen("marked");
    await inbox().mark(ana, first, "new");
    await seen("opened again");
    await world.command("ana", "voicemail.call", { voicemailId: second });
    world.pbx.pickUp(world.ringing("ana"));
    await settled();
    const customer = [...world.pbx.channels.keys()].find((id) => id.endsWith(".c1")) ?? expect.fail("nobody is called");
    world.pbx.end(customer, 17);
    await settled();
    const { contactId } = world.console("ana").view.contact?.context ?? expect.fail("Ana calls nobody");
    await world.command("ana", "wrap-up.complete", {
      contactId,
      disposition: "no-contact",
      note: "",
      notReadyReason: "break",
    });
    await seen("tried");
    await inbox().remove(SUPERVISOR, second);
    await seen("removed");
    expect(counts).toEqual([1, 2, 1, 2, 2, 1]);
  });

  test("only those who may hear it: an agent their own queues, a supervisor all", async () => {
    await message("left", SERVICE, 1);
    await message("archived", ARCHIVE, 1);
    await world.start();
    const ana = await world.signIn("ana", { ready: false });
    expect(told().open).toBe(1);
    expect(inbox().countFor(SUPERVISOR).open).toBe(2);
    const { seq, messages } = ana.view;
    await inbox().remove(SUPERVISOR, "archived");
    await settled();
    expect(ana.view).toMatchObject({ seq, messages });
    expect(inbox().countFor(SUPERVISOR)).toEqual({ open: 1, changedAt: messages.changedAt + 1 });
  });

  test("those that were removed because their time is over are no longer counted", async () => {
    await message("old", SERVICE, 2.9);
    await world.start();
    await world.signIn("ana", { ready: false });
    expect(told().open).toBe(1);
    await world.time.advance(DAY_MS / 4);
    expect(told().open).toBe(0);
  });

  test("no view asks the disk, and after a restart a console knows to ask again", async () => {
    await message("left", SERVICE, 1);
    await world.start();
    await world.signIn("ana", { ready: false });
    const before = told().changedAt;
    const asked = [
      vi.spyOn(world.stores.waiting, "newVoicemails"),
      vi.spyOn(world.stores.waiting, "voicemails"),
      vi.spyOn(world.stores.waiting, "voicemail"),
    ];
    const { seq } = world.console("ana").view;
    for (const state of ["agent.ready", "agent.ready", "agent.ready"] as const) await world.command("ana", state, {});
    world.centre.parts.views.push(asId<UserId>("ana"));
    await settled();
    expect(world.console("ana").view.seq).toBeGreaterThan(seq);
    for (const spy of asked) expect(spy).not.toHaveBeenCalled();
    vi.restoreAllMocks();
    await world.time.advance(1_000);
    world = await new CentreInMemory(world).start();
    await world.signIn("ana", { ready: false });
    expect(told().open).toBe(1);
    expect(told().changedAt).toBeGreaterThan(before);
  });
});

describe("calling back who left a message", () => {
  const LI = asId<CustomerId>("normal");
  const left = async () => (await world.stores.waiting.voicemail("left")) ?? expect.fail("the message is gone");
  const contactOfAna = () => world.console("ana").view.contact?.context ?? expect.fail("Ana calls nobody");

  beforeEach(async () => {
    await message("left", SERVICE, 1, LI);
    await message("archived", ARCHIVE, 1);
    await world.start();
    await world.signIn("ana", { ready: false });
  });

  async function callBack(): Promise<ChannelId> {
    await world.command("ana", "voicemail.call", { voicemailId: "left" });
    world.pbx.pickUp(world.ringing("ana"));
    await settled();
    return [...world.pbx.channels.keys()].find((id) => id.endsWith(".c1")) ?? expect.fail("nobody is called");
  }

  const finish = (disposition: Disposition = "resolved") =>
    world.command("ana", "wrap-up.complete", {
      contactId: contactOfAna().contactId,
      disposition,
      note: "explained the bill",
      notReadyReason: null,
    });

  test("the customer of the message is on the screen; a conversation marks it done: who, when, by which call", async () => {
    const customer = await callBack();
    const { contactId, customerId } = contactOfAna();
    expect(customerId).toBe(LI);
    world.pbx.pickUp(customer);
    await settled();
    expect((await left()).state).toBe("new");
    world.pbx.end(customer);
    await settled();
    await finish();
    expect(await left()).toMatchObject({
      state: "done",
      changedBy: "ana",
      answer: { contactId, agentName: "ana", outcome: "handled", at: world.time.now() },
    });
    const timeline = await world.stores.contacts.list({ customerId: LI, limit: 5 });
    const { recordedAt } = await left();
    expect(timeline[0]).toMatchObject({
      contactId,
      direction: "outbound",
      note: "explained the bill",
      answersMessageAt: recordedAt,
    });
    expect(world.stores.journal.ofContact(contactId).map(({ type }) => type)).toContain("voicemail.answered");
  });

  test("nobody answers: the attempt stands with the message, which is still to be answered", async () => {
    world.pbx.end(await callBack(), 17);
    await settled();
    await finish();
    expect(await left()).toMatchObject({ state: "new", changedBy: null, answer: { outcome: "busy" } });
  });

  test.each(["no-contact", "call-dropped"] as const)(
    "somebody picked up, but the agent says %s: it is still to be answered",
    async (disposition) => {
      const customer = await callBack();
      world.pbx.pickUp(customer);
      await settled();
      world.pbx.end(customer);
      await settled();
      await finish(disposition);
      expect(await left()).toMatchObject({ state: "new", changedBy: null, answer: { outcome: "no-answer" } });
      const { contactId } = (await left()).answer ?? expect.fail("the attempt does not stand");
      expect(world.stores.journal.ofContact(contactId).map(({ type }) => type)).toContain("voicemail.tried");
    },
  );

  describe("two agents want to answer the same message", () => {
    const call = (login: string) => world.command(login, "voicemail.call", { voicemailId: "left" });

    beforeEach(async () => {
      await world.signIn("bo", { ready: false });
    });

    test("the second is told, while the customer is being called, is talked to, and while the first still writes", async () => {
      const customer = await callBack();
      await expect(call("bo")).rejects.toThrow("conflict");
      world.pbx.pickUp(customer);
      await settled();
      await expect(call("bo")).rejects.toThrow("conflict");
      world.pbx.end(customer);
      await settled();
      await expect(call("bo")).rejects.toThrow("conflict");
      expect(world.statusOf("bo")?.state).toBe("not-ready");
    });

    test("at the very same moment: one of them calls", async () => {
      const both = await Promise.allSettled([call("ana"), call("bo")]);
      expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
      expect([...world.pbx.channels.keys()].filter((id) => id.endsWith(".a1"))).toHaveLength(1);
    });

    test("whom the first did not reach the second may try; a late report of the first changes no conversation", async () => {
      world.pbx.end(await callBack(), 17);
      await settled();
      await call("bo");
      world.pbx.pickUp(world.ringing("bo"));
      await settled();
      const customer =
        [...world.pbx.channels.keys()].find((id) => id.endsWith(".c1")) ?? expect.fail("nobody is called");
      world.pbx.pickUp(customer);
      await settled();
      world.pbx.end(customer);
      await settled();
      const { contactId } = world.console("bo").view.contact?.context ?? expect.fail("Bo calls nobody");
      const wrapUp = { contactId, disposition: "resolved" as const, note: "", notReadyReason: null };
      await world.command("bo", "wrap-up.complete", wrapUp);
      await finish("no-contact");
      expect(await left()).toMatchObject({
        state: "done",
        changedBy: "bo",
        answer: { contactId, agentName: "bo", outcome: "handled" },
      });
    });

    test("a message that was opened again takes the next attempt", async () => {
      const { waiting } = world.stores;
      const answer = { contactId: asId<ContactId>("c-1"), agentName: "bo", at: 5, outcome: "handled" as const };
      waiting.setVoicemailAnswer("left", answer, asId<UserId>("bo"));
      waiting.setVoicemailState("left", "new", asId<UserId>("bo"), 6);
      waiting.setVoicemailAnswer("left", { ...answer, outcome: "busy" }, asId<UserId>("ana"));
      expect(await left()).toMatchObject({ state: "new", answer: { outcome: "busy" } });
    });
  });

  test("a killed server: the call goes on, and answers the message all the same", async () => {
    const customer = await callBack();
    world.pbx.pickUp(customer);
    await settled();
    world = await new CentreInMemory(world).start();
    await world.signIn("ana", { ready: false });
    world.pbx.end(customer);
    await settled();
    await finish();
    expect(await left()).toMatchObject({ state: "done", answer: { outcome: "handled" } });
  });

  test("a message of a queue that is not theirs is as if it were not there", async () => {
    await expect(world.command("ana", "voicemail.call", { voicemailId: "archived" })).rejects.toThrow("not-found");
    expect(world.pbx.channels.size).toBe(0);
  });
});
