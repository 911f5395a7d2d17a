import { describe, expect, it } from "vitest";
import { CentreInMemory } from "../../test/fakes/centre-in-memory.ts";
import { settled } from "../../test/fakes/manual-time.ts";
import { asId, type AgendaEntryId, type UserId } from "../../shared/domain/ids.ts";
import type { Role, User } from "../../shared/domain/user.ts";

const MINUTE_MS = 60_000;
const user = (login: string, role: Role = "agent"): User => ({
  userId: asId<UserId>(login),
  login,
  displayName: login,
  role,
  disabled: false,
});
const ANA = user("ana");
const BO = user("bo");
const SOFIA = user("sofia", "supervisor");

async function centre() {
  const world = await new CentreInMemory().start();
  const promise = (dueInMs: number, change: object = {}) =>
    world.centre.agenda.add(ANA, {
      customerId: null,
      name: "Li Na",
      phone: "138 0013 8002",
      dueAt: world.time.now() + dueInMs,
      timeZone: "Asia/Shanghai",
      note: "Upgrade",
      contactId: null,
      ...change,
    });
  return { world, promise, agenda: world.centre.agenda };
}

describe("a promised call", () => {
  it("is kept with its number in E.164, shown at once, and its agent is reminded when it falls due", async () => {
    const { world, promise } = await centre();
    const ana = await world.signIn("ana");
    expect(ana.agendas.at(-1)?.entries).toEqual([]);
    const { entryId } = await promise(30 * MINUTE_MS);
    expect(ana.agendas.at(-1)?.entries).toMatchObject([{ entryId, phone: "+8613800138002", doneAt: null }]);
    await world.time.advance(29 * MINUTE_MS);
    expect(ana.notices.map(({ code }) => code)).not.toContain("agenda-due");
    await world.time.advance(MINUTE_MS);
    expect(ana.notices.at(-1)).toMatchObject({ code: "agenda-due" });
  });

  it("reminds in the right order although one timer waits for all", async () => {
    const { world, promise } = await centre();
    const ana = await world.signIn("ana");
    await promise(20 * MINUTE_MS);
    await promise(10 * MINUTE_MS);
    const count = () => ana.notices.filter(({ code }) => code === "agenda-due").length;
    await world.time.advance(10 * MINUTE_MS);
    expect(count()).toBe(1);
    await world.time.advance(10 * MINUTE_MS);
    expect(count()).toBe(2);
  });

  it("is moved, is done, is taken back; what is done reminds nobody", async () => {
    const { world, promise, agenda } = await centre();
    const ana = await world.signIn("ana");
    const { entryId } = await promise(MINUTE_MS);
    await agenda.change(ANA, entryId, { dueAt: world.time.now() + 5 * MINUTE_MS });
    expect((await agenda.change(ANA, entryId, { done: true })).doneAt).toBe(world.time.now());
    await world.time.advance(10 * MINUTE_MS);
    expect(ana.notices.map(({ code }) => code)).not.toContain("agenda-due");
    expect((await agenda.change(ANA, entryId, { done: false })).doneAt).toBeNull();
    const kinds = world.stores.journal.read(0, 1_000).map(({ type }) => type);
    expect(kinds.filter((type) => type.startsWith("agenda."))).toEqual([
      "agenda.added",
      "agenda.changed",
      "agenda.done",
      "agenda.changed",
    ]);
  });

  it("outlives the server, and is shown to an agent who was away when it fell due", async () => {
    const { world, promise } = await centre();
    const { entryId } = await promise(MINUTE_MS);
    const again = await new CentreInMemory(world).start();
    await again.time.advance(2 * MINUTE_MS);
    const ana = await again.signIn("ana");
    await settled();
    expect(ana.agendas.at(-1)?.entries).toMatchObject([{ entryId, doneAt: null }]);
  });

  it("belongs to its agent: others do not learn of it, a supervisor sees and moves it", async () => {
    const { promise, agenda, world } = await centre();
    const { entryId } = await promise(MINUTE_MS);
    await expect(agenda.list(BO, ANA.userId)).rejects.toMatchObject({ code: "forbidden" });
    await expect(agenda.change(BO, entryId, { done: true })).rejects.toMatchObject({ code: "not-found" });
    await expect(agenda.change(ANA, asId<AgendaEntryId>("none"), {})).rejects.toMatchObject({ code: "not-found" });
    expect(await agenda.list(SOFIA, ANA.userId)).toHaveLength(1);
    expect((await agenda.change(SOFIA, entryId, { dueAt: world.time.now() + 60 * MINUTE_MS })).agentId).toBe("ana");
  });

  it.each([
    ["a number that is none", { phone: "12-34" }, "bad-number"],
    ["a time that is over", { dueAt: 1 }, "bad-time"],
    ["a time in years", { dueAt: Date.UTC(2999, 1, 1) }, "bad-time"],
    ["a zone that is none", { timeZone: "Mars/Olympus" }, "bad-time"],
    ["an offset, which knows no change of the clock", { timeZone: "+08:00" }, "bad-time"],
  ])("is refused for %s", async (_what, change, code) => {
    const { promise } = await centre();
    await expect(promise(MINUTE_MS, change)).rejects.toMatchObject({ code });
  });

  it("has its bound", async () => {
    const { promise } = await centre();
    for (let made = 0; made < 200; made += 1) await promise((made + 1) * MINUTE_MS);
    await expect(promise(MINUTE_MS)).rejects.toMatchObject({ code: "agenda-full" });
  });
});

describe("a missed offer", () => {
  it("is kept with its reason over a restart, and stands in the contact's journal", async () => {
    const { world } = await centre();
    const ana = await world.signIn("ana");
    await world.dialDirect("+8613800138002");
    const offered = ana.view.contact;
    await world.command("ana", "offer.reject", { offerId: asId(offered?.offerId ?? "") });
    expect(ana.view.today.missedOffers).toBe(1);
    const [missed] = await world.stores.missedOffers.list({ since: 0, limit: 10 });
    expect(missed).toMatchObject({ agentId: "ana", reason: "rejected", phone: "+8613800138002", servedBy: null });
    const contactId = missed?.contactId ?? "";
    const failed = world.stores.journal.ofContact(contactId).find(({ type }) => type === "acd.offer-failed");
    expect(failed).toMatchObject({ contactId, agentId: "ana" });
    expect(await world.stores.missedOffers.list({ since: 0, limit: 10, agentId: BO.userId })).toEqual([]);
    expect(world.stores.missedOffers.countsSince(world.time.now() + 1).size).toBe(0);

    const again = await new CentreInMemory(world).start();
    expect(again.centre.parts.figures.ofAgent(ANA.userId).missedOffers).toBe(1);
  });
});
