import { beforeEach, describe, expect, test, vi } from "vitest";
import { CentreInMemory } from "../../test/fakes/centre-in-memory.ts";
import { settled } from "../../test/fakes/manual-time.ts";
import { asId, type UserId } from "../../shared/domain/ids.ts";
import { type EndpointStatus, TelephonyError } from "../ports/telephony.ts";

const AGENTS = Array.from({ length: 30 }, (_, n) => `agent${n}`);

let world: CentreInMemory;
let answers: ((listed: readonly EndpointStatus[]) => void)[];

beforeEach(async () => {
  world = await new CentreInMemory(undefined, AGENTS).start();
  answers = [];
});

/** The exchange is asked for its list from now on, and the test answers. */
function exchangeIsAsked() {
  return vi.spyOn(world.pbx, "listEndpoints").mockImplementation(() => new Promise((resolve) => answers.push(resolve)));
}

async function answered(...registered: readonly string[]): Promise<void> {
  const listed = registered.map((login) => ({ name: `agent-${login}`, registered: true }));
  for (const answer of answers.splice(0)) answer(listed);
  await settled();
}

const isRegistered = (login: string) => world.centre.parts.agents.reachability(asId<UserId>(login)).phoneRegistered;
const drop = async (...logins: readonly string[]) => {
  for (const login of logins) world.pbx.register(`agent-${login}`, false);
  await settled();
};

describe("phones that the exchange reports as gone", () => {
  test("many at once ask for one list", async () => {
    for (const login of AGENTS) await world.signIn(login, { ready: false });
    const asked = exchangeIsAsked();
    await drop(...AGENTS);
    await world.time.advance(1_500);
    expect(asked).toHaveBeenCalledTimes(1);
    await answered(...AGENTS.slice(1));
    expect(AGENTS.filter((login) => !isRegistered(login))).toEqual(["agent0"]);
    await world.time.advance(1_500);
    expect(asked).toHaveBeenCalledTimes(2);
    await answered("agent0");
    expect(isRegistered("agent0")).toBe(true);
  });

  test("one after the other ask for a list a second at most", async () => {
    for (const login of AGENTS) await world.signIn(login, { ready: false });
    const asked = exchangeIsAsked();
    for (const login of AGENTS) {
      await drop(login);
      await world.time.advance(100);
      await answered();
    }
    // Three looks for each of thirty phones, for nine seconds.
    for (let passedMs = 0; passedMs < 7_500; passedMs += 100) {
      await world.time.advance(100);
      await answered();
    }
    expect(asked.mock.calls.length).toBeLessThanOrEqual(10);
    expect(world.timers.filter((timer) => timer.startsWith("phone:"))).toEqual([]);
  });

  test("after a list was asked for: that list may say what was before, another is asked for", async () => {
    await world.signIn("agent1", { ready: false });
    await world.signIn("agent2", { ready: false });
    const asked = exchangeIsAsked();
    await drop("agent1");
    await world.time.advance(1_500);
    await drop("agent2");
    await world.time.advance(1_500);
    expect(asked).toHaveBeenCalledTimes(2);
  });

  test("a list that cannot be had is asked for again", async () => {
    await world.signIn("agent1", { ready: false });
    await drop("agent1");
    vi.spyOn(world.pbx, "listEndpoints")
      .mockRejectedValueOnce(new TelephonyError("pbx-timeout", "no reply"))
      .mockResolvedValueOnce([{ name: "agent-agent1", registered: true }]);
    await world.time.advance(1_500);
    expect(isRegistered("agent1")).toBe(false);
    await world.time.advance(1_500);
    expect(isRegistered("agent1")).toBe(true);
  });

  test("three lists without the phone: nobody asks any more", async () => {
    await world.signIn("agent1", { ready: false });
    const asked = vi.spyOn(world.pbx, "listEndpoints");
    await drop("agent1");
    await world.time.advance(30_000);
    expect(asked).toHaveBeenCalledTimes(3);
  });
});

