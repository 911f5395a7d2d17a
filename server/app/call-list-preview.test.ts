import { Check } from "typebox/value";
import { beforeEach, describe, expect, test } from "vitest";
import { CentreInMemory, NORMAL_PHONE } from "../../test/fakes/centre-in-memory.ts";
import { settled } from "../../test/fakes/manual-time.ts";
import { NextEntrySchema } from "../../shared/wire/domain-schemas.ts";
import { asId, type CallListId, type UserId } from "../../shared/domain/ids.ts";

let world: CentreInMemory;

beforeEach(async () => {
  world = await new CentreInMemory().start();
});

describe("working a call list in preview", () => {
  test("next, dial, talk, disposition: the attempt stands in the list and the timeline", async () => {
    const ana = await world.signIn("ana");
    const entry = await dialFirstEntry();
    const agentLeg = world.ringing("ana");
    expect(ana.view.contact).toMatchObject({ phase: "dialing", customer: { name: "Li Na" } });
    world.pbx.pickUp(agentLeg);
    await settled();
    const customer = [...world.pbx.channels.values()].find((channel) => channel.to?.to.kind === "trunk");
    if (!customer) throw new Error("the customer's phone does not ring");
    expect(customer.to?.to).toMatchObject({ number: NORMAL_PHONE });
    world.pbx.pickUp(customer.channelId);
    await settled();
    expect(world.pbx.talking(customer.channelId, agentLeg)).toBe(true);
    world.pbx.end(customer.channelId);
    await settled();
    const contactId = ana.view.contact?.context.contactId;
    if (!contactId) throw new Error("no wrap-up");
    await world.command("ana", "wrap-up.complete", { contactId, disposition: "sale", note: "", notReadyReason: null });
    const done = await world.stores.callLists.entry(entry.entryId);
    expect(done).toMatchObject({ state: "done", attempts: [{ outcome: "handled", disposition: "sale" }] });
    expect(await world.newestRecord()).toMatchObject({
      direction: "outbound",
      outcome: "handled",
      customerName: "Li Na",
    });
  });

  const failures = [
    [17, "busy"],
    [19, "no-answer"],
    [1, "unreachable"],
  ] as const;
  test.each(failures)(
    "cause %i of the customer's leg is recorded as %s and the agent is released",
    async (cause, outcome) => {
      const ana = await world.signIn("ana");
      const entry = await dialFirstEntry();
      const agentLeg = world.ringing("ana");
      world.pbx.pickUp(agentLeg);
      await settled();
      const customer = [...world.pbx.channels.values()].find((channel) => channel.to?.to.kind === "trunk");
      if (!customer) throw new Error("the customer's phone does not ring");
      world.pbx.end(customer.channelId, cause);
      await settled();
      expect(world.pbx.channels.size).toBe(0);
      // The agent reads why at once: a busy line is tried again, a number that is none is not.
      expect(ana.view.contact).toMatchObject({ phase: "wrap-up", notReached: outcome });
      await world.time.advance(120_000);
      expect(await world.stores.callLists.entry(entry.entryId)).toMatchObject({
        state: "open",
        attempts: [{ outcome }],
      });
    },
  );

  test("whom an agent looked at when they signed out is open for a colleague at once", async () => {
    await world.signIn("ana");
    await world.signIn("bo");
    const { entryId } = await nextEntry("ana");
    await world.centre.agentSignedOut(asId<UserId>("ana"), "signed-out");
    await settled();
    expect(await nextEntry("bo")).toMatchObject({ entryId, leasedBy: "bo" });
  });

  test("whom an agent was calling when they were disabled is nobody else's until the attempt stands, and then last", async () => {
    await world.signIn("ana");
    const { entryId } = await dialFirstEntry();
    await world.centre.agentSignedOut(asId<UserId>("ana"), "disabled");
    await settled();
    expect(await world.stores.callLists.entry(entryId)).toMatchObject({
      state: "open",
      attempts: [{ agentId: "ana" }],
    });
  });

  test("nobody dials an entry that is not theirs", async () => {
    await world.signIn("ana");
    await world.signIn("bo");
    const entry = await nextEntry("ana");
    await expect(world.command("bo", "list.dial", { entryId: entry.entryId })).rejects.toMatchObject({
      code: "forbidden",
    });
  });
});

test("an entry whose number has been forbidden since its import is not called, can be skipped, and the refusal is journaled", async () => {
  await importList();
  const dialing = { role: "agent", allow: null, deny: [NORMAL_PHONE] } as const;
  world = await new CentreInMemory(world, ["ana", "bo"], { dialing }).start();
  await world.signIn("ana");
  const { entryId } = await nextEntry("ana");
  await expect(world.command("ana", "list.dial", { entryId })).rejects.toMatchObject({ code: "dial-forbidden" });
  expect(world.console("ana").view.contact).toBeNull();
  expect(world.stores.journal.read(0, 1_000).filter(({ type }) => type === "dial.refused")).toMatchObject([
    { payload: { number: NORMAL_PHONE, purpose: "call-list", because: "dial-forbidden" } },
  ]);
  await world.command("ana", "list.skip", { entryId });
});

async function nextEntry(login: string) {
  const [list] = await world.stores.callLists.lists();
  const callListId = list?.callListId ?? (await importList());
  const answer = await world.command(login, "list.next", { callListId });
  if (!Check(NextEntrySchema, answer) || answer.entry === null) throw new Error("nobody is to be called");
  return answer.entry;
}

async function dialFirstEntry() {
  const entry = await nextEntry("ana");
  await world.command("ana", "list.dial", { entryId: entry.entryId });
  return entry;
}

async function importList() {
  const { callListId } = await world.stores.callLists.importCsv({
    callListId: asId<CallListId>("list-1"),
    name: "Renewals",
    csv: new TextEncoder().encode(`phone,name,reason\n${NORMAL_PHONE},Li Na,renewal\n`),
    by: asId<UserId>("ana"),
    now: world.time.now(),
  });
  return callListId;
}
