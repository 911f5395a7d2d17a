import { Check } from "typebox/value";
import { beforeEach, describe, expect, test } from "vitest";
import { CentreInMemory, NORMAL_PHONE, VIP_PHONE } from "../../test/fakes/centre-in-memory.ts";
import { settled } from "../../test/fakes/manual-time.ts";
import { asId, type CallListId, type UserId } from "../../shared/domain/ids.ts";
import type { User } from "../../shared/domain/user.ts";
import { NextEntrySchema } from "../../shared/wire/domain-schemas.ts";

const ADMIN: User = { userId: asId<UserId>("adm"), login: "adm", displayName: "Adam", role: "admin", disabled: false };
const LIST = asId<CallListId>("list-1");
const OTHER = asId<CallListId>("list-2");

let world: CentreInMemory;

beforeEach(async () => {
  world = await new CentreInMemory().start();
  await world.signIn("ana");
});

function importList(callListId: CallListId, ...phones: readonly string[]) {
  return world.stores.callLists.importCsv({
    callListId,
    name: "Renewals",
    csv: new TextEncoder().encode(["phone", ...phones].join("\n")),
    by: ADMIN.userId,
    now: world.time.now(),
  });
}

async function next(login = "ana", callListId = LIST) {
  const answer = await world.command(login, "list.next", { callListId });
  if (!Check(NextEntrySchema, answer)) throw new Error("no answer");
  return answer.entry;
}

const events = (type: string) => world.stores.journal.read(0, 10_000).filter((entry) => entry.type === type);
const doNotCall = () => world.centre.parts.doNotCall;
const outlook = (callListId = LIST) => world.centre.parts.listWork.outlook(callListId);

/** Ana has talked with the next person of the list and chosen what came of it. */
async function callAndWrapUp(note = ""): Promise<string> {
  const entry = await next();
  await world.command("ana", "list.dial", { entryId: entry!.entryId });
  await world.answer("ana");
  const customer = [...world.pbx.channels.values()].find((channel) => channel.to?.to.kind === "trunk");
  if (!customer) throw new Error("the customer's phone does not ring");
  world.pbx.pickUp(customer.channelId);
  await settled();
  world.pbx.end(customer.channelId);
  await settled();
  const contactId = world.console("ana").view.contact!.context.contactId;
  await world.command("ana", "wrap-up.save-draft", { contactId, disposition: "do-not-call", note });
  return contactId;
}

describe("a customer who asks not to be called again", () => {
  test("is on the list when the wrap-up is over, their entries in all lists are closed, and the journal of the call has it", async () => {
    await importList(LIST, NORMAL_PHONE, "+8613800138777");
    await importList(OTHER, VIP_PHONE, NORMAL_PHONE);
    const contactId = await callAndWrapUp("three calls in a week");
    // A draft can still be changed.
    expect(doNotCall().isListed(NORMAL_PHONE)).toBe(false);
    await world.command("ana", "wrap-up.complete", {
      contactId: asId(contactId),
      disposition: "do-not-call",
      note: "three calls in a week",
      notReadyReason: null,
    });
    expect(doNotCall().isListed(NORMAL_PHONE)).toBe(true);
    expect(doNotCall().page("13800138002").numbers).toMatchObject([
      { phone: NORMAL_PHONE, byName: "ana", because: "asked", note: "three calls in a week", contactId },
    ]);
    expect(events("do-not-call.added")).toMatchObject([
      { contactId, agentId: "ana", payload: { number: NORMAL_PHONE, because: "asked", closedEntries: 2 } },
    ]);
    expect(await outlook()).toMatchObject({ callable: 1, doNotCall: 1 });
    expect(await outlook(OTHER)).toMatchObject({ callable: 1, doNotCall: 1 });
    expect(await world.stores.callLists.entry(asId("list-2.e2"))).toMatchObject({
      state: "done",
      closedBecause: "do-not-call",
      attempts: [],
    });
    expect((await world.stores.callLists.entry(asId("list-1.e1")))?.attempts).toMatchObject([
      { disposition: "do-not-call", permit: { doNotCallVersion: 0 } },
    ]);
  });

  test("is on it too when the agent lets the wrap-up run out, also while the server was killed", async () => {
    await importList(LIST, NORMAL_PHONE);
    await callAndWrapUp();
    world = await new CentreInMemory(world).start();
    await world.time.advance(125_000);
    expect(doNotCall().isListed(NORMAL_PHONE)).toBe(true);
  });

  test("who says so when they call is as good; whose number is withheld cannot be on it", async () => {
    await world.dialDirect(VIP_PHONE);
    await world.answer("ana");
    const contactId = world.console("ana").view.contact!.context.contactId;
    await world.command("ana", "call.hang-up", { contactId });
    await world.command("ana", "wrap-up.complete", {
      contactId,
      disposition: "do-not-call",
      note: "",
      notReadyReason: null,
    });
    expect(doNotCall().isListed(VIP_PHONE)).toBe(true);
    expect(doNotCall().isListed(null)).toBe(false);
  });
});