test("what the exchange says of a login that was replaced meanwhile is not said of the new one", async () => {
  await world.signIn("agent1", { ready: false });
  await drop("agent1");
  exchangeIsAsked();
  await world.time.advance(1_500);
  const console = world.console("agent1");
  await world.centre.parts.agents.start(console, null);
  await answered("agent1");
  expect(isRegistered("agent1")).toBe(false);
  world.pbx.register("agent-agent1", true);
  await world.command("agent1", "agent.phone-registered", {});
  expect(isRegistered("agent1")).toBe(true);
});

test("nor of one that was revoked", async () => {
  await world.signIn("agent1", { ready: false });
  await drop("agent1");
  exchangeIsAsked();
  await world.time.advance(1_500);
  await world.centre.agentSignedOut(world.console("agent1").user.userId, "signed-out");
  await answered("agent1");
  expect(world.timers.filter((timer) => timer.startsWith("phone:"))).toEqual([]);
});

describe("after a restart of the exchange", () => {
  test("a login that it does not take at once, busy as it is, is pushed again within seconds", async () => {
    await world.signIn("agent1");
    await world.signIn("agent2");
    world.pbx.restart();
    world.pbx.failNext("pushEndpoint", new TelephonyError("pbx-timeout", "no answer"));
    world.pbx.reconnect();
    await settled();
    await world.time.advance(5_000);
    expect([...world.pbx.endpoints.keys()].toSorted()).toEqual(["agent-agent1", "agent-agent2"]);
  });
});

describe("the page has a login of its own, and the phone of before is still registered", () => {
  /** Its page closes the phone and opens another a moment later. */
  async function startedAnew(): Promise<void> {
    await world.signIn("agent1");
    world = await new CentreInMemory(world, AGENTS).start();
    await world.opens("agent1");
    await world.command("agent1", "agent.microphone", { ready: true });
  }

  test("nobody is rung there, however often the exchange says that it is: that leg would not be answered", async () => {
    await startedAnew();
    const caller = await world.dialDirect("+8613800138002");
    for (const afterMs of [0, 1_500, 3_000, 60_000]) {
      await world.time.advance(afterMs);
      world.pbx.register("agent-agent1", true);
      await settled();
      expect(isRegistered("agent1")).toBe(false);
    }
    await expect(world.command("agent1", "agent.ready", {})).rejects.toMatchObject({ code: "agent-unreachable" });
    expect(world.pbx.ringingAt("agent-agent1")).toEqual([]);
    expect(world.pbx.channels.has(caller)).toBe(true);
  });

  test("as soon as the page says that its own has registered, it is", async () => {
    await startedAnew();
    await world.dialDirect("+8613800138002");
    await world.command("agent1", "agent.phone-registered", {});
    expect(world.statusOf("agent1")).toMatchObject({ state: "offered" });
  });
});

describe("after a restart of the server", () => {
  const names = () => [...world.pbx.endpoints.keys()].toSorted();

  test("logins of the run before stay for a minute, in which their agents come back; then they are revoked", async () => {
    await world.signIn("agent1");
    await world.signIn("agent2");
    world = await new CentreInMemory(world).start();
    await settled();
    expect(names()).toEqual(["agent-agent1", "agent-agent2"]);
    await world.signIn("agent2");
    await world.time.advance(180_000);
    expect(names()).toEqual(["agent-agent2"]);
  });

  test("one who comes back while another's is being revoked keeps theirs", async () => {
    await world.signIn("agent1");
    await world.signIn("agent2");
    world = await new CentreInMemory(world).start();
    const revoke = vi.spyOn(world.pbx, "revokeEndpoint");
    let revoked: () => void = () => expect.fail("nothing is revoked");
    revoke.mockImplementationOnce(() => new Promise((resolve) => (revoked = resolve)));
    await world.time.advance(180_000);
    expect(revoke.mock.calls).toEqual([["agent-agent1"]]);
    await world.signIn("agent2");
    revoked();
    await settled();
    expect(names()).toContain("agent-agent2");
  });
});
