import { beforeEach, expect, test, vi } from "vitest";
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
