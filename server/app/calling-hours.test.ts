import { Check } from "typebox/value";
import { beforeEach, describe, expect, test } from "vitest";
import { CentreInMemory } from "../../test/fakes/centre-in-memory.ts";
import { settled } from "../../test/fakes/manual-time.ts";
import { openPlaces } from "../adapters/numbering/place-of-number.ts";
import { callingHoursBy } from "../composition/calling-rules.ts";
import { asId, type CallListId, type UserId } from "../../shared/domain/ids.ts";
import { NextEntrySchema } from "../../shared/wire/domain-schemas.ts";

const LIST = asId<CallListId>("list-1");
const HOUR_MS = 3_600_000;
/** Saturday, 12:00 in Shanghai: 04:00 in London, 23:00 of Friday in New York. */
const SATURDAY_NOON = Date.UTC(2026, 10, 21, 4);
const SHANGHAI = "+8613800138002";
const LONDON = "+442071234567";
const NEW_YORK = "+12125550123";
const NOWHERE = "+870773123456";

let world: CentreInMemory;

beforeEach(async () => {
  world = new CentreInMemory(undefined, ["ana", "bo"], {
    callingHoursOf: callingHoursBy(new Map()),
    dialing: { role: "agent", allow: ["+"], deny: [] },
    placeOf: openPlaces(),
  });
  await world.start();
  await world.signIn("ana");
});

/** At so many hours after noon in Shanghai; leaps of days would sign the agent out. */
async function at(hours: number): Promise<void> {
  await world.time.advance(SATURDAY_NOON + hours * HOUR_MS - world.time.now());
}

function importList(...phones: readonly string[]) {
  return world.stores.callLists.importCsv({
    callListId: LIST,
    name: "Renewals",
    csv: new TextEncoder().encode(["phone", ...phones].join("\n")),
    by: asId<UserId>("ana"),
    now: world.time.now(),
  });
}

async function next(login = "ana") {
  const answer = await world.command(login, "list.next", { callListId: LIST });
  if (!Check(NextEntrySchema, answer)) throw new Error("no answer");
  return answer;
}

describe("at noon in Shanghai, with people in Shanghai, London (04:00) and New York (23:00)", () => {
  test("only who is in Shanghai is offered; then it is said why nobody is, what time it is where, and until when", async () => {
    await importList(NEW_YORK, LONDON, SHANGHAI);
    const { entry } = await next();
    expect(entry).toMatchObject({ phone: SHANGHAI, place: { country: "CN", timeZones: ["Asia/Shanghai"] } });
    await world.signIn("bo");
    expect(await next("bo")).toEqual({
      entry: null,
      // Saturday 09:00 in London.
      pause: { at: Date.UTC(2026, 10, 21, 9), because: "too-early", timeZone: "Europe/London" },
    });
  });

  test("what a list's page says of it adds up to the list", async () => {
    await importList(NEW_YORK, LONDON, SHANGHAI, "+8613800138003", NOWHERE);
    await next();
    expect(await world.centre.parts.listWork.outlook(LIST)).toEqual({
      // The satellite is treated as if it were here.
      callable: 2,
      outOfHours: 2,
      hoursFrom: Date.UTC(2026, 10, 21, 9),
      pausing: 0,
      pausingUntil: null,
      held: 1,
      doNotCall: 0,
    });
  });

  test("who was called waits within their hours, and after the pause of the evening until the morning", async () => {
    await importList(SHANGHAI);
    await at(8.75);
    await dialAndMiss();
    expect(await world.centre.parts.listWork.outlook(LIST)).toMatchObject({
      callable: 0,
      pausing: 1,
      pausingUntil: SATURDAY_NOON + 9.25 * HOUR_MS,
    });
    // Half an hour after 20:45 it is 21:15: too late.
    expect((await next()).pause).toEqual({
      at: SATURDAY_NOON + 21 * HOUR_MS,
      because: "too-late",
      timeZone: "Asia/Shanghai",
    });
  });
});

describe("when the hours end while an agent looks at somebody", () => {
  test("the call is refused with what to do, journaled, and the entry is offered to nobody until the morning", async () => {
    await importList(SHANGHAI);
    await at(8.99);
    const { entry } = await next();
    await at(9);
    await expect(world.command("ana", "list.dial", { entryId: entry!.entryId })).rejects.toMatchObject({
      code: "outside-calling-hours",
    });
    expect(world.stores.journal.read(0, 1_000).filter(({ type }) => type === "dial.refused")).toMatchObject([
      { agentId: "ana", payload: { number: SHANGHAI, purpose: "call-list", because: "outside-calling-hours" } },
    ]);
    expect(await next()).toMatchObject({ entry: null, pause: { because: "too-late" } });
  });

  test("who was called from another list meanwhile is not called again", async () => {
    await importList(SHANGHAI);
    const { entry } = await next();
    await world.stores.callLists.importCsv({
      callListId: asId<CallListId>("other"),
      name: "Other",
      csv: new TextEncoder().encode(`phone\n${SHANGHAI}`),
      by: asId<UserId>("bo"),
      now: world.time.now(),
    });
    await world.stores.callLists.recordAttempt({
      entryId: asId("other.e1"),
      contactId: asId("c-other"),
      agentId: asId<UserId>("bo"),
      at: world.time.now(),
      outcome: "busy",
      disposition: "no-contact",
      permit: null,
      finished: false,
    });
    await expect(world.command("ana", "list.dial", { entryId: entry!.entryId })).rejects.toMatchObject({
      code: "called-before",
    });
  });
});

test("each attempt keeps by which rule it was allowed, also over a kill of the server", async () => {
  await importList(SHANGHAI);
  const { entry } = await next();
  await world.command("ana", "list.dial", { entryId: entry!.entryId });
  await world.answer("ana");
  world = await new CentreInMemory(world).start();
  await world.signIn("ana", { ready: false });
  await world.time.advance(125_000);
  expect((await world.stores.callLists.entry(entry!.entryId))?.attempts).toMatchObject([
    { permit: { rule: "CN", timeZones: ["Asia/Shanghai"], doNotCallVersion: 0 } },
  ]);
});

test("a callback that was promised, a message and a number that a person dials themselves know no hours", async () => {
  await at(11);
  await world.command("ana", "call.dial", { number: SHANGHAI });
  expect(world.console("ana").view.contact).toMatchObject({ phase: "dialing" });
});

async function dialAndMiss(): Promise<void> {
  const { entry } = await next();
  await world.command("ana", "list.dial", { entryId: entry!.entryId });
  world.pbx.pickUp(world.ringing("ana"));
  await settled();
  const customer = [...world.pbx.channels.values()].find((channel) => channel.to?.to.kind === "trunk");
  if (!customer) throw new Error("the customer's phone does not ring");
  world.pbx.end(customer.channelId, 17);
  await settled();
  const contactId = world.console("ana").view.contact?.context.contactId;
  if (!contactId) throw new Error("no wrap-up");
  await world.command("ana", "wrap-up.complete", {
    contactId,
    disposition: "no-contact",
    note: "",
    notReadyReason: null,
  });
}
