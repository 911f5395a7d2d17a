import { beforeEach, describe, expect, test } from "vitest";
import { CentreInMemory } from "../../test/fakes/centre-in-memory.ts";
import type { DialRules } from "./dial-policy.ts";

const OWN_COUNTRY: DialRules = { role: "agent", allow: null, deny: [] };
let world: CentreInMemory;

async function centre(dialing: DialRules = OWN_COUNTRY): Promise<void> {
  world = await new CentreInMemory(undefined, ["ana", "bo"], { dialing }).start();
  await world.signIn("ana");
}

const attempts = () =>
  world.stores.journal
    .read(0, 1_000)
    .filter(({ type }) => type.startsWith("dial."))
    .map(({ type, payload }) => ({ type, ...(payload as object) }));

describe("a number that an agent dials", () => {
  beforeEach(() => centre());

  test("rings the agent's own phone, then the number; the customer behind it is on the screen", async () => {
    await world.command("ana", "call.dial", { number: "138 0013 8002" });
    expect(world.console("ana").view.contact).toMatchObject({ phase: "dialing", customer: { name: "Li Na" } });
    await world.answer("ana");
    expect(world.pbx.requests.filter((request) => request.includes("+8613800138002@carrier"))).toHaveLength(1);
    const customer = [...world.pbx.channels.values()].find(({ to }) => to?.to.kind === "trunk");
    world.pbx.pickUp(customer?.channelId ?? expect.fail("nobody was dialled"));
    await world.time.advance(0);
    expect(world.console("ana").view.contact?.phase).toBe("connected");
    expect(attempts()).toEqual([{ type: "dial.permitted", number: "+8613800138002", purpose: "call", because: null }]);
  });

  test("is refused while the agent has a call or wraps one up", async () => {
    await world.dialDirect("+8613800138001");
    await expect(world.command("ana", "call.dial", { number: "13800138002" })).rejects.toMatchObject({
      code: "agent-busy",
    });
    const leg = await world.answer("ana");
    world.pbx.end(leg);
    await world.time.advance(0);
    await expect(world.command("ana", "call.dial", { number: "13800138002" })).rejects.toMatchObject({
      code: "wrap-up-required",
    });
    expect(attempts()).toEqual([]);
  });

  test("more than fifteen in a minute are refused, a minute later they are not", async () => {
    for (let call = 0; call < 15; call += 1) {
      await world.command("ana", "call.dial", { number: "13800138002" });
      await world.command("ana", "call.hang-up", { contactId: contactId() });
      await wrapUp();
    }
    await expect(world.command("ana", "call.dial", { number: "13800138002" })).rejects.toMatchObject({
      code: "rate-limited",
    });
    await world.time.advance(60_000);
    await world.command("ana", "call.dial", { number: "13800138002" });
  });
});

describe("who may dial what", () => {
  const rows: readonly (readonly [what: string, rules: DialRules, number: string, answer: string])[] = [
    ["own country", OWN_COUNTRY, "010 6552 9988", "dialled"],
    ["another country", OWN_COUNTRY, "+49 30 901820", "dial-forbidden"],
    ["another country, allowed", { ...OWN_COUNTRY, allow: ["+86", "+49"] }, "+49 30 901820", "dialled"],
    ["everything", { ...OWN_COUNTRY, allow: ["+"] }, "+1 202 456 1111", "dialled"],
    ["everything but", { ...OWN_COUNTRY, allow: ["+"], deny: ["+1"] }, "+1 202 456 1111", "dial-forbidden"],
    ["denied in the own country", { ...OWN_COUNTRY, deny: ["+86138"] }, "13800138002", "dial-forbidden"],
    ["role too low", { ...OWN_COUNTRY, role: "supervisor" }, "13800138002", "dial-forbidden"],
    ["nobody", { ...OWN_COUNTRY, role: null }, "13800138002", "dial-forbidden"],
    ["no number", OWN_COUNTRY, "sip:root@evil", "bad-number"],
    ["an emergency number is not dialled from a list of clicks", OWN_COUNTRY, "110", "bad-number"],
    ["an extension behind it", OWN_COUNTRY, "13800138002@other", "bad-number"],
  ];

  test.each(rows)("%s", async (_what, rules, number, answer) => {
    await centre(rules);
    const outcome = await world.command("ana", "call.dial", { number }).then(
      () => "dialled",
      (error: unknown) => (error instanceof Error && "code" in error ? error.code : error),
    );
    expect(outcome).toBe(answer);
    expect(attempts()).toMatchObject([{ type: answer === "dialled" ? "dial.permitted" : "dial.refused" }]);
  });
});

function contactId() {
  return world.console("ana").view.contact?.context.contactId ?? expect.fail("no contact");
}

async function wrapUp(): Promise<void> {
  await world.command("ana", "wrap-up.complete", {
    contactId: contactId(),
    disposition: "no-contact",
    note: "",
    notReadyReason: null,
  });
}
