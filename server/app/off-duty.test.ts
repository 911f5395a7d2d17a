import { beforeEach, describe, expect, test } from "vitest";
import type { ChannelId } from "../../shared/domain/ids.ts";
import { asId, type UserId } from "../../shared/domain/ids.ts";
import { CentreInMemory, NORMAL_PHONE } from "../../test/fakes/centre-in-memory.ts";
import { settled } from "../../test/fakes/manual-time.ts";

/** An administrator disables Ana, or gives her another role or password, while she has a customer. */
let world: CentreInMemory;
let caller: ChannelId;
const ANA = asId<UserId>("ana");

beforeEach(async () => {
  world = await new CentreInMemory().start();
  await world.signIn("ana");
  caller = await world.dialDirect(NORMAL_PHONE);
  await world.answer("ana");
  await world.time.advance(30_000);
});

const contactOfAna = () => world.console("ana").view.contact?.context.contactId ?? expect.fail("Ana has no contact");
const disabled = async () => {
  await world.centre.agentSignedOut(ANA, "disabled");
  await settled();
};

describe("who is signed out in the middle of a call", () => {
  test.each([
    ["talking", async () => undefined],
    ["with the customer on hold", () => world.command("ana", "call.hold", { contactId: contactOfAna() })],
    ["whose page is gone", async () => world.loseConsole("ana")],
  ])("%s: the customer waits for somebody else with their age, and she is not rung for them", async (_when, before) => {
    await before();
    const { arrivedAt, queuedAt } = (await world.newestRecord()) ?? expect.fail("no record");
    await disabled();
    expect(world.pbx.channels.get(caller)).toMatchObject({ up: true, music: true });
    expect(await world.newestRecord()).toMatchObject({ phase: "queued", arrivedAt, queuedAt, agentId: null });
    expect(world.pbx.requests.filter((request) => request.startsWith("dialLeg")).length).toBe(1);
    expect(world.pbx.endpoints.has("agent-ana")).toBe(false);
    expect(world.statusOf("ana")?.state ?? "signed-out").toBe("signed-out");

    await world.signIn("bo");
    await world.answer("bo");
    expect(await world.newestRecord()).toMatchObject({ phase: "connected", agentId: "bo" });
  });

  test("in wrap-up: the record stands with what was noted", async () => {
    await world.command("ana", "wrap-up.save-draft", {
      contactId: contactOfAna(),
      disposition: "resolved",
      note: "all said",
    });
    world.pbx.end(caller);
    await settled();
    await disabled();
    expect(await world.newestRecord()).toMatchObject({ phase: "closed", disposition: "resolved", note: "all said" });
  });

  test("whose customer she was asking a colleague about: the colleague is let go, the customer waits", async () => {
    await world.signIn("bo");
    await world.command("ana", "consult.start", {
      contactId: contactOfAna(),
      target: { kind: "agent", agentId: asId<UserId>("bo") },
    });
    await world.answer("bo");
    await disabled();
    await world.time.advance(60_000);
    expect(world.pbx.channels.get(caller)).toMatchObject({ up: true });
    const waits = (await world.stores.contacts.list({ limit: 5 })).find(({ kind }) => kind === "call");
    expect(waits).toMatchObject({ phase: expect.stringMatching(/^(?:queued|offered)$/u) });
  });
});