describe("a number on the list", () => {
  test("is refused to the agent who looks at it already, and shown to the one who talks to it", async () => {
    await world.signIn("bo");
    await importList(LIST, NORMAL_PHONE);
    const entry = await next();
    await world.command("ana", "agent.not-ready", { reason: "break" });
    await world.dialDirect(NORMAL_PHONE);
    await world.answer("bo");
    expect(world.console("bo").view.contact?.doNotCall).toBe(false);
    doNotCall().add("138 0013 8002", "by letter", ADMIN);
    await settled();
    expect(world.console("bo").view.contact?.doNotCall).toBe(true);
    await expect(world.command("ana", "list.dial", { entryId: entry!.entryId })).rejects.toMatchObject({
      code: "on-do-not-call-list",
    });
    expect(events("dial.refused")).toMatchObject([
      { agentId: "ana", payload: { number: NORMAL_PHONE, because: "on-do-not-call-list" } },
    ]);
    expect(await next()).toBeNull();
  });

  test("is left out of a list that is imported, as a row with its reason", async () => {
    doNotCall().add(NORMAL_PHONE, "", ADMIN);
    expect(await importList(LIST, NORMAL_PHONE, VIP_PHONE)).toMatchObject({ entries: 1, rejectedRows: 1 });
    expect(await world.stores.callLists.rejectedRows(LIST)).toMatchObject([{ line: 2, reason: "do-not-call" }]);
  });

  test("that an agent dials by hand is dialled when they say that they mean it, which is journaled", async () => {
    doNotCall().add(NORMAL_PHONE, "", ADMIN);
    await expect(world.command("ana", "call.dial", { number: "138 0013 8002" })).rejects.toMatchObject({
      code: "do-not-call-unconfirmed",
    });
    expect(world.console("ana").view.contact).toBeNull();
    await world.command("ana", "call.dial", { number: "138 0013 8002", despiteDoNotCall: true });
    expect(world.console("ana").view.contact).toMatchObject({ phase: "dialing", doNotCall: true });
    expect([...events("dial.refused"), ...events("dial.permitted")]).toMatchObject([
      { payload: { because: "do-not-call-unconfirmed", onDoNotCallList: true } },
      { payload: { because: null, onDoNotCallList: true } },
    ]);
  });

  test("is not dialled by confirming it where it may not be dialled at all", async () => {
    doNotCall().add("+1 900 555 0100", "", ADMIN);
    await expect(
      world.command("ana", "call.dial", { number: "+19005550100", despiteDoNotCall: true }),
    ).rejects.toMatchObject({ code: "dial-forbidden" });
  });
});

describe("the list in the administration", () => {
  test("adds once, finds by any part of a number, takes off with a reason; its version grows with each change", async () => {
    await importList(LIST, NORMAL_PHONE);
    doNotCall().add("138 0013 8002", "by letter", ADMIN);
    expect(() => doNotCall().add(NORMAL_PHONE, "", ADMIN)).toThrow(expect.objectContaining({ code: "conflict" }));
    expect(() => doNotCall().add("12", "", ADMIN)).toThrow(expect.objectContaining({ code: "bad-number" }));
    doNotCall().add(VIP_PHONE, "", ADMIN);
    expect(doNotCall().page("8002")).toMatchObject({ numbers: [{ phone: NORMAL_PHONE }], found: 1, total: 2 });
    expect(doNotCall().version()).toBe(2);
    doNotCall().remove(NORMAL_PHONE, "asked for offers again", ADMIN);
    expect(() => doNotCall().remove(NORMAL_PHONE, "x", ADMIN)).toThrow(expect.objectContaining({ code: "not-found" }));
    expect(doNotCall().page("")).toMatchObject({
      numbers: [{ phone: VIP_PHONE }],
      changes: [
        { version: 3, change: "removed", phone: NORMAL_PHONE, byName: "Adam", note: "asked for offers again" },
        { version: 2, change: "added" },
        { version: 1, change: "added", note: "by letter" },
      ],
    });
    expect(events("do-not-call-removed")).toMatchObject([{ agentId: "adm", payload: { number: NORMAL_PHONE } }]);
    // What was closed stays closed: it takes a new list to call them again.
    expect(await next()).toBeNull();
    expect(await importList(OTHER, NORMAL_PHONE)).toMatchObject({ entries: 1, rejectedRows: 0 });
  });

  test("takes a file with a phone column, says what it could not read, and closes their entries", async () => {
    await importList(LIST, NORMAL_PHONE, VIP_PHONE);
    doNotCall().add(VIP_PHONE, "", ADMIN);
    const csv = new TextEncoder().encode(`姓名,手机\nLi Na,138 0013 8002\nWang Lei,${VIP_PHONE}\nNobody,nonsense\n`);
    expect(await doNotCall().importCsv(csv, ADMIN)).toEqual({ added: 1, already: 1, rejected: 1 });
    expect(await outlook()).toMatchObject({ callable: 0, doNotCall: 2 });
    expect(events("do-not-call-imported")).toMatchObject([{ payload: { added: 1, already: 1, rejected: 1 } }]);
  });

  test("a number put on it while a list with it is being imported is closed when the list appears", async () => {
    const phones = Array.from({ length: 400 }, (_, index) => `1390000${String(index).padStart(4, "0")}`);
    const importing = importList(LIST, ...phones);
    for (let turn = 0; turn < 4; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    doNotCall().add("13900000003", "", ADMIN);
    doNotCall().add("13900000399", "", ADMIN);
    await importing;
    const entries = await Promise.all(
      Array.from({ length: 400 }, (_, index) => world.stores.callLists.entry(asId(`list-1.e${index + 1}`))),
    );
    const open = entries.filter((entry) => entry?.state === "open").map((entry) => entry?.phone);
    expect(open).not.toContain("+8613900000003");
    expect(open).not.toContain("+8613900000399");
    expect(open.length).toBe(398);
  });
});
