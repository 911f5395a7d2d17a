import { screen, waitFor, within } from "@testing-library/react";
import { beforeAll, describe, expect, it } from "vitest";
import type { AgentView, CommandReply } from "../../../shared/wire/console.ts";
import { freshConsoles } from "../../../test/fakes/fresh-consoles.ts";
import { openConsole } from "../../../test/fakes/open-console.tsx";
import type { FakeServer } from "../preview/fake-server.ts";
import { CONTACT } from "../preview/fixtures.ts";
import { STATES } from "../preview/states.ts";

const NOW = Date.now();
const state = (name: string): AgentView => STATES[name]!(NOW);
const contactOf = (name: string) => ({ contact: state(name).contact });
const isOff = (testId: string) => screen.getByTestId<HTMLButtonElement>(testId).disabled;
const control = () => screen.getByTestId("agent-state").textContent;
/** The stored time in it grows while a test runs: `0:21` or a moment later. */
const HELD = /customer on hold 0:2\d/u;

beforeAll(async () => {
  await Promise.all([import("./signed-in.tsx"), import("../features/customers/search-view.tsx")]);
}, 60_000);
freshConsoles();

describe("passing a call on", () => {
  it("opens by key, finds whoever is typed, and asks them first", async () => {
    const { server, user } = await openConsole(state("connected"));
    await user.keyboard("t");
    const picker = await screen.findByTestId("target-picker");
    await within(picker).findAllByTestId("target");
    await user.type(screen.getByTestId("target-search"), "bo");
    const rows = within(picker).getAllByTestId("target");
    expect(rows).toHaveLength(1);
    await user.click(within(rows[0]!).getByRole("button", { name: "Ask first: Bo Chen" }));
    expect(server.named("consult.start")[0]?.args).toEqual({
      contactId: CONTACT,
      target: { kind: "agent", agentId: "u-bo" },
    });
    await waitFor(() => expect(screen.queryByTestId("target-picker")).toBeNull());
  });

  it("needs no pointer: what is typed marks the first who can be rung, arrows another, Enter asks, Ctrl+Enter hands over", async () => {
    const { server, user } = await openConsole(state("connected"));
    await user.keyboard("t");
    await screen.findAllByTestId("target");
    const marked = () => screen.getAllByTestId("target").find(({ dataset }) => dataset["marked"] === "true");
    await user.keyboard("{Enter}{Control>}{Enter}{/Control}");
    expect([marked(), server.named("consult.start"), server.named("transfer.start")]).toEqual([undefined, [], []]);
    server.respond = refuse("conflict", server.respond);
    await user.keyboard("{ArrowDown}{ArrowDown}");
    const below = marked()?.dataset["target"] ?? "";
    expect(["", "agent-u-bo"]).not.toContain(below);
    await user.keyboard("b");
    expect(marked()?.dataset["target"]).toBe("agent-u-bo");
    expect(screen.getByTestId("target-marked").textContent).toBe("Enter asks Bo Chen first.");
    await user.keyboard("{ArrowDown}{ArrowUp}{Enter}");
    expect(server.named("consult.start").map(({ args }) => args["target"])).toEqual([
      { kind: "agent", agentId: "u-bo" },
    ]);
    await waitFor(() => expect(screen.getByTestId("notices").textContent).not.toBe(""));
    await user.keyboard("{Control>}{Enter}{/Control}");
    expect(server.named("transfer.start").map(({ args }) => args["target"])).toEqual([
      { kind: "agent", agentId: "u-bo" },
    ]);
    expect(server.named("wrap-up.complete")).toEqual([]);
  });

  it("hands over at once to a queue, a skill or an outside number", async () => {
    const { server, user } = await openConsole(state("connected"));
    await user.keyboard("t");
    await screen.findAllByTestId("target");
    const give = async (text: string, name: string) => {
      const search = screen.getByTestId("target-search");
      await user.clear(search);
      await user.type(search, text);
      await user.click(await screen.findByRole("button", { name: `Hand over to ${name}` }));
      return server.named("transfer.start").at(-1)?.args["target"];
    };
    server.respond = refuse("conflict", server.respond);
    expect(await give("sales", "Sales")).toEqual({ kind: "queue", queueId: "sales" });
    expect(await give("german", "German")).toMatchObject({ kind: "skill", queueId: "service", skill: "german" });
    expect(await give("01065529988", "01065529988")).toEqual({ kind: "number", number: "01065529988" });
  });

  it("does not offer a colleague who cannot be rung", async () => {
    const { user } = await openConsole(state("connected"));
    await user.keyboard("t");
    await screen.findAllByTestId("target");
    const names = ["Ask first: Daniel Wright", "Hand over to Daniel Wright"];
    for (const name of names) expect(screen.getByRole<HTMLButtonElement>("button", { name }).disabled).toBe(true);
  });

  it("says what went wrong and what to do, and stays open for another try", async () => {
    const { server, user } = await openConsole(state("connected"));
    await user.keyboard("t");
    await screen.findAllByTestId("target");
    server.respond = refuse("agent-unreachable", server.respond);
    await user.click(screen.getByRole("button", { name: "Ask first: Bo Chen" }));
    await waitFor(() => expect(screen.getByTestId("notices").textContent).not.toBe(""));
    expect(screen.getByTestId("target-picker")).toBeTruthy();
    expect(screen.getByTestId("call-band").dataset["phase"]).toBe("connected");
  });

  it("shows that it works until the server has answered", async () => {
    const { server, user } = await openConsole(state("connected"));
    let answer = (_reply: CommandReply) => {};
    server.respond = () =>
      new Promise((resolve) => {
        answer = resolve;
      });
    await user.click(screen.getByTestId("park"));
    expect(screen.getByTestId("park").dataset["pending"]).toBe("true");
    await user.keyboard("p");
    expect(server.named("call.park")).toHaveLength(1);
    answer({ ok: false, code: "timeout" });
    await waitFor(() => expect(screen.getByTestId("park").dataset["pending"]).toBeUndefined());
    expect(screen.getByTestId("notices").textContent).not.toBe("");
  });

  it("is not possible while the connection is lost; hanging up is", async () => {
    const { server, user } = await openConsole(state("connected"));
    server.drop();
    await screen.findByTestId("reconnect-banner");
    expect([isOff("transfer"), isOff("park"), isOff("hold"), isOff("hangup")]).toEqual([true, true, true, false]);
    await user.keyboard("tp");
    expect(screen.queryByTestId("target-picker")).toBeNull();
    expect(server.named("call.park")).toEqual([]);
  });
});

