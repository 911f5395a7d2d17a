import { beforeEach, expect, test } from "vitest";
import { asId, type ChannelId, type UserId } from "../../../shared/domain/ids.ts";
import { CentreInMemory, NORMAL_PHONE } from "../../../test/fakes/centre-in-memory.ts";
import { settled } from "../../../test/fakes/manual-time.ts";

/** A caller is parked, and fetched by who parked them or by a colleague: from whom they come, and what the day's figures say. */
const ANA = asId<UserId>("ana");
let world: CentreInMemory;
let caller: ChannelId;

beforeEach(async () => {
  world = await new CentreInMemory().start();
  await world.signIn("ana");
  caller = await world.dialDirect(NORMAL_PHONE);
  await world.answer("ana");
  await world.command("ana", "call.park", { contactId: contactOf("ana") });
});

const view = (login: string) => world.console(login).view;
const contactOf = (login: string) => view(login).contact?.context.contactId ?? expect.fail(`${login} has no contact`);
async function fetchBy(login: string): Promise<void> {
  const [parked] = view(login).parked;
  await world.command(login, "call.retrieve", { contactId: parked?.contactId ?? expect.fail("nobody is parked") });
  await settled();
}

test("who fetches back whom they parked is not told that the call is from themselves", async () => {
  await fetchBy("ana");
  expect(view("ana").contact).toMatchObject({ phase: "connected", transferredBy: null });
});

test("a colleague is told from whom", async () => {
  await world.signIn("bo");
  await fetchBy("bo");
  expect(view("bo").contact).toMatchObject({ phase: "connected", transferredBy: "ana" });
});

test("both parts count as handled, a segment each, and stand behind the figure", async () => {
  await fetchBy("ana");
  const fetched = contactOf("ana");
  world.pbx.pickUp(world.ringing("ana"));
  await settled();
  world.pbx.end(caller);
  await settled();
  await world.command("ana", "wrap-up.complete", {
    contactId: fetched,
    disposition: "resolved",
    note: "",
    notReadyReason: null,
  });
  const rows = await world.stores.contacts.list({ counted: "handled", agentId: ANA, since: 0, limit: 10 });
  expect(rows).toHaveLength(2);
  expect(world.centre.parts.figures.ofAgent(ANA).handled).toBe(2);
});
