import { beforeEach, describe, expect, it } from "vitest";
import { ANONYMOUS, BY_ACCOUNT, BY_NUMBER, IvrCall, liWei, RIGHT_PIN, settle } from "../../test/fakes/ivr-call.ts";

let call: IvrCall;
beforeEach(() => {
  call = new IvrCall();
});

async function toMainMenu(start: Parameters<IvrCall["begin"]>[0] = {}): Promise<void> {
  call.begin(start);
  await call.listen();
  await call.listen();
  expect(call.hearing()).toBe("en/main-menu");
}

describe("direct flow", () => {
  it("hands over before it returns and asks nobody for anything", () => {
    call.begin({ flowId: "direct" });
    expect(call.outcome).toMatchObject({
      kind: "to-queue",
      queueId: "service",
      language: "en",
      customerId: liWei.customerId,
    });
    expect(call.telephony.requests).toEqual([]);
    expect(call.journal).toEqual([]);
    expect(call.time.pending).toEqual([]);
  });

  it("an unknown flow still reaches the queue", () => {
    call.begin({ flowId: "nonsense" });
    expect(call.outcome).toMatchObject({ kind: "failed", code: "flow-unknown", queueId: "service" });
    call.run.digit("1");
    call.run.callerGone();
    expect(call.outcomes).toHaveLength(1);
  });
});

describe("service line, known caller", () => {
  it("answers before it speaks, welcomes without a name, offers the menu in the caller's language", async () => {
    call.begin();
    await settle();
    expect(call.telephony.requests.map((request) => request.method)).toEqual(["answer", "play"]);
    expect(call.hearing()).toBe("en/greeting");
    await call.listen();
    expect(call.hearing()).toBe("en/welcome-back");
    await call.listen();
    expect(call.hearing()).toBe("en/main-menu");
  });

  it("serves a balance: asks for the PIN, tells it, says goodbye", async () => {
    await toMainMenu();
    await call.type("1");
    expect(call.hearing()).toBe("en/enter-pin");
    await call.type(RIGHT_PIN);
    expect(call.hearing()).toBe("en/balance-due");
    await call.listen();
    expect(call.hearing()).toBe("en/after-balance");
    await call.sayNothing();
    expect(call.hearing()).toBe("en/goodbye");
    await call.listen();
    expect(call.outcome).toMatchObject({ kind: "served", language: "en", customerId: liWei.customerId });
    expect(call.collected("pin")).toBe("verified (verified)");
    expect(call.collected("intent")).toBe("balance");
    expect(call.collected("balance-heard")).toBe("CNY 128.50 (verified)");
    expect(call.collected("identified-by")).toBe("calling-number (verified)");
    expect(call.time.pending).toEqual([]);
  });

  it("counts a caller who hangs up with the balance heard as served, before that as gone", async () => {
    await toMainMenu();
    await call.type("1");
    await call.type(RIGHT_PIN);
    const early = call.run.snapshot();
    await call.listen();
    call.run.callerGone();
    expect(call.outcome?.kind).toBe("served");
    const other = new IvrCall().resume(early);
    other.run.callerGone();
    expect(other.outcome?.kind).toBe("caller-left");
  });

  it("asks for the PIN once a call", async () => {
    await toMainMenu();
    await call.type("1");
    await call.type(RIGHT_PIN);
    await call.listen();
    await call.type("2");
    expect(call.hearing()).toBe("en/main-menu");
    await call.type("1");
    expect(call.hearing()).toBe("en/balance-due");
  });

  it.each([
    ["2", "billing"],
    ["3", "fault"],
    ["0", "agent"],
    ["9", "agent"],
  ])("takes key %s to an agent with the intent %s", async (key, intent) => {
    await toMainMenu();
    await call.type(key);
    expect(call.hearing()).toBe("en/transfer");
    expect(call.outcome).toBeUndefined();
    await call.listen();
    expect(call.outcome?.kind).toBe("to-queue");
    expect(call.collected("intent")).toBe(intent);
  });

  it("says so and hands over after three wrong PINs, unverified and journaled", async () => {
    await toMainMenu();
    await call.type("1");
    await call.type("1111");
    expect(call.hearing()).toBe("en/pin-wrong");
    await call.listen();
    await call.type("2222");
    await call.listen();
    await call.type("3333");
    expect(call.hearing()).toBe("en/pin-refused");
    await call.listen();
    await call.listen();
    expect(call.outcome).toMatchObject({ kind: "to-queue", customerId: liWei.customerId });
    expect(call.collected("pin")).toBe("wrong");
    expect(call.collected("intent")).toBe("balance");
    expect(call.entries("ivr.pin-wrong")).toHaveLength(2);
    expect(call.entries("ivr.pin-refused")).toEqual([{ customerId: liWei.customerId, wrongPins: 3 }]);
  });

  it.each([
    ["locked", "en/pin-locked"],
    ["no-pin", "en/pin-not-set"],
  ] as const)("tells a caller whose PIN is %s", async (result, prompt) => {
    call.customers.verifyPin = () => Promise.resolve({ result, attemptsLeft: 0 });
    await toMainMenu();
    await call.type("1");
    await call.type("1234");
    expect(call.hearing()).toBe(prompt);
    await call.listen();
    await call.listen();
    expect(call.outcome?.kind).toBe("to-queue");
  });

  it("hands over after two silences and after three wrong keys", async () => {
    await toMainMenu();
    await call.sayNothing();
    expect(call.hearing()).toBe("en/no-input en/main-menu");
    await call.sayNothing();
    expect(call.hearing()).toBe("en/transfer");

    call = new IvrCall();
    await toMainMenu();
    await call.type("7");
    expect(call.hearing()).toBe("en/wrong-input en/main-menu");
    await call.type("8");
    await call.type("#");
    expect(call.hearing()).toBe("en/transfer");
  });

  it("repeats the menu on star without complaining", async () => {
    await toMainMenu();
    await call.type("7");
    await call.type("*");
    expect(call.hearing()).toBe("en/main-menu");
  });
});