describe("two calls", () => {
  it.each([
    ["w", "consult.swap", { contactId: CONTACT }],
    ["j", "consult.conference", { contactId: CONTACT }],
    ["o", "consult.complete", { contactId: CONTACT }],
    ["u", "consult.cancel", { contactId: CONTACT }],
  ])("key %s: %s", async (key, command, args) => {
    const { server, user } = await openConsole(state("consulting"));
    expect(screen.getByTestId("second-call").dataset["state"]).toBe("active");
    await user.keyboard(key);
    expect(server.named(command)).toEqual([{ name: command, args }]);
  });

  it.each(["consulting", "two-customers"])("stay in reach above every other view (%s)", async (name) => {
    const { server, user } = await openConsole(state(name), { hash: "#/search" });
    const strip = await screen.findByTestId("call-strip");
    const other = within(strip).getByTestId("second-call");
    expect(other.textContent).toContain(name === "consulting" ? "Bo Chen" : "王芳");
    await user.click(within(other).getByTestId("swap"));
    await user.keyboard("{Alt>}u{/Alt}");
    expect(server.commands.map((command) => command.name)).toEqual(
      expect.arrayContaining(["consult.swap", name === "consulting" ? "consult.cancel" : "call.hang-up"]),
    );
  });

  it("of two customers neither is handed to the other, but all three can talk, and one of them alone again", async () => {
    const { server, user, push } = await openConsole(state("two-customers"));
    expect(screen.queryByTestId("hand-over")).toBeNull();
    await user.keyboard("oj");
    expect(server.commands.map(({ name }) => name)).not.toContain("consult.complete");
    expect(server.named("consult.conference")).toHaveLength(1);
    await push(state("two-customers-together"));
    expect(screen.getByTestId("second-call").textContent).toContain("all three hear each other");
    expect([isOff("conference"), isOff("swap")]).toEqual([true, false]);
    expect(screen.getByTestId("swap").textContent).toContain("Speak alone");
    await user.keyboard("w");
    expect(server.named("consult.swap")).toHaveLength(1);
    await user.keyboard("u");
    expect(server.named("call.hang-up").at(-1)?.args).toEqual({ contactId: "c-2" });
  });

  it("when the customer has hung up, nobody can be handed over to", async () => {
    await openConsole(state("consult-gone"));
    expect(screen.getByTestId("call-band").textContent).toContain("The customer hung up");
    expect([isOff("swap"), isOff("conference"), isOff("hand-over"), isOff("let-go")]).toEqual([
      true,
      true,
      true,
      false,
    ]);
  });

  it("whoever is asked sees what is expected of them, and nothing to fill in", async () => {
    const { push } = await openConsole(state("consulted"));
    expect(screen.getByTestId("asked").textContent).toContain("Bo Chen keeps the customer");
    expect(screen.queryByTestId("note")).toBeNull();
    expect([isOff("hold"), isOff("transfer"), isOff("park")]).toEqual([true, true, true]);
    // Handed over: from now on it is their customer.
    await push(contactOf("connected"));
    expect(screen.getByTestId("note")).toBeTruthy();
  });

  it.each([
    ["consulted", "customer hears music", "nothing of what you say"],
    ["consulted-music", "you hear music", "neither of them hears you"],
    ["consulted-conference", "the customer hears you", "the customer hear each other"],
    ["consulted-gone", "the customer hung up", "who has hung up"],
  ])("whoever is asked reads who hears them: %s", async (name, band, hint) => {
    await openConsole(state(name));
    expect(screen.getByTestId("call-band").textContent).toContain(band);
    expect(screen.getByTestId("asked").textContent).toContain(hint);
  });

  it.each(["parked", "parked-wrap-up", "parked-idle"])(
    "parked customers are fetched by whoever may: %s",
    async (name) => {
      const { server, user } = await openConsole(state(name));
      const parked = screen.getAllByTestId("parked-call");
      expect(parked.map((each) => each.dataset["place"])).toEqual(["1", "3"]);
      await user.click(within(parked[1]!).getByTestId("retrieve"));
      expect(server.named("call.retrieve")[0]?.args).toEqual({ contactId: "c-3" });
    },
  );
});

