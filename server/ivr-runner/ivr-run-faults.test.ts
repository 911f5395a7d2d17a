import fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import { ANONYMOUS, BY_ACCOUNT, IvrCall, liWei, RIGHT_PIN, settle } from "../../test/fakes/ivr-call.ts";
import { PLAYBACK_LIMIT_MS } from "./speaker.ts";

let call: IvrCall;
beforeEach(() => {
  call = new IvrCall();
});

async function toMainMenu(): Promise<void> {
  call.begin();
  await call.listen();
  await call.listen();
  expect(call.hearing()).toBe("en/main-menu");
}

describe("keys", () => {
  it("takes a whole call typed before the first prompt", async () => {
    call.begin(ANONYMOUS);
    await call.type(`110002000#${RIGHT_PIN}#1`);
    await settle();
    expect(call.hearing()).toBe("en/balance-due");
    expect(call.telephony.of("play")).toHaveLength(1);
  });

  it("stops the prompt on the first key, after the PBX has taken it", async () => {
    call.telephony.behave("play", { kind: "delay" });
    call.begin({ flowId: "service-line" });
    await settle();
    await call.type("2");
    expect(call.telephony.of("stopPlayback")).toEqual([]);
    call.telephony.release();
    await settle();
    const played = call.telephony.of("play")[0]?.args[0];
    expect(call.telephony.of("stopPlayback").map((request) => request.args[0])).toEqual([played]);
  });

  it("ends a short entry after a pause and says it was wrong", async () => {
    call.begin(ANONYMOUS);
    await call.type("1123");
    call.time.advance(2_999);
    await settle();
    expect(call.entries("ivr.input")).toHaveLength(1);
    call.time.advance(1);
    await settle();
    expect(call.hearing()).toBe("en/wrong-input en/enter-account");
  });

  it("drops keys typed ahead of a wrong PIN instead of taking them for the next one", async () => {
    await toMainMenu();
    await call.type("1");
    await call.type("111147");
    await call.listen();
    await call.type(RIGHT_PIN);
    expect(call.hearing()).toBe("en/balance-due");
  });

  it("keeps exactly the keys typed, however playback events and answers of the store interleave", async () => {
    const keys = fc.stringMatching(/^[1-9]{8}[1-9]{4}$/);
    const pauses = fc.array(fc.constantFrom("none", "settle", "ended", "failed-event", "twice"), {
      minLength: 12,
      maxLength: 12,
    });
    await fc.assert(
      fc.asyncProperty(keys, pauses, async (typed, between) => {
        const one = new IvrCall();
        const accounts: string[] = [];
        const pins: string[] = [];
        one.customers.match = (_kind, account) => {
          accounts.push(account);
          return Promise.resolve(BY_ACCOUNT);
        };
        one.customers.verifyPin = (_id, pin) => {
          pins.push(pin);
          return Promise.resolve({ result: "ok", attemptsLeft: 3 });
        };
        one.begin(ANONYMOUS);
        one.run.digit("1");
        for (const [index, key] of [...typed].entries()) {
          one.run.digit(key);
          const pause = between[index];
          const playing = one.telephony.of("play").at(-1)?.args[0] as Parameters<typeof one.run.playbackEnded>[0];
          if (pause !== "none") await settle();
          if (pause === "ended" || pause === "twice") one.run.playbackEnded(playing, true);
          if (pause === "twice") one.run.playbackEnded(playing, true);
          if (pause === "failed-event") one.run.playbackEnded(playing, false);
        }
        await settle();
        expect([accounts, pins]).toEqual([[typed.slice(0, 8)], [typed.slice(8)]]);
        one.run.callerGone();
      }),
      { numRuns: 60 },
    );
  });
});

describe("secrets", () => {
  it("leaves no digit of a PIN in journal, snapshot or outcome", async () => {
    call.begin(ANONYMOUS);
    const shots: unknown[] = [];
    const shoot = (): number => shots.push(call.run.snapshot());
    await call.type("110002000");
    for (const key of RIGHT_PIN) {
      call.run.digit(key);
      shoot();
    }
    shoot();
    await settle();
    shoot();
    call.run.callerGone();
    expect(JSON.stringify([call.journal, shots, call.outcomes])).not.toContain(RIGHT_PIN);
  });

  it("does not write down a PIN typed where an account is asked", async () => {
    call.begin(ANONYMOUS);
    await call.type(`1${RIGHT_PIN}#`);
    expect(JSON.stringify([call.journal, call.run.snapshot()])).not.toContain(RIGHT_PIN);
  });
});

