import { expect, test } from "vitest";
import { asId, type BridgeId, type ChannelId } from "../../shared/domain/ids.ts";
import { FakePbx } from "../fakes/fake-pbx.ts";
import { PEOPLE, type Person, WHO_HEARS_WHOM } from "./who-hears-whom.ts";

const CALL = asId<BridgeId>("call");
const EAR = asId<BridgeId>("ear");
const SNOOP = asId<ChannelId>("snoop");

/** The same table is proven with tones on a real Asterisk in server/adapters/ari/snoop.real.test.ts. */
async function listening(speaksTo: "nobody" | "leg" | "all") {
  const pbx = new FakePbx();
  await pbx.start();
  const legs = {} as Record<Person, ChannelId>;
  for (const person of PEOPLE) {
    legs[person] = pbx.callFrom(person, "4001");
    await pbx.answer(legs[person]);
  }
  await pbx.createBridge(CALL);
  await pbx.createBridge(EAR);
  await pbx.addToBridge(CALL, [legs.customer, legs.agent]);
  await pbx.snoop({ snoopId: SNOOP, channelId: legs.agent, speaksTo });
  await pbx.addToBridge(EAR, [legs.supervisor, SNOOP]);
  return { pbx, legs };
}

test.each(WHO_HEARS_WHOM)("the PBX of the tests: speaking to $speaksTo is heard as on Asterisk", async (row) => {
  const { pbx, legs } = await listening(row.speaksTo);
  const heard = (listener: Person) =>
    PEOPLE.filter((speaker) => speaker !== listener && pbx.hears(legs[listener], legs[speaker]));
  expect({ customer: heard("customer"), agent: heard("agent"), supervisor: heard("supervisor") }).toEqual(row.hears);
});

test("whoever hears a leg goes with it, and nobody hears a leg that is not there", async () => {
  const { pbx, legs } = await listening("all");
  pbx.end(legs.agent);
  expect(pbx.channels.has(SNOOP)).toBe(false);
  await expect(pbx.snoop({ snoopId: SNOOP, channelId: legs.agent, speaksTo: "leg" })).rejects.toMatchObject({
    code: "channel-gone",
  });
});
