import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { CentreInMemory, NORMAL_PHONE, VIP_PHONE } from "../../../test/fakes/centre-in-memory.ts";
import { settled } from "../../../test/fakes/manual-time.ts";
import { asId, type ChannelId, type UserId } from "../../../shared/domain/ids.ts";
import type { TransferTarget } from "../../../shared/domain/transfer.ts";

/**
 * Ana has asked somebody, who waits with music while she talks with the customer. She hands over; the request that stops the music is
 * lost on its way, and the server is killed before it knows.
 */
let world: CentreInMemory;
let customer: ChannelId;
/** Whose music is to be stopped. */
let other: ChannelId;

const contactOf = (login: string) =>
  world.console(login).view.contact?.context.contactId ?? expect.fail(`${login} has no contact`);
const hears = (leg: ChannelId) => (world.pbx.channels.get(leg)?.music ? "music" : "no music");

async function asked(target: TransferTarget): Promise<void> {
  await world.command("ana", "consult.start", { contactId: contactOf("ana"), target });
  if (target.kind === "agent") {
    other = await world.answer("bo");
  } else {
    other = [...world.pbx.channels.keys()].find((id) => id.endsWith(".x1")) ?? expect.fail("nobody was dialled");
    world.pbx.pickUp(other);
    await settled();
  }
  await world.command("ana", "consult.swap", { contactId: contactOf("ana") });
  expect([hears(customer), hears(other)]).toEqual(["no music", "music"]);
}

async function handedOverUnheard(): Promise<void> {
  const lost = vi.spyOn(world.pbx, "stopMusic").mockImplementationOnce(() => new Promise(() => undefined));
  await world.command("ana", "consult.complete", { contactId: contactOf("ana") });
  await settled();
  expect(lost.mock.calls).toEqual([[other]]);
  expect(hears(other)).toBe("music");
  lost.mockRestore();
}

beforeEach(async () => {
  world = await new CentreInMemory().start();
  await world.signIn("ana");
  customer = await world.dialDirect(NORMAL_PHONE);
  await world.answer("ana");
  await world.signIn("bo");
});
afterEach(() => vi.restoreAllMocks());

/** Bo, who was given the customer, fetches another one whom Ana parked: his leg goes over to that call. */
async function fetchedAnother(): Promise<ChannelId> {
  const completed = { contactId: contactOf("ana"), disposition: "follow-up", note: "given to Bo" } as const;
  await world.command("ana", "wrap-up.complete", { ...completed, notReadyReason: null });
  const fetched = await world.dialDirect(VIP_PHONE);
  await world.answer("ana");
  await world.command("ana", "call.park", { contactId: contactOf("ana") });
  const [parked] = world.console("bo").view.parked;
  await world.command("bo", "call.retrieve", { contactId: parked?.contactId ?? expect.fail("nobody is parked") });
  expect(world.pbx.talking(fetched, other)).toBe(true);
  return fetched;
}

describe("music whose stop was lost, on a leg that goes over to the agent's other call", () => {
  let fetched: ChannelId;
  beforeEach(async () => {
    await asked({ kind: "agent", agentId: asId<UserId>("bo") });
    await handedOverUnheard();
    fetched = await fetchedAnother();
  });

  test("is stopped with the first thing that is arranged there", () => {
    expect([hears(customer), hears(fetched), hears(other)]).toEqual(["music", "no music", "no music"]);
  });

  test("is stopped by the server that takes over, when that stop was lost too", async () => {
    await killedWithMusicOn(other);
    expect([hears(customer), hears(fetched), hears(other)]).toEqual(["music", "no music", "no music"]);
    expect(world.pbx.talking(fetched, other)).toBe(true);
  });

  test("is stopped after swapping back and a restart", async () => {
    await world.command("bo", "consult.swap", { contactId: contactOf("bo") });
    expect([hears(customer), hears(fetched), hears(other)]).toEqual(["no music", "music", "no music"]);
    await killedWithMusicOn(other);
    expect([hears(customer), hears(fetched), hears(other)]).toEqual(["no music", "music", "no music"]);
    expect(world.pbx.talking(customer, other)).toBe(true);
  });

  test("is stopped after the other call is over and one is left", async () => {
    world.pbx.end(fetched);
    await settled();
    await killedWithMusicOn(other);
    expect([hears(customer), hears(other)]).toEqual(["music", "no music"]);
  });
});

/** As if no stop had reached the exchange yet. */
async function killedWithMusicOn(leg: ChannelId): Promise<void> {
  await world.pbx.startMusic(leg);
  world = await new CentreInMemory(world).start();
  await world.signIn("bo", { ready: false, contactInCall: leg.replace(/\.a\d+$/, "") });
  await settled();
}

describe("music whose stop was lost just before the server was killed", () => {
  test("a colleague: talks with the customer, without it", async () => {
    await asked({ kind: "agent", agentId: asId<UserId>("bo") });
    await handedOverUnheard();
    const contactInCall = contactOf("bo");
    world = await new CentreInMemory(world).start();
    await world.signIn("bo", { ready: false, contactInCall });
    expect([hears(customer), hears(other)]).toEqual(["no music", "no music"]);
    expect(world.pbx.talking(customer, other)).toBe(true);
  });

  test("a colleague who had put the customer on hold meanwhile: the customer hears music, nobody else", async () => {
    await asked({ kind: "agent", agentId: asId<UserId>("bo") });
    await handedOverUnheard();
    const contactInCall = contactOf("bo");
    await world.command("bo", "call.hold", { contactId: contactInCall });
    world = await new CentreInMemory(world).start();
    await world.signIn("bo", { ready: false, contactInCall });
    expect([hears(customer), hears(other)]).toEqual(["music", "no music"]);
    await world.command("bo", "call.resume", { contactId: contactInCall });
    expect(world.pbx.talking(customer, other)).toBe(true);
  });

  test("a number outside: talks with the customer, without it", async () => {
    await asked({ kind: "number", number: "010 6552 9988" });
    await handedOverUnheard();
    world = await new CentreInMemory(world).start();
    expect([hears(customer), hears(other)]).toEqual(["no music", "no music"]);
    expect(world.pbx.talking(customer, other)).toBe(true);
  });

  test("a leg that never waited with music is not asked to stop any", async () => {
    const contactInCall = contactOf("ana");
    const leg = [...world.pbx.channels.keys()].find((id) => id.endsWith(".a1")) ?? expect.fail("Ana has no leg");
    world.pbx.requests.length = 0;
    world = await new CentreInMemory(world).start();
    await world.signIn("ana", { ready: false, contactInCall });
    expect(world.pbx.talking(customer, leg)).toBe(true);
    expect(world.pbx.requests).not.toContain(`stopMusic ${leg}`);
  });
});
