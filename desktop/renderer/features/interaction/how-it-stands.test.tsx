import { screen } from "@testing-library/react";
import { beforeAll, describe, expect, it } from "vitest";
import { freshConsoles } from "../../../../test/fakes/fresh-consoles.ts";
import { openConsole } from "../../../../test/fakes/open-console.tsx";
import type { ConsoleContact } from "../../../../shared/wire/console.ts";
import { outbound, view } from "../../preview/fixtures.ts";
import { STATES } from "../../preview/states.ts";

const NOW = Date.now();
const isOff = (testId: string) => screen.getByTestId<HTMLButtonElement>(testId).disabled;

beforeAll(async () => {
  await Promise.all([import("../../app/signed-in.tsx"), import("../../i18n/zh.ts")]);
}, 60_000);
freshConsoles();

describe("a colleague who was asked and lost the connection", () => {
  it.each([
    ["en", "connection lost, being brought back – 林慧敏 hears music"],
    ["zh", "连接中断，正在接回，林慧敏听音乐"],
  ] as const)("is not said to be talking, and is not handed the customer (%s)", async (language, words) => {
    await openConsole(STATES["consult-away"]!(NOW), { language });
    expect(screen.getByTestId("second-call").textContent).toContain(words);
    expect([isOff("hand-over"), isOff("conference"), isOff("let-go")]).toEqual([true, true, false]);
  });
});

describe("the wrap-up of a call that nobody answered", () => {
  it.each<[ConsoleContact["notReached"], "en" | "zh", string]>([
    ["busy", "en", "The line is busy"],
    ["busy", "zh", "对方忙线"],
    ["unreachable", "en", "The number cannot be reached"],
    ["no-answer", "zh", "无人接听"],
    ["failed", "en", "Could not be called"],
  ])("says why: %s (%s)", async (notReached, language, words) => {
    const called: ConsoleContact = {
      ...outbound(NOW, "dialing"),
      phase: "wrap-up",
      connectedAt: null,
      endedAt: NOW,
      wrapUpEndsAt: NOW + 60_000,
      notReached,
    };
    await openConsole(view(NOW, called), { language });
    expect(screen.getByTestId("call-band").textContent).toContain(words);
  });
});

describe("the wrap-up of a talk", () => {
  it.each<[ConsoleContact["endedBy"], "en" | "zh", string]>([
    ["customer", "en", "Talked 1:05 – the customer hung up"],
    ["agent", "zh", "通话 1:05，您已挂断"],
    ["line", "en", "Talked 1:05 – the line was lost"],
    [null, "zh", "通话 1:05"],
  ])("says who ended it: %s (%s)", async (endedBy, language, words) => {
    const talked: ConsoleContact = {
      ...outbound(NOW, "connected"),
      phase: "wrap-up",
      connectedAt: NOW - 65_000,
      endedAt: NOW,
      wrapUpEndsAt: NOW + 60_000,
      endedBy,
    };
    await openConsole(view(NOW, talked), { language });
    expect(screen.getByTestId("call-band").textContent).toContain(words);
  });
});

describe("the customer hung up while a colleague is asked", () => {
  it.each([
    ["en", "Talked 1:05"],
    ["zh", "通话 1:05"],
  ] as const)("the time of the talk stands still (%s)", async (language, words) => {
    const asking = STATES["consult-gone"]!(NOW);
    const gone = { ...asking.contact!, connectedAt: NOW - 65_000, endedAt: NOW };
    await openConsole({ ...asking, contact: gone }, { language });
    expect(screen.getByTestId("call-band").textContent).toContain(words);
  });

  it("whoever is asked is not told of a hand-over that cannot come any more", async () => {
    const { push } = await openConsole(STATES["consulted"]!(NOW));
    const { contact } = STATES["consulted"]!(NOW);
    const asked = () => screen.getByTestId("asked").textContent;
    expect(asked()).toContain("handed over to you");
    await push({ contact: { ...contact!, consultedBy: { ...contact!.consultedBy!, state: "customer-gone" } } });
    expect(asked()).toContain("writes the note");
    expect(asked()).not.toContain("handed over");
  });
});

describe("nobody on record", () => {
  it.each([
    ["en", "No number came with the call: ask who it is"],
    ["zh", "来电没有号码，请询问对方身份"],
  ] as const)("is not looked for by a number that was withheld (%s)", async (language, words) => {
    await openConsole(STATES["unknown"]!(NOW), { language });
    expect(screen.getByTestId("customer-chooser").textContent).toContain(words);
  });

  it.each([
    ["en", "Not on record"],
    ["zh", "未登记客户"],
  ] as const)("is no caller when the agent called (%s)", async (language, words) => {
    const called = outbound(NOW, "connected");
    const context = { ...called.context, match: { kind: "none" as const, matchedBy: null, customers: [] } };
    await openConsole(view(NOW, { ...called, context, customer: null, callListEntry: null }), { language });
    expect(screen.getByTestId("customer-name").textContent).toBe(words);
  });
});