describe("service line, caller not known", () => {
  it("offers the language, then takes account and PIN", async () => {
    call.begin(ANONYMOUS);
    await settle();
    expect(call.hearing()).toBe("en/greeting zh/greeting");
    await call.listen();
    expect(call.hearing()).toBe("en/language-offer zh/language-offer");
    await call.type("2");
    expect(call.hearing()).toBe("zh/enter-account");
    await call.type("10002000");
    expect(call.hearing()).toBe("zh/enter-pin");
    await call.type(`${RIGHT_PIN}#`);
    expect(call.hearing()).toBe("zh/main-menu");
    await call.type("2");
    await call.listen();
    expect(call.outcome).toMatchObject({
      kind: "to-queue",
      language: "zh",
      customerId: liWei.customerId,
      match: BY_ACCOUNT,
    });
    expect(call.collected("account")).toBe("10002000 (verified)");
    expect(call.collected("identified-by")).toBe("account (verified)");
  });

  it("reaches an agent with 0 and # instead of an account or a PIN", async () => {
    call.begin(ANONYMOUS);
    await call.type("10#");
    expect(call.hearing()).toBe("en/transfer");

    call = new IvrCall().begin(ANONYMOUS);
    await call.type("110002000");
    expect(call.hearing()).toBe("en/enter-pin");
    await call.type("0#");
    await call.listen();
    expect(call.outcome).toMatchObject({ kind: "to-queue", customerId: liWei.customerId });
    expect(call.collected("pin")).toBeUndefined();
  });

  it("does not take the caller for the owner of an account whose PIN they do not know", async () => {
    call.begin(ANONYMOUS);
    await call.type("110002000");
    for (const pin of ["1111", "2222", "3333"]) {
      await call.type(pin);
      await call.listen();
    }
    await call.listen();
    expect(call.outcome).toMatchObject({ kind: "to-queue", customerId: null, match: BY_ACCOUNT });
    expect(call.collected("pin")).toBe("wrong");
  });

  it("corrects with star: what was typed, then back to the account", async () => {
    call.begin(ANONYMOUS);
    await call.type("1999*10002000");
    expect(call.hearing()).toBe("en/enter-pin");
    await call.type("11*");
    expect(call.hearing()).toBe("en/enter-pin");
    await call.type("*");
    expect(call.hearing()).toBe("en/enter-account");
  });

  it("says that an account is not known, three times at most", async () => {
    call.begin(ANONYMOUS);
    await call.type("1");
    for (const account of ["99999999", "88888888"]) {
      await call.type(account);
      expect(call.hearing()).toBe("en/account-not-found");
      await call.listen();
    }
    await call.type("77777777");
    expect(call.hearing()).toBe("en/account-needs-agent");
    await call.listen();
    await call.listen();
    expect(call.outcome).toMatchObject({ kind: "to-queue", customerId: null });
  });

  it("shows several owners of one account as several", async () => {
    const several = { ...BY_ACCOUNT, kind: "many" as const, customers: [liWei, { ...liWei, name: "Wang Fang" }] };
    call.customers.match = () => Promise.resolve(several);
    call.begin(ANONYMOUS);
    await call.type("110002000");
    await call.listen();
    await call.listen();
    expect(call.outcome).toMatchObject({ kind: "to-queue", customerId: null, match: several });
  });
});

