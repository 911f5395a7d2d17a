import { beforeEach, describe, expect, test } from "vitest";
import { GIVEN_WAIT_MS } from "../../../shared/domain/given-caller.ts";
import { asId, type ContactId, type QueueId, type UserId } from "../../../shared/domain/ids.ts";
import { QUEUE_DEFAULTS } from "../../../shared/domain/queue.ts";
import { CentreInMemory, NORMAL_PHONE, VIP_PHONE } from "../../../test/fakes/centre-in-memory.ts";
import { settled } from "../../../test/fakes/manual-time.ts";

const SALES = asId<QueueId>("sales");

let world: CentreInMemory;
beforeEach(async () => {
  world = await new CentreInMemory(undefined, ["ana", "bo", "cy"]).start();
  await world.signIn("sofia", { role: "supervisor", ready: false });
});

const newest = (): ContactId =>
  [...world.centre.parts.registry.all()].at(-1)?.record.contactId ?? expect.fail("nobody");
const give = (contactId: ContactId, agentId: string | null, login = "sofia") =>
  world.command(login, "waiting.give", { contactId, agentId: agentId === null ? null : asId<UserId>(agentId) });
const recordOf = (contactId: ContactId) => world.centre.parts.registry.get(contactId)?.record;
const whyOf = (contactId: ContactId) => world.centre.parts.router.explain(contactId);
const rungFor = (login: string) => world.console(login).view.contact?.context.contactId ?? null;
const noted = (contactId: ContactId, type: string) =>
  world.stores.journal.ofContact(contactId).filter((entry) => entry.type === type);

/** Somebody waits because the only agent at work talks with somebody else. */
async function waitsWhileAnaTalks(): Promise<ContactId> {
  await world.signIn("ana");
  await world.dialDirect(VIP_PHONE);
  await world.answer("ana");
  await world.dialDirect(NORMAL_PHONE);
  return newest();
}

/** She hangs up and wraps up. */
async function anaIsDoneWithHerCall(): Promise<void> {
  const first = world.console("ana").view.contact?.context.contactId ?? expect.fail("no call");
  await world.command("ana", "call.hang-up", { contactId: first });
  await world.command("ana", "wrap-up.complete", {
    contactId: first,
    disposition: "resolved",
    note: "",
    notReadyReason: null,
  });
}

