import { beforeEach, describe, expect, test, vi } from "vitest";
import { CentreInMemory, NORMAL_PHONE } from "../../test/fakes/centre-in-memory.ts";
import { settled } from "../../test/fakes/manual-time.ts";
import { asId, type UserId } from "../../shared/domain/ids.ts";
import type { User } from "../../shared/domain/user.ts";

/** `centre-in-memory.ts`. */
const WRAP_UP_MS = 60_000;
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

describe("wrap-up is done before the phone is back", () => {
  beforeEach(() => {
    vi.spyOn(world.centre.parts.lines, "isRegistered").mockResolvedValue(false);
  });

  /** Bo talks when `loss` comes; the customer is gone with it or hangs up, and the wrap-up is over with nothing back yet. */
  async function wrappedUpDuring(loss: () => void, meanwhile: () => Promise<unknown> = settled): Promise<void> {
    await world.signIn("bo");
    const caller = await world.dialDirect(NORMAL_PHONE);
    await world.answer("bo");
    await meanwhile();
    loss();
    await settled();
    world.pbx.end(caller);
    await settled();
    expect(world.statusOf("bo")?.state).toBe("wrap-up");
    await world.time.advance(WRAP_UP_MS);
  }
  const exchangeRestarts = () => {
    world.pbx.restart();
    world.pbx.reconnect();
  };
  const phoneGoes = () => world.pbx.register("agent-bo", false);
  const phoneIsBack = async () => {
    world.pbx.register("agent-bo", true);
    await settled();
  };
  const bo = () => world.statusOf("bo");

  test("the exchange was restarted: ready as soon as the phone has registered anew", async () => {
    await wrappedUpDuring(exchangeRestarts);
    expect(bo()).toMatchObject({ state: "not-ready", reason: "phone-unreachable" });
    await phoneIsBack();
    expect(bo()?.state).toBe("ready");
    await world.dialDirect("anonymous");
    expect(world.ringing("bo")).toBeTruthy();
  });

  test.each([
    [60_000, { state: "ready", reason: null }],
    [60_001, { state: "not-ready", reason: "phone-unreachable" }],
  ])("the phone alone was away, and is back %d ms after it: %o", async (afterMs, status) => {
    await wrappedUpDuring(phoneGoes);
    await world.time.advance(afterMs);
    await phoneIsBack();
    expect(bo()).toMatchObject(status);
  });

  test("the page was away, and is back: ready", async () => {
    await wrappedUpDuring(() => world.loseConsole("bo"));
    await world.signIn("bo", { ready: false });
    expect(bo()?.state).toBe("ready");
  });

  test("Ready pressed before the phone is back is refused, and is so when it is", async () => {
    await wrappedUpDuring(exchangeRestarts);
    await expect(world.command("bo", "agent.ready", {})).rejects.toMatchObject({ code: "agent-unreachable" });
    await phoneIsBack();
    expect(bo()?.state).toBe("ready");
  });

  test("a break wanted during the call is a break", async () => {
    await wrappedUpDuring(exchangeRestarts, () => world.command("bo", "agent.not-ready", { reason: "break" }));
    await phoneIsBack();
    expect(bo()).toMatchObject({ state: "not-ready", reason: "break" });
  });
});

describe("an agent who is ready loses nothing by what comes back within a minute", () => {
  test.each([0, 1])(
    "the same page starts anew, %d calls on: it may have lost the voice of the one before",
    async (calls) => {
      await world.signIn("bo");
      const caller = calls === 0 ? null : await world.dialDirect(NORMAL_PHONE);
      if (calls > 0) await world.answer("bo");
      await world.command("bo", "console.start", { contactInCall: null });
      if (caller !== null) world.pbx.end(caller);
      await settled();
      await world.time.advance(calls * WRAP_UP_MS);
      expect(world.statusOf("bo")).toMatchObject({ state: "not-ready", reason: "phone-unreachable" });
      const told = world.command("bo", "agent.phone-registered", {});
      await settled();
      exchangeAnswers();
      await told;
      expect(world.statusOf("bo")?.state).toBe("not-ready");
      await world.command("bo", "agent.microphone", { ready: true });
      expect(world.statusOf("bo")?.state).toBe("ready");
    },
  );

  test.each([
    [60_000, "ready"],
    [60_001, "not-ready"],
  ])("the headset is plugged in again after %d ms: %s", async (afterMs, state) => {
    await world.signIn("bo");
    await world.command("bo", "agent.microphone", { ready: false });
    expect(world.statusOf("bo")).toMatchObject({ state: "not-ready", reason: "phone-unreachable" });
    await world.time.advance(afterMs);
    await world.command("bo", "agent.microphone", { ready: true });
    expect(world.statusOf("bo")?.state).toBe(state);
  });

  test("not their turn either: idle for longest before, rung first afterwards; after a break they are the last", async () => {
    world.centre.parts.agents.phoneRegistered("agent-ana", true);
    await world.command("ana", "agent.microphone", { ready: true });
    await world.command("ana", "agent.ready", {});
    await world.time.advance(60_000);
    await world.signIn("bo");
    await world.time.advance(60_000);
    const rings = () => ["ana", "bo"].filter((login) => world.statusOf(login)?.state === "offered");
    await world.command("ana", "agent.microphone", { ready: false });
    await world.time.advance(1_000);
    await world.command("ana", "agent.microphone", { ready: true });
    expect(world.statusOf("ana")).toMatchObject({ state: "ready", since: world.time.now() });
    const caller = await world.dialDirect(NORMAL_PHONE);
    expect(rings()).toEqual(["ana"]);
    world.pbx.end(caller);
    await settled();
    await pressBreak();
    await world.time.advance(1_000);
    await world.command("ana", "agent.ready", {});
    await world.dialDirect(NORMAL_PHONE);
    expect(rings()).toEqual(["bo"]);
  });
});
