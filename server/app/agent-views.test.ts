import { beforeEach, expect, test, vi } from "vitest";
import { asId, type ChannelId, type ContactId } from "../../shared/domain/ids.ts";
import { CentreInMemory, NORMAL_PHONE } from "../../test/fakes/centre-in-memory.ts";
import { settled } from "../../test/fakes/manual-time.ts";

let world: CentreInMemory;

beforeEach(async () => {
  world = await new CentreInMemory().start();
});

async function offered() {
  const ana = await world.signIn("ana");
  await world.dialDirect(NORMAL_PHONE);
  await settled();
  return ana;
}

test("earlier contacts come once for each contact, after the customer stands on the screen", async () => {
  const ana = await world.signIn("ana");
  let atPaint = -1;
  ana.paints = async () => {
    atPaint = ana.timelines.length;
    return true;
  };
  await world.dialDirect(NORMAL_PHONE);
  await settled();
  expect(atPaint).toBe(0);
  const context = ana.view.contact?.context;
  expect(ana.timelines).toEqual([
    {
      contactId: context?.contactId,
      customerId: context?.customerId,
      contacts: [expect.objectContaining({ phase: "offered" })],
    },
  ]);
  await world.answer("ana");
  await settled();
  expect(ana.timelines).toHaveLength(1);
});

test("a page that was reloaded is told them again", async () => {
  await offered();
  await world.answer("ana");
  const again = await world.signIn("ana");
  await settled();
  expect(again.timelines).toMatchObject([{ contactId: again.view.contact?.context.contactId }]);
});

test("a store that does not answer costs the timeline, and the console is told so", async () => {
  vi.spyOn(world.stores.contacts, "list").mockRejectedValue(new Error("disk gone"));
  const ana = await offered();
  expect(ana.view.contact?.phase).toBe("offered");
  expect(ana.timelines).toMatchObject([{ contacts: null }]);
});

test("a store that answers again is asked with the next view", async () => {
  vi.spyOn(world.stores.contacts, "list").mockRejectedValueOnce(new Error("disk busy"));
  const ana = await offered();
  await world.answer("ana");
  await settled();
  expect(ana.timelines).toMatchObject([{ contacts: null }, { contacts: [{ direction: "inbound" }] }]);
});

test.each<[string, "customer" | "agent" | "line", (caller: string, contactId: string) => Promise<unknown> | void]>([
  ["the customer hangs up", "customer", (caller) => world.pbx.end(asId<ChannelId>(caller), 16)],
  ["the network clears the call without a word", "customer", (caller) => world.pbx.end(asId<ChannelId>(caller), 31)],
  [
    "the agent hangs up",
    "agent",
    (_, contactId) => world.command("ana", "call.hang-up", { contactId: asId<ContactId>(contactId) }),
  ],
  ["the network fails", "line", (caller) => world.pbx.end(asId<ChannelId>(caller), 38)],
  ["the line is silent for too long", "line", (caller) => world.pbx.end(asId<ChannelId>(caller), 44)],
  ["the exchange has lost the call", "line", (caller) => world.pbx.end(asId<ChannelId>(caller), 41)],
])("who ended the talk stands in the wrap-up: %s", async (_, endedBy, end) => {
  const ana = await world.signIn("ana");
  const caller = await world.dialDirect(NORMAL_PHONE);
  await world.answer("ana");
  const contactId = ana.view.contact?.context.contactId ?? "";
  expect(ana.view.contact).toMatchObject({ phase: "connected", endedBy: null });
  await end(caller, contactId);
  await settled();
  expect(ana.view.contact).toMatchObject({ phase: "wrap-up", endedBy });
  world = await new CentreInMemory(world).start();
  const later = await world.signIn("ana", { ready: false });
  expect(later.view.contact).toMatchObject({ phase: "wrap-up", endedBy });
  expect(await world.newestRecord()).toMatchObject({ endedBy });
});

test("who hung up with the phone alone, while the server was not asked, is the agent", async () => {
  const ana = await world.signIn("ana");
  await world.dialDirect(NORMAL_PHONE);
  const leg = await world.answer("ana");
  world.pbx.end(leg, 16);
  await settled();
  expect(ana.view.contact).toMatchObject({ phase: "wrap-up", endedBy: "agent" });
});
