import { beforeEach, describe, expect, it } from "vitest";
import { ANONYMOUS, IvrCall, settle } from "../../test/fakes/ivr-call.ts";

/** While Asterisk plays something it reports each key once, however close they come: so silence plays behind every question. */

let call: IvrCall;
beforeEach(() => {
  call = new IvrCall();
});

/** An unknown caller has chosen English; the account is being asked for. */
async function toAccount(): Promise<void> {
  call.begin(ANONYMOUS);
  await call.listen();
  await call.type("1");
  expect(call.hearing()).toBe("en/enter-account");
  call.line.length = 0;
}

describe("silence plays behind a question", () => {
  it("from its first word until it is answered; then it ends before anything else is said", async () => {
    await toAccount();
    expect(call.listening).toHaveLength(1);
    await call.type("1");
    expect(call.line, "the first key stops the words alone").toEqual(["hush"]);
    await call.type("000200");
    expect(call.line).toEqual(["hush"]);
    await call.type("0");
    expect(call.line).toEqual(["hush", "stop listening", "say en/enter-pin", "listen"]);
    expect(call.listening).toHaveLength(1);
  });

  it("also for who has heard it to the end, and thinks", async () => {
    await toAccount();
    await call.listen();
    expect(call.line).toEqual([]);
    expect(call.listening).toHaveLength(1);
    await call.type("10002000");
    expect(call.line).toEqual(["stop listening", "say en/enter-pin", "listen"]);
  });

  it("without the question for who has begun to type ahead", async () => {
    call.begin(ANONYMOUS);
    await call.listen();
    call.line.length = 0;
    await call.type("110");
    expect(call.line).toEqual(["hush", "stop listening", "listen"]);
    await call.type("002000");
    expect(call.hearing()).toBe("en/enter-pin");
  });

  it("not behind what asks nothing", async () => {
    call.begin();
    await settle();
    expect(call.line).toEqual(["say en/greeting"]);
  });

  it("anew when 20 s were not enough, not when it cannot be played: keys are taken all the same", async () => {
    await toAccount();
    await call.listen();
    const [first] = call.listening;
    call.run.playbackEnded(first ?? expect.fail("nothing listens"), true);
    await settle();
    expect(call.line).toEqual(["listen"]);
    const second = call.listening.at(-1) ?? expect.fail("nothing listens");
    call.run.playbackEnded(second, false);
    await settle();
    expect(call.line).toEqual(["listen"]);
    await call.type("10002000");
    expect(call.hearing()).toBe("en/enter-pin");
  });

  it("or not, when the PBX refuses it: journaled, and the call goes on", async () => {
    call.listeningFails = true;
    await toAccount();
    expect(call.entries("ivr.listening-failed").length).toBeGreaterThan(0);
    await call.type("10002000");
    expect(call.hearing()).toBe("en/enter-pin");
  });

  it("and is stopped with what was said before a restart, so that nothing holds up the question", async () => {
    await toAccount();
    const snapshot = call.run.snapshot();
    const after = new IvrCall().resume(snapshot);
    await settle();
    expect(after.line).toEqual(["hush", "hush", "say en/enter-account", "listen"]);
  });

  it("no longer when the caller is gone", async () => {
    await toAccount();
    call.run.callerGone();
    await settle();
    expect(call.line).toEqual([]);
    expect(call.outcome?.kind).toBe("caller-left");
  });

  it("begins again with the question after the PBX was away", async () => {
    await toAccount();
    call.run.pbxReconnected();
    await settle();
    expect(call.line).toEqual(["hush", "stop listening", "say en/enter-account", "listen"]);
  });
});
