import { beforeEach, describe, expect, test } from "vitest";
import { plainCustomer } from "../adapters/sqlite/temporary-stores.ts";
import { CentreInMemory, NORMAL_PHONE, VIP_PHONE } from "../../test/fakes/centre-in-memory.ts";
import { asId, type ContactId, type CustomerId } from "../../shared/domain/ids.ts";

let world: CentreInMemory;

beforeEach(async () => {
  world = await new CentreInMemory().start();
  const twin = { kind: "phone" as const, value: NORMAL_PHONE, display: NORMAL_PHONE };
  world.stores.customers.addCustomers([plainCustomer("twin", { identifiers: [twin] })], world.time.now());
});

/** Ana talks with whoever calls from this number; then the server is killed and started again. */
async function throughRestart(
  phone: string,
  beforeIt: (contactId: ContactId) => Promise<void> = async () => undefined,
) {
  await world.signIn("ana");
  await world.dialDirect(phone);
  await world.answer("ana");
  const { contactId } = await world.newestRecord();
  await beforeIt(contactId);
  world = await new CentreInMemory(world).start();
  const { view } = await world.signIn("ana", { contactInCall: contactId });
  if (!view.contact) throw new Error("the call is not on the screen");
  const { context, customer } = view.contact;
  return {
    customer: customer?.customerId ?? null,
    match: context.match.kind,
    matched: context.match.customers.map(({ customerId }) => String(customerId)).toSorted(),
  };
}

describe("who a caller of an earlier run is", () => {
  test("found by their number: as before, and nobody is asked whether it is another", async () => {
    expect(await throughRestart(VIP_PHONE)).toMatchObject({ customer: "vip", match: "one", matched: ["vip"] });
  });

  test("two with that number: still two, to be chosen from", async () => {
    expect(await throughRestart(NORMAL_PHONE)).toMatchObject({
      customer: null,
      match: "many",
      matched: ["normal", "twin"],
    });
  });

  test("chosen by hand: the choice stands and can still be changed", async () => {
    const chosen = async (contactId: ContactId) => {
      const customerId = asId<CustomerId>("twin");
      await world.command("ana", "contact.choose-customer", { contactId, customerId });
    };
    expect(await throughRestart(NORMAL_PHONE, chosen)).toMatchObject({ customer: "twin", match: "none", matched: [] });
  });
});