describe("faults", () => {
  it("apologises and hands over when the store fails, is too slow or does not know the customer", async () => {
    const faults: (() => Promise<null>)[] = [
      () => Promise.reject(Object.assign(new Error("PIN 4821 refused"), { code: "database-busy" })),
      () => new Promise(() => undefined),
      () => Promise.resolve(null),
    ];
    const codes: unknown[] = [];
    for (const record of faults) {
      call = new IvrCall();
      call.customers.record = record;
      await toMainMenu();
      await call.type("1");
      await call.type(RIGHT_PIN);
      call.time.advance(2_000);
      await settle();
      expect(call.hearing()).toBe("en/system-trouble");
      await call.listen();
      expect(call.hearing()).toBe("en/transfer");
      await call.listen();
      expect(call.outcome?.kind).toBe("to-queue");
      expect(call.collected("intent")).toBe("balance");
      codes.push(...call.entries("ivr.store-failed"));
      expect(JSON.stringify(call.journal)).not.toContain(RIGHT_PIN);
    }
    expect(codes).toEqual([{ code: "database-busy" }, { code: "timeout" }, { code: "customer-unknown" }]);
  });

  it("drops and notes a store's answer that comes after the caller left", async () => {
    let answer: (match: typeof BY_ACCOUNT) => void = () => undefined;
    call.customers.match = () => new Promise((resolve) => (answer = resolve));
    call.begin(ANONYMOUS);
    await call.type("110002000");
    call.run.callerGone();
    answer(BY_ACCOUNT);
    await settle();
    expect(call.outcomes).toHaveLength(1);
    expect(call.outcome).toMatchObject({ kind: "caller-left", customerId: null });
    expect(call.entries("ivr.late-result")).toHaveLength(1);
    expect(call.time.pending).toEqual([]);
  });

  it("goes on to the queue when a prompt cannot be had", async () => {
    call.prompts.media = () => Promise.reject(Object.assign(new Error("no espeak"), { code: "prompt-unavailable" }));
    call.begin();
    await settle();
    expect(call.outcome).toMatchObject({ kind: "failed", code: "prompt-unavailable", customerId: liWei.customerId });
    expect(call.entries("ivr.prompt-failed")).toHaveLength(1);
  });

  it("plays a prompt again that the PBX gave up, then gives up too", async () => {
    call.begin();
    await call.listen(false);
    expect(call.telephony.of("play")).toHaveLength(2);
    expect(call.outcome).toBeUndefined();
    await call.listen(false);
    expect(call.outcome).toMatchObject({ kind: "failed", code: "prompt-unavailable" });
  });

  it.each(["pbx-unavailable", "pbx-timeout", "pbx-refused"] as const)(
    "hands over when the PBX says %s",
    async (code) => {
      for (const method of ["answer", "play"] as const) {
        call = new IvrCall();
        call.telephony.behave(method, { kind: "refuse", code });
        call.begin();
        await settle();
        expect(call.outcome).toMatchObject({ kind: "failed", code });
      }
    },
  );

  it("takes a channel that is gone for a caller who left", async () => {
    for (const method of ["answer", "play"] as const) {
      call = new IvrCall();
      call.telephony.behave(method, { kind: "refuse", code: "channel-gone" });
      call.begin();
      await settle();
      expect(call.outcome?.kind).toBe("caller-left");
      call.run.callerGone();
      expect(call.outcomes).toHaveLength(1);
    }
  });

  it("notes a playback that cannot be stopped and goes on", async () => {
    call.telephony.behave("stopPlayback", { kind: "refuse", code: "pbx-timeout" });
    await toMainMenu();
    await call.type("2");
    expect(call.entries("ivr.stop-failed")).toHaveLength(1);
    expect(call.hearing()).toBe("en/transfer");
  });

  it("takes a prompt whose end never comes for heard", async () => {
    call.begin();
    await settle();
    call.time.advance(PLAYBACK_LIMIT_MS);
    await settle();
    expect(call.hearing()).toBe("en/welcome-back");
  });

  it("begins the present prompt anew after the PBX came back, with a new id", async () => {
    await toMainMenu();
    const before = call.telephony.of("play").length;
    call.run.pbxReconnected();
    await settle();
    expect(call.hearing()).toBe("en/main-menu");
    const ids = call.telephony.of("play").map((request) => request.args[0]);
    expect(ids).toHaveLength(before + 1);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it("still hands over when the journal breaks, at the start or in between", async () => {
    call.journalBroken = true;
    call.begin();
    expect(call.outcome).toMatchObject({ kind: "failed", code: "ivr-fault" });

    call = new IvrCall();
    await toMainMenu();
    call.journalBroken = true;
    await call.type("2");
    expect(call.outcomes).toHaveLength(1);
    expect(call.outcome).toMatchObject({ kind: "failed", code: "ivr-fault", customerId: liWei.customerId });
    expect(call.time.pending).toEqual([]);
  });

  it("gives a person to whoever stays ten minutes", async () => {
    call.begin(ANONYMOUS);
    await call.listen();
    for (let press = 0; press < 119; press += 1) {
      await call.type("*");
      call.time.advance(5_000);
    }
    expect(call.hearing()).toBe("en/language-offer zh/language-offer");
    call.time.advance(5_000);
    await settle();
    expect(call.hearing()).toBe("en/transfer zh/transfer");
    await call.listen();
    expect(call.outcome?.kind).toBe("to-queue");
  });
});

describe("hang-up", () => {
  it("ends the run once, in every situation on the way to a balance, and leaves no timer", async () => {
    const steps = ["", "1", "10002000", RIGHT_PIN, "1", "", "1"];
    for (let until = 0; until <= steps.length; until += 1) {
      call = new IvrCall().begin(ANONYMOUS);
      for (const keys of steps.slice(0, until)) {
        if (keys === "") await call.listen();
        else await call.type(keys);
      }
      call.run.callerGone();
      call.run.callerGone();
      await call.type("123");
      await call.listen();
      call.time.advance(1_000_000);
      await settle();
      expect(call.outcomes, `after ${until} steps`).toHaveLength(1);
      expect(["caller-left", "served"]).toContain(call.outcome?.kind);
      expect(call.time.pending).toEqual([]);
    }
  });
});

describe("restart of the server", () => {
  it("asks the present question again, silences the old prompt, keeps what was collected and the deadline", async () => {
    call.begin(ANONYMOUS);
    await call.type("2");
    await call.type("10002000");
    expect(call.hearing()).toBe("zh/enter-pin");
    const snapshot = call.run.snapshot();
    const oldPlayback = call.telephony.of("play").at(-1)?.args[0];

    const after = new IvrCall();
    after.resume(snapshot);
    await settle();
    expect(after.telephony.of("answer")).toEqual([]);
    expect(after.telephony.of("stopPlayback")[0]?.args[0]).toBe(oldPlayback);
    expect(after.hearing()).toBe("zh/enter-pin");
    await after.type(RIGHT_PIN);
    expect(after.hearing()).toBe("zh/main-menu");
    await after.type("2");
    await after.listen();
    expect(after.outcome).toMatchObject({ kind: "to-queue", language: "zh", customerId: liWei.customerId });
    expect(after.collected("account")).toBe("10002000 (verified)");
  });

  it("keeps the limit of the whole call, absolute", async () => {
    await toMainMenu();
    call.time.advance(1_000);
    const after = new IvrCall();
    after.time.advance(10 * 60_000 - 1);
    after.resume(call.run.snapshot());
    await settle();
    after.time.advance(1);
    await settle();
    expect(after.hearing()).toBe("en/transfer");
  });

  it("asks for a PIN again that was being checked, and repeats a lookup with its own limit", async () => {
    call.customers.verifyPin = () => new Promise(() => undefined);
    await toMainMenu();
    await call.type("1");
    await call.type(RIGHT_PIN);
    const pin = new IvrCall().resume(call.run.snapshot());
    await settle();
    expect(pin.hearing()).toBe("en/enter-pin");

    call = new IvrCall();
    call.customers.match = () => new Promise(() => undefined);
    call.begin(ANONYMOUS);
    await call.type("110002000");
    const lookup = new IvrCall();
    lookup.time.advance(60_000);
    lookup.resume(call.run.snapshot());
    lookup.time.advance(1_999);
    await settle();
    expect(lookup.hearing()).toBe("en/enter-pin");
  });

  it("refuses a snapshot it cannot read", async () => {
    await toMainMenu();
    const good = JSON.parse(JSON.stringify(call.run.snapshot())) as Record<string, unknown>;
    for (const bad of [
      null,
      7,
      {},
      { ...good, version: 1 },
      { ...good, state: "nowhere" },
      { ...good, timers: null },
    ]) {
      expect(() => new IvrCall().resume(bad)).toThrowError(/not usable/);
    }
  });
});
