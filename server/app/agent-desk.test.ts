import { beforeEach, describe, expect, test, vi } from "vitest";
import { CentreInMemory } from "../../test/fakes/centre-in-memory.ts";
import { settled } from "../../test/fakes/manual-time.ts";
import { asId, type UserId } from "../../shared/domain/ids.ts";
import type { User } from "../../shared/domain/user.ts";

const ANA = asId<UserId>("ana");
const SOFIA: User = {
  userId: asId<UserId>("sofia"),
  login: "sofia",
  displayName: "Sofia",
  role: "supervisor",
  disabled: false,
};

let world: CentreInMemory;
/** What waits for the exchange's answer. */
let asked: (() => void)[];
/** The exchange says that Ana's phone is registered. */
const exchangeAnswers = () => {
  for (const answer of asked) answer();
};

beforeEach(async () => {
  asked = [];
  world = await new CentreInMemory().start();
  await world.signIn("ana", { ready: false });
  unreported();
});

/** Her phone is there, but the server has not heard of it: Ready asks the exchange, whose answer is the test's to give. */
function unreported(): void {
  world.centre.parts.agents.phoneRegistered("agent-ana", false);
  vi.spyOn(world.centre.parts.lines, "isRegistered").mockImplementation(
    () => new Promise((resolve) => asked.push(() => resolve(true))),
  );
}

/** Pressed; what came of it is known once the exchange has answered. */
function pressReady(): Promise<unknown> {
  return world.command("ana", "agent.ready", {}).then(
    () => "ready",
    (error: unknown) => (error instanceof Error ? error.message : error),
  );
}

const pressBreak = () => world.command("ana", "agent.not-ready", { reason: "break" });

describe("Ready while the exchange is asked for the phone", () => {
  test("becomes ready with its answer", async () => {
    const ready = pressReady();
    await settled();
    expect(world.statusOf("ana")?.state).toBe("not-ready");
    exchangeAnswers();
    expect(await ready).toBe("ready");
    expect(world.statusOf("ana")?.state).toBe("ready");
  });

  test("a break taken meanwhile counts", async () => {
    const ready = pressReady();
    await pressBreak();
    exchangeAnswers();
    expect(await ready).toBe("conflict");
    expect(world.statusOf("ana")).toMatchObject({ state: "not-ready", reason: "break" });
  });

  test("a break taken back meanwhile is over: the last button counts", async () => {
    const first = pressReady();
    await pressBreak();
    const last = pressReady();
    exchangeAnswers();
    expect(await Promise.all([first, last])).toEqual(["conflict", "ready"]);
    expect(world.statusOf("ana")?.state).toBe("ready");
  });

  test("pressed twice is wanted once", async () => {
    const both = [pressReady(), pressReady()];
    exchangeAnswers();
    expect(await Promise.all(both)).toEqual(["ready", "ready"]);
  });

  test("a supervisor who takes her out meanwhile counts", async () => {
    const ready = pressReady();
    world.centre.parts.agents.force(SOFIA, ANA, "not-ready");
    exchangeAnswers();
    expect(await ready).toBe("conflict");
    expect(world.statusOf("ana")).toMatchObject({ state: "not-ready", reason: "admin-work" });
  });

  test("does not reach the desk of the page that was opened meanwhile", async () => {
    const ready = pressReady();
    await world.signIn("ana", { ready: false });
    exchangeAnswers();
    expect(await ready).toBe("conflict");
    expect(world.statusOf("ana")?.state).toBe("not-ready");
  });

  test("does not reach the desk that was left and taken anew", async () => {
    const ready = pressReady();
    await world.centre.agentSignedOut(ANA, "signed-out");
    await world.signIn("ana", { ready: false });
    await pressBreak();
    exchangeAnswers();
    expect(await ready).toBe("conflict");
    expect(world.statusOf("ana")).toMatchObject({ state: "not-ready", reason: "break" });
  });
});
