import { beforeEach, expect, test } from "vitest";
import { asId, type ChannelId, type UserId } from "../../../shared/domain/ids.ts";
import { CentreInMemory, NORMAL_PHONE } from "../../../test/fakes/centre-in-memory.ts";
import { settled } from "../../../test/fakes/manual-time.ts";

/** Ana asks somebody who does not come, or does not stay: she reads what is so. */
let world: CentreInMemory;
let ana: ChannelId;

beforeEach(async () => {
  world = await new CentreInMemory().start();
  await world.signIn("ana");
  await world.dialDirect(NORMAL_PHONE);
  ana = await world.answer("ana");
});

const view = (login: string) => world.console(login).view;
const contactId = () => view("ana").contact?.context.contactId ?? expect.fail("Ana has no contact");

test("a colleague who loses the connection is said to be away until they are back, and nobody is handed over to them", async () => {
  await world.signIn("bo");
  await world.command("ana", "consult.start", {
    contactId: contactId(),
    target: { kind: "agent", agentId: asId<UserId>("bo") },
  });
  await world.answer("bo");
  expect(view("ana").contact?.second?.state).toBe("active");
  world.loseConsole("bo");
  world.pbx.register("agent-bo", false);
  await world.time.advance(5_000);
  await settled();
  expect(view("ana").contact).toMatchObject({ held: true, second: { state: "away" } });
  await expect(world.command("ana", "consult.complete", { contactId: contactId() })).rejects.toMatchObject({
    code: "agent-unreachable",
  });
  await world.signIn("bo", { ready: false });
  expect(view("bo").contact?.consultedBy?.state).toBe("customer-waits");
  const bo = await world.answer("bo");
  await settled();
  expect(view("ana").contact?.second?.state).toBe("active");
  expect(world.pbx.talking(ana, bo)).toBe(true);
});

test.each([
  ["the colleague they were asking", "active", true],
  ["the customer, after a swap", "waiting", false],
] as const)(
  "whose page begins anew in a consultation talks with whom they had before: %s",
  async (_who, state, held) => {
    await world.signIn("bo");
    await world.command("ana", "consult.start", {
      contactId: contactId(),
      target: { kind: "agent", agentId: asId<UserId>("bo") },
    });
    const bo = await world.answer("bo");
    if (!held) await world.command("ana", "consult.swap", { contactId: contactId() });
    await world.signIn("ana", { ready: false });
    expect(view("ana").contact).toMatchObject({ held, second: { state: "waiting" } });
    expect(view("bo").contact?.consultedBy?.state).toBe("music");
    const again = await world.answer("ana");
    await settled();
    expect(view("ana").contact).toMatchObject({ held, second: { state } });
    const customer = world.centre.parts.registry.get(contactId())?.customerLeg ?? expect.fail("no customer");
    expect(world.pbx.talking(again, held ? bo : customer)).toBe(true);
    expect(world.pbx.talking(again, held ? customer : bo)).toBe(false);
    expect(world.faults).toEqual([]);
  },
);

test("in a conference the other two talk on while one is away", async () => {
  await world.signIn("bo");
  await world.command("ana", "consult.start", {
    contactId: contactId(),
    target: { kind: "agent", agentId: asId<UserId>("bo") },
  });
  await world.answer("bo");
  await world.command("ana", "consult.conference", { contactId: contactId() });
  expect(view("ana").contact?.second?.state).toBe("conference");
  world.loseConsole("bo");
  world.pbx.register("agent-bo", false);
  await world.time.advance(5_000);
  await settled();
  expect(view("ana").contact).toMatchObject({ held: false, second: { state: "away" } });
});

test.each([
  [17, "consult-busy"],
  [19, "consult-no-answer"],
  [1, "consult-unreachable"],
  [38, "consult-failed"],
])("a number that ends with cause %i: %s", async (cause, code) => {
  await world.command("ana", "consult.start", {
    contactId: contactId(),
    target: { kind: "number", number: "010 6552 9988" },
  });
  const outside = [...world.pbx.channels.keys()].find((id) => id.endsWith(".x1")) ?? expect.fail("nobody was dialled");
  world.pbx.end(outside, cause);
  await settled();
  expect(world.console("ana").notices.map((notice) => notice.code)).toEqual([code]);
  expect(view("ana").contact).toMatchObject({ held: true, second: null });
});

test("a colleague who does not take the question reads that it rang; it is no caller's missed offer, today's figures have none", async () => {
  await world.signIn("bo");
  await world.command("ana", "consult.start", {
    contactId: contactId(),
    target: { kind: "agent", agentId: asId<UserId>("bo") },
  });
  const offerId = view("bo").contact?.offerId ?? expect.fail("Bo is not asked");
  await world.command("bo", "offer.reject", { offerId });
  await settled();
  expect(world.console("bo").notices.map(({ code }) => code)).toEqual(["offer-rejected"]);
  expect(view("bo").today.missedOffers).toBe(0);
  expect(world.stores.missedOffers.countsSince(0).size).toBe(0);
});