describe("before a language is chosen", () => {
  it.each(["service-line", "sales-line"])("whatever is said is said in both: %s", async (flowId) => {
    const promise = flowId === "sales-line" ? "sales-transfer" : "transfer";
    call.begin({ ...ANONYMOUS, flowId });
    await call.listen();
    expect(call.hearing()).toBe("en/language-offer zh/language-offer");
    await call.type("7");
    expect(call.hearing()).toBe("en/wrong-input zh/wrong-input en/language-offer zh/language-offer");
    await call.sayNothing();
    expect(call.hearing()).toBe("en/no-input zh/no-input en/language-offer zh/language-offer");
    await call.type("0");
    expect(call.hearing()).toBe(`en/${promise} zh/${promise}`);
    await call.listen();
    expect(call.collected("language")).toBe("not-chosen");
  });

  it("the one that is chosen is the only one from there on", async () => {
    call.begin({ ...ANONYMOUS, flowId: "sales-line" });
    await call.listen();
    await call.type("2");
    expect(call.hearing()).toBe("zh/sales-transfer");
    await call.listen();
    expect(call.collected("language")).toBe("zh (verified)");
  });
});

describe("sales line", () => {
  it("greets, knows the language, transfers", async () => {
    call.begin({ flowId: "sales-line" });
    await settle();
    expect(call.hearing()).toBe("en/sales-greeting");
    await call.listen();
    expect(call.hearing()).toBe("en/sales-transfer");
    await call.listen();
    expect(call.outcome).toMatchObject({ kind: "to-queue", match: BY_NUMBER });
    expect(call.collected("intent")).toBe("sales");
  });
  it("does not say that an agent is coming when the queue is closed: the queue says so", async () => {
    call.begin({ flowId: "sales-line", queueClosed: true });
    await settle();
    expect(call.hearing()).toBe("en/sales-greeting");
    await call.listen();
    expect(call.outcome).toMatchObject({ kind: "to-queue", match: BY_NUMBER });
    expect(call.collected("intent")).toBe("sales");
  });
});

describe("service line before a closed queue", () => {
  it.each<["ok" | "wrong" | "locked" | "no-pin", string, string]>([
    ["wrong", "a PIN that is refused", "en/pin-refused"],
    ["locked", "a PIN that is locked", "en/pin-locked"],
    ["no-pin", "no PIN at all", "en/pin-not-set"],
    ["ok", "data that cannot be reached", "en/system-trouble"],
  ])("%s: %s is all that is said", async (result, _, said) => {
    call.customers.verifyPin = () => Promise.resolve({ result, attemptsLeft: 0 });
    call.customers.record = () => Promise.resolve(null);
    await toMainMenu({ queueClosed: true });
    await call.type("1");
    for (let entry = 0; entry < 3 && call.hearing() !== said; entry += 1) {
      await call.type("1234");
      if (call.hearing() === "en/pin-wrong") await call.listen();
    }
    expect(call.hearing()).toBe(said);
    await call.listen();
    expect(call.outcome).toMatchObject({ kind: "to-queue" });
  });
});
