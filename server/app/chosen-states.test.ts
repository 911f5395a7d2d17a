import { beforeEach, describe, expect, test } from "vitest";
import { asId, type UserId } from "../../shared/domain/ids.ts";
import { CentreInMemory, NORMAL_PHONE } from "../../test/fakes/centre-in-memory.ts";
import { settled } from "../../test/fakes/manual-time.ts";

let world: CentreInMemory;

beforeEach(async () => {
  world = await new CentreInMemory().start();
});

const now = () => {
  const status = world.statusOf("ana");
  return status?.state === "not-ready" ? status.reason : status?.state;
};

/** The server is killed; the next one is there after `awayMs`, Ana's page `pageAfterMs` later. */
async function restart({ awayMs = 2_000, pageAfterMs = 1_000 } = {}): Promise<void> {
  world.kill();
  await world.time.advance(awayMs);
  world = await new CentreInMemory(world).start();
  await world.time.advance(pageAfterMs);
  await world.signIn("ana", { ready: false });
}

describe("what an agent is after a restart of the server", () => {
  test("ready, when they were: they take the next call without pressing anything", async () => {
    await world.signIn("ana");
    await restart();
    expect(now()).toBe("ready");
    await world.dialDirect(NORMAL_PHONE);
    expect(world.ringing("ana")).toBeTruthy();
  });

  test("waiting for as long as they have, in their turn, whoever's page is back first", async () => {
    await world.signIn("ana");
    const since = world.statusOf("ana")?.since;
    await world.time.advance(30_000);
    await world.signIn("bo");
    await world.time.advance(30_000);
    world.kill();
    await world.time.advance(2_000);
    world = await new CentreInMemory(world).start();
    await world.signIn("bo", { ready: false });
    await world.time.advance(3_000);
    await world.signIn("ana", { ready: false });
    expect(world.statusOf("ana")).toMatchObject({ state: "ready", since });
    await world.dialDirect(NORMAL_PHONE);
    expect(world.ringing("ana")).toBeTruthy();
  });

  test("waiting since their last wrap-up, also through a second restart; a later break and Ready begin anew", async () => {
    await world.signIn("ana");
    const caller = await world.dialDirect(NORMAL_PHONE);
    await world.answer("ana");
    world.pbx.end(caller);
    await world.time.advance(61_000);
    expect(now()).toBe("ready");
    const since = world.statusOf("ana")?.since;
    expect(since).toBeGreaterThan(0);
    await world.time.advance(20_000);
    await restart();
    expect(world.statusOf("ana")).toMatchObject({ state: "ready", since });
    await restart();
    expect(world.statusOf("ana")).toMatchObject({ state: "ready", since });
    await world.command("ana", "agent.not-ready", { reason: "break" });
    await world.time.advance(5_000);
    await world.command("ana", "agent.ready", {});
    const chosen = world.statusOf("ana")?.since;
    expect(chosen).toBe(world.time.now());
    await world.time.advance(5_000);
    await restart();
    expect(world.statusOf("ana")).toMatchObject({ state: "ready", since: chosen });
  });

  test.each([
    [null, true],
    ["lunch", false],
  ] as const)("a wait that was not given back is forgotten with the next choice: %s", async (reason, isGivenBack) => {
    const ana = asId<UserId>("ana");
    await world.signIn("ana");
    const status = world.statusOf("ana") ?? expect.fail("not signed in");
    world.kill();
    world = await new CentreInMemory(world).start();
    const { chosenStates } = world.centre.parts;
    chosenStates.takeEarlier(ana);
    await settled();
    if (reason !== null) chosenStates.statusChanged({ ...status, state: "not-ready", reason });
    expect(chosenStates.waitedSince(ana)).toEqual(isGivenBack ? { since: status.since } : {});
    expect(chosenStates.waitedSince(ana)).toEqual({});
  });

  test("waiting anew, when nobody can say since when", async () => {
    await world.signIn("ana");
    world.stores.contacts.list = () => Promise.reject(new Error("disk gone"));
    await restart();
    expect(world.statusOf("ana")).toMatchObject({ state: "ready", since: world.time.now() });
  });

  test("not ready for the same reason", async () => {
    await world.signIn("ana");
    await world.command("ana", "agent.not-ready", { reason: "lunch" });
    await restart();
    expect(now()).toBe("lunch");
  });

  test("on a break for as long as they have been, also through a second restart", async () => {
    await world.signIn("ana");
    await world.command("ana", "agent.not-ready", { reason: "lunch" });
    const since = world.statusOf("ana")?.since;
    await world.time.advance(20 * 60_000);
    await restart();
    expect(world.statusOf("ana")).toMatchObject({ reason: "lunch", since });
    await restart();
    expect(world.statusOf("ana")).toMatchObject({ reason: "lunch", since });
    await world.command("ana", "agent.not-ready", { reason: "meeting" });
    expect(world.statusOf("ana")?.since).toBe(world.time.now());
  });

  test("on a call for as long as they have talked", async () => {
    await world.signIn("ana");
    await world.dialDirect(NORMAL_PHONE);
    await world.time.advance(3_000);
    await world.answer("ana");
    const since = world.statusOf("ana")?.since;
    await world.time.advance(120_000);
    await restart();
    expect(world.statusOf("ana")).toMatchObject({ state: "on-contact", since });
  });

  test("ready again behind a call, also when the call ended while the server was away; on a break they had asked for, on that", async () => {
    await world.signIn("ana");
    const caller = await world.dialDirect(NORMAL_PHONE);
    await world.answer("ana");
    await world.command("ana", "agent.not-ready", { reason: "break" });
    world.kill();
    world.pbx.end(caller);
    await restart();
    await world.time.advance(61_000);
    expect(now()).toBe("break");
  });

  test("just signed in, when they had signed out before", async () => {
    await world.signIn("ana");
    await world.centre.agentSignedOut(asId<UserId>("ana"), "signed-out");
    await restart();
    expect(now()).toBe("just-signed-in");
  });

  test("just signed in, when nobody knows whether they are still there", async () => {
    await world.signIn("ana");
    await restart({ pageAfterMs: 61_000 });
    expect(now()).toBe("just-signed-in");
  });

  test("just signed in, when the server was away for long", async () => {
    await world.signIn("ana");
    await restart({ awayMs: 16 * 60_000 });
    expect(now()).toBe("just-signed-in");
  });

  test("not ready by itself, when their page had been missing for longer than a minute", async () => {
    await world.signIn("ana");
    world.loseConsole("ana");
    await world.time.advance(61_000);
    await world.signIn("bo");
    await restart();
    expect(now()).toBe("just-signed-in");
  });

  test("ready, when the page was lost with the server, also through a second restart at once", async () => {
    await world.signIn("ana");
    world.loseConsole("ana");
    world = await new CentreInMemory(world).start();
    await restart();
    expect(now()).toBe("ready");
  });

  test("what a full disk did not take is written as soon as anything of the agent changes", async () => {
    const { chosenStates } = world.stores;
    await world.signIn("ana");
    const { save } = chosenStates;
    chosenStates.save = () => {
      throw new Error("disk full");
    };
    await world.command("ana", "agent.not-ready", { reason: "lunch" });
    expect(world.faults).toMatchObject([{ message: "what an agent chose could not be kept for a restart" }]);
    chosenStates.save = save;
    const { centre } = world;
    centre.parts.chosenStates.statusChanged(world.statusOf("ana") ?? expect.fail("not signed in"));
    await restart();
    expect(now()).toBe("lunch");
  });

  test("a choice made since counts, not the one before the restart", async () => {
    await world.signIn("ana");
    await restart();
    await world.command("ana", "agent.not-ready", { reason: "training" });
    await restart();
    expect(now()).toBe("training");
  });
});