describe("a supervisor gives a waiting caller to one agent", () => {
  test("who talks: the caller keeps age and place, waits for them alone, and is theirs when the call is over", async () => {
    const contactId = await waitsWhileAnaTalks();
    const since = recordOf(contactId)?.queuedAt;
    await world.time.advance(5_000);
    await give(contactId, "ana");
    expect(whyOf(contactId)).toMatchObject({
      givenBy: { userId: "sofia", displayName: "sofia" },
      waiting: { holdsFor: { agentId: "ana", until: world.time.now() + GIVEN_WAIT_MS } },
    });
    await world.signIn("bo");
    expect(rungFor("bo")).toBeNull();
    expect(recordOf(contactId)?.queuedAt).toBe(since);
    await anaIsDoneWithHerCall();
    await settled();
    expect(rungFor("ana")).toBe(contactId);
    const decisions = noted(contactId, "routing.explained").map(({ payload }) => payload);
    expect(decisions.at(-2)).toMatchObject({ decision: "still-waits", explanation: { givenBy: { userId: "sofia" } } });
    expect(decisions.at(-1)).toMatchObject({
      decision: "offered",
      explanation: { rule: "given", givenBy: { displayName: "sofia" }, before: { because: "given" } },
    });
  });

  test("who is free, but was not to be rung for them yet: rung at once", async () => {
    const contactId = await waitsWhileAnaTalks();
    await give(contactId, "ana");
    await world.signIn("bo");
    await give(contactId, "bo");
    expect(rungFor("bo")).toBe(contactId);
  });

  test("the journal says who gave them to whom, once however often it is asked for; the time does not begin again", async () => {
    const contactId = await waitsWhileAnaTalks();
    await give(contactId, "ana");
    const until = whyOf(contactId)?.waiting?.holdsFor?.until;
    await world.time.advance(10_000);
    await give(contactId, "ana");
    expect(whyOf(contactId)?.waiting?.holdsFor?.until).toBe(until);
    expect(noted(contactId, "queue.given").map(({ payload }) => payload)).toEqual([
      { by: "sofia", byName: "sofia", queueId: "service", toAgentId: "ana", toName: "ana", waitMs: GIVEN_WAIT_MS },
    ]);
    expect(noted(contactId, "acd.contact-given")).toHaveLength(1);
  });

  test("taken back, anybody may take them; asked for again, nothing happens", async () => {
    const contactId = await waitsWhileAnaTalks();
    await give(contactId, "ana");
    await world.signIn("bo");
    await give(contactId, null);
    expect(rungFor("bo")).toBe(contactId);
    await world.command("bo", "agent.not-ready", { reason: "break" });
    await settled();
    await give(contactId, null);
    expect(noted(contactId, "queue.taken-back")).toHaveLength(1);
  });

  test("after the limit anybody may take them", async () => {
    const contactId = await waitsWhileAnaTalks();
    await give(contactId, "ana");
    await world.signIn("bo");
    await world.time.advance(GIVEN_WAIT_MS);
    expect(rungFor("bo")).toBe(contactId);
  });

  test.each([
    ["wants a break after this call", () => world.command("ana", "agent.not-ready", { reason: "break" })],
    [
      "does not take them",
      async () => {
        await anaIsDoneWithHerCall();
        await world.time.advance(QUEUE_DEFAULTS.ringTimeoutMs);
      },
    ],
  ])("whoever is free takes them when the agent %s", async (_, happens) => {
    const contactId = await waitsWhileAnaTalks();
    await give(contactId, "ana");
    await world.signIn("bo");
    expect(rungFor("bo")).toBeNull();
    await happens();
    await settled();
    expect(rungFor("bo")).toBe(contactId);
  });

  test("whom an agent is being rung for already stays there: to give them to that agent is done, to another a conflict", async () => {
    const contactId = await waitsWhileAnaTalks();
    await world.signIn("bo");
    expect(rungFor("bo")).toBe(contactId);
    await give(contactId, "bo");
    await expect(give(contactId, "ana")).rejects.toMatchObject({ code: "conflict" });
    expect(rungFor("bo")).toBe(contactId);
    expect(noted(contactId, "queue.given")).toEqual([]);
  });

  test("not by an agent, not to who is away or of another queue, not who is unknown", async () => {
    world.stores.routing.saveQueue({ ...QUEUE_DEFAULTS, queueId: SALES, names: { en: "Sales" } });
    world.stores.routing.saveAgent({
      agentId: asId<UserId>("cy"),
      displayName: "cy",
      skills: {},
      memberships: [{ queueId: SALES, preference: 1, reserve: false }],
    });
    await world.centre.reloadConfiguration();
    const contactId = await waitsWhileAnaTalks();
    await world.signIn("bo", { ready: false });
    await world.signIn("cy");
    await expect(give(contactId, "ana", "ana")).rejects.toMatchObject({ code: "forbidden" });
    await expect(give(contactId, "bo")).rejects.toMatchObject({ code: "target-unavailable" });
    await expect(give(contactId, "cy")).rejects.toMatchObject({ code: "not-found" });
    await expect(give(contactId, "nobody")).rejects.toMatchObject({ code: "not-found" });
    await expect(give(asId<ContactId>("c-none"), "ana")).rejects.toMatchObject({ code: "not-found" });
    await world.command("ana", "agent.not-ready", { reason: "break" });
    await expect(give(contactId, "ana")).rejects.toMatchObject({ code: "target-unavailable" });
    expect(whyOf(contactId)?.waiting?.holdsFor).toBeNull();
  });
});

describe("the server is killed while somebody waits for an agent who talks", () => {
  const restarted = async (whileAwayMs = 0) => {
    if (whileAwayMs > 0) await world.time.advance(whileAwayMs);
    world = await new CentreInMemory(world, ["ana", "bo", "cy"]).start();
  };

  test("kept for them until the time that was said, once their page is back; then theirs", async () => {
    const contactId = await waitsWhileAnaTalks();
    await give(contactId, "ana");
    const until = world.time.now() + GIVEN_WAIT_MS;
    // Killed once more before any page is back.
    await restarted();
    await restarted();
    await world.signIn("ana", { ready: false });
    await settled();
    expect(whyOf(contactId)).toMatchObject({
      givenBy: { userId: "sofia", displayName: "sofia" },
      waiting: { holdsFor: { agentId: "ana", until } },
    });
    await world.signIn("bo");
    expect(rungFor("bo")).toBeNull();
    await anaIsDoneWithHerCall();
    await settled();
    expect(rungFor("ana")).toBe(contactId);
    expect(noted(contactId, "queue.given")).toHaveLength(1);
  });

  test("who is back first and free serves them", async () => {
    const contactId = await waitsWhileAnaTalks();
    await give(contactId, "ana");
    await restarted();
    await world.signIn("bo");
    await world.signIn("ana", { ready: false });
    await settled();
    expect(rungFor("bo")).toBe(contactId);
  });

  test.each([
    ["taken back before", async (contactId: ContactId) => give(contactId, null), 0],
    ["over while no server was there", async () => undefined, GIVEN_WAIT_MS],
    [
      "of no use any more, since the agent wanted a break after the call",
      async () => world.command("ana", "agent.not-ready", { reason: "break" }),
      0,
    ],
  ])("what was %s is so: anybody may take them", async (_, happens, awayMs) => {
    const contactId = await waitsWhileAnaTalks();
    await give(contactId, "ana");
    await happens(contactId);
    await restarted(awayMs);
    await world.signIn("ana", { ready: false });
    await world.signIn("bo");
    await settled();
    expect(rungFor("bo")).toBe(contactId);
  });
});