describe("the top bar says what is true", () => {
  it.each([
    ["asking", ["Consulting", "Bo Chen is rung", HELD]],
    ["consulting", ["Consulting", "Bo Chen", HELD]],
    ["consult-swapped", ["On a call", "Bo Chen hears music"]],
    ["consult-away", ["Consulting", "Bo Chen has lost the connection", HELD]],
    ["consult-gone", ["Consulting", "Bo Chen", "The customer hung up"]],
    ["conference", ["Conference", "with +86"]],
    ["two-customers", ["On a call", "王芳 hears music"]],
    ["two-customers-swapped", ["On a call", "王芳", /林慧敏 on hold 0:2\d/u]],
    ["consulted", ["Asked by a colleague", "Bo Chen asks"]],
    ["consulted-music", ["Asked by a colleague", "Bo Chen talks with the customer"]],
    ["consulted-conference", ["Conference", "with Bo Chen and the customer"]],
    ["consulted-gone", ["Asked by a colleague", "the customer hung up"]],
  ] as const)("%s", async (name, words) => {
    await openConsole(state(name));
    for (const each of words) expect(control()).toMatch(each);
    expect(control()).not.toContain("On hold");
  });

  it("on hold is who talks to nobody", async () => {
    const { push } = await openConsole(state("held"));
    expect(control()).toContain("On hold");
    await push(contactOf("consulting"));
    expect(control()).toContain("Consulting");
    await push(contactOf("connected"));
    expect(control()).toContain("On a call");
    const { contact, serverNow } = state("two-customers");
    await push({ contact: { ...contact!, held: true, heldSince: serverNow } });
    expect(control()).toContain("On hold");
    expect(control()).toContain("both hear music");
  });

  it("does not say that the customer hears music while the agent talks with them and the other phone rings", async () => {
    const { push } = await openConsole(state("asking"));
    const bar = screen.getByTestId("second-call");
    expect(bar.textContent).toContain("hears music");
    await push(contactOf("asking-meanwhile"));
    expect(bar.textContent).toMatch(/ringing – you are talking with/u);
  });

  it("groups the number of a customer nobody knows", async () => {
    const { contact } = state("two-customers");
    const second = { ...contact!.second!, name: "+862012340000" };
    await openConsole({ ...state("two-customers"), contact: { ...contact!, second } });
    expect(screen.getByTestId("second-call").textContent).toContain("+86\u00a0201\u00a0234\u00a00000");
  });

  it("says to who is rung that the colleague talks with the customer meanwhile", async () => {
    const { contact } = state("consulted-music");
    await openConsole({ ...state("offered"), contact: { ...contact!, phase: "offered", held: false } });
    expect(screen.getByTestId("call-band").textContent).toContain(
      "Bo Chen asks you – and talks with the customer meanwhile",
    );
  });

  it.each([
    [null, "Call ended"],
    [{ kind: "parking", name: "2" }, "Parked on 2"],
    [{ kind: "agent", name: "Bo Chen" }, "Passed on to Bo Chen"],
    [{ kind: "queue", name: "sales" }, "Sent to a queue"],
    [{ kind: "skill", name: "german" }, "Sent to somebody for German"],
    [{ kind: "skill", name: "a word without names" }, "Sent to somebody for a word without names"],
  ] as const)("in wrap-up, where the customer went: %o", async (passedOn, words) => {
    const { contact } = state("wrap-up");
    await openConsole({ ...state("wrap-up"), contact: { ...contact!, passedOn } });
    await waitFor(() => expect(screen.getByTestId("call-band").textContent).toContain(words));
  });

  it.each([
    ["en", "Somebody for German"],
    ["zh", "会德语的同事"],
  ] as const)("who is asked for a skill, by its name in %s", async (language, words) => {
    const { contact } = state("consulting");
    const second = { ...contact!.second!, kind: "skill", name: "german" } as const;
    await openConsole({ ...state("consulting"), contact: { ...contact!, second } }, { language });
    await waitFor(() => expect(screen.getByTestId("second-call").textContent).toContain(words));
  });

  it("also in Chinese", async () => {
    await openConsole(state("consulting"), { language: "zh" });
    expect(control()).toMatch(/咨询中Bo Chen · 客户已保持 0:2\d/u);
    expect(screen.getByTestId("call-band").textContent).toContain("客户保持中");
  });
});

describe("a promised callback", () => {
  it("says that the customer is being called, and rings only when they have answered", async () => {
    const { phone, user, push } = await openConsole(state("callback-called"));
    const band = await screen.findByTestId("call-band");
    expect(band.textContent).toContain("The customer is being called");
    expect(control()).toContain("Calling the customer");
    expect(band.textContent).toContain("Your phone rings as soon as they answer.");
    expect([isOff("answer"), isOff("reject")]).toEqual([true, false]);
    await user.keyboard("a");
    expect(phone.calls).not.toContain("answer 1");
    await push(contactOf("callback-answered"));
    expect(band.textContent).toContain("A promised callback");
    expect(band.textContent).not.toContain("being called");
  });

  it("also above another view, in Chinese", async () => {
    await openConsole(state("callback-called"), { language: "zh" });
    location.hash = "#/search";
    expect((await screen.findByTestId("call-strip")).textContent).toContain("正在呼叫客户");
  });
});

type Respond = FakeServer["respond"];

/** Every command but the reading of lists fails with this code. */
function refuse(code: string, otherwise: Respond): Respond {
  return (command) => (command.name === "targets.list" ? otherwise(command) : { ok: false, code });
}
