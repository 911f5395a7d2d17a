import { act, screen, waitFor } from "@testing-library/react";
import { beforeAll, describe, expect, it } from "vitest";
import { asId, type ContactId } from "../../../shared/domain/ids.ts";
import type { AgentView, CommandReply } from "../../../shared/wire/console.ts";
import { freshConsoles } from "../../../test/fakes/fresh-consoles.ts";
import { openConsole } from "../../../test/fakes/open-console.tsx";
import { CONTACT } from "../preview/fixtures.ts";
import { STATES } from "../preview/states.ts";

const NOW = Date.now();
const state = (name: string): AgentView => STATES[name]!(NOW);
const button = () => screen.getByTestId("hangup");

beforeAll(async () => {
  await import("./signed-in.tsx");
}, 60_000);
freshConsoles();

describe("the button says what hanging up means to the others", () => {
  it.each([
    ["connected", "end", "Hang up", "挂断"],
    ["held", "end", "Hang up", "挂断"],
    ["asking", "end-both", "End both", "两通都挂断"],
    ["asking-meanwhile", "end-both", "End both", "两通都挂断"],
    ["consulting", "end-both", "End both", "两通都挂断"],
    ["consult-swapped", "end-both", "End both", "两通都挂断"],
    ["consult-away", "end-both", "End both", "两通都挂断"],
    ["consult-gone", "end", "Hang up", "挂断"],
    ["conference", "leave", "Leave the two", "退出，留下两方"],
    ["two-customers", "end", "Hang up", "挂断"],
    ["two-customers-together", "end", "Hang up", "挂断"],
    ["consulted", "end", "Hang up", "挂断"],
    ["consulted-conference", "end", "Hang up", "挂断"],
  ] as const)("%s: %s", async (name, means, english, chinese) => {
    const { unmount } = await openConsole(state(name));
    expect([button().dataset["means"], button().textContent]).toEqual([means, expect.stringContaining(english)]);
    unmount();
    await openConsole(state(name), { language: "zh" });
    expect(button().textContent).toContain(chinese);
  });
});

describe("in a conference", () => {
  it("hanging up leaves those two together, by button, by key, and without the server alike", async () => {
    const { server, phone, user } = await openConsole(state("conference"));
    await user.click(button());
    await user.keyboard("{Alt>}x{/Alt}o");
    expect(
      server.commands.filter(({ name }) => name !== "console.start").map(({ name, args }) => [name, args]),
    ).toEqual(expect.arrayContaining([["consult.complete", { contactId: CONTACT }]]));
    expect(server.named("consult.complete")).toHaveLength(3);
    expect(server.named("call.hang-up")).toEqual([]);
    expect(phone.calls).not.toContain("hang-up 1");
    act(() => server.drop());
    await screen.findByTestId("reconnect-banner");
    await user.click(button());
    // A BYE, which means the same to the server.
    expect(phone.calls.at(-1)).toBe("hang-up 1");
  });

  it("ending it for all is a button and a key of its own, and a goodbye of this phone never takes its place", async () => {
    const { server, phone, user } = await openConsole(state("conference"));
    expect(screen.getByTestId("end-all").textContent).toContain("End for all");
    await user.click(screen.getByTestId("end-all"));
    await user.keyboard("{Alt>}q{/Alt}");
    expect(server.named("call.hang-up").map(({ args }) => args)).toEqual([
      { contactId: CONTACT },
      { contactId: CONTACT },
    ]);
    server.respond = () => ({ ok: false, code: "timeout" });
    await user.click(screen.getByTestId("end-all"));
    await waitFor(() => expect(screen.getByTestId("notices").textContent).not.toBe(""));
    expect(phone.calls).not.toContain("hang-up 1");
    act(() => server.drop());
    await screen.findByTestId("reconnect-banner");
    expect(screen.getByTestId<HTMLButtonElement>("end-all").disabled).toBe(true);
  });

  it.each(["consulting", "two-customers-together", "connected"])("only there: %s", async (name) => {
    const { server, user } = await openConsole(state(name));
    expect(screen.queryByTestId("end-all")).toBeNull();
    await user.keyboard("{Alt>}q{/Alt}");
    expect(server.named("call.hang-up")).toEqual([]);
  });
});

describe("of two customers only the one goes who was meant", () => {
  it("pressed twice it is sent once, and this phone says no goodbye", async () => {
    const { server, phone, user } = await openConsole(state("two-customers"));
    let answer = (_reply: CommandReply) => {};
    server.respond = () =>
      new Promise((resolve) => {
        answer = resolve;
      });
    await user.keyboard("{Alt>}xx{/Alt}");
    await act(async () => answer({ ok: true }));
    expect(server.named("call.hang-up")).toHaveLength(1);
    expect(phone.calls).not.toContain("hang-up 1");
  });

  it("nor is it meant for the other one, who is there in the moment the first is gone: pressed once more a moment later it is", async () => {
    const { server, user, push } = await openConsole(state("two-customers"));
    await user.keyboard("{Alt>}x{/Alt}");
    const { contact } = state("two-customers");
    const other = { ...contact!, held: true, heldSince: NOW, second: null };
    await push({ contact: { ...other, context: { ...other.context, contactId: asId<ContactId>("c-2") } } });
    expect(button()).toHaveProperty("disabled", true);
    await user.keyboard("{Alt>}x{/Alt}");
    expect(server.named("call.hang-up").map(({ args }) => args)).toEqual([{ contactId: CONTACT }]);
    await waitFor(() => expect(button()).toHaveProperty("disabled", false));
    await user.keyboard("{Alt>}x{/Alt}");
    expect(server.named("call.hang-up").at(-1)?.args).toEqual({ contactId: "c-2" });
  });

  it.each(["no-active-call", "conflict", "timeout", "internal"])(
    "whose customer hung up in the same moment (or nobody knows: %s) is told, and the other one is not hung up on",
    async (code) => {
      const { server, phone, user } = await openConsole(state("two-customers"));
      server.respond = () => ({ ok: false, code });
      await waitFor(() => expect(button()).toHaveProperty("disabled", false));
      await user.click(button());
      await waitFor(() => expect(screen.getByTestId("notices").textContent).not.toBe(""));
      expect(phone.calls).not.toContain("hang-up 1");
    },
  );
});

describe("of one call", () => {
  it("what the server could not do this phone does; what was over already it leaves alone", async () => {
    const { server, phone, user } = await openConsole(state("connected"));
    server.respond = () => ({ ok: false, code: "no-active-call" });
    await user.click(button());
    await waitFor(() => expect(screen.getByTestId("notices").textContent).not.toBe(""));
    expect(phone.calls).not.toContain("hang-up 1");
    server.respond = () => ({ ok: false, code: "timeout" });
    await user.click(button());
    await waitFor(() => expect(phone.calls.at(-1)).toBe("hang-up 1"));
  });
});

describe("a parked customer is fetched by key", () => {
  it.each(["parked", "parked-idle", "parked-wrap-up"])(
    "one's own first, and the button that shows it: %s",
    async (name) => {
      const { server, user } = await openConsole(state(name));
      const mine = state(name).parked.find(({ isMine }) => isMine) ?? state(name).parked[0]!;
      const keyed = screen.getAllByTestId("retrieve").filter((each) => each.getAttribute("aria-keyshortcuts") === "F");
      expect(keyed).toHaveLength(1);
      expect(keyed[0]!.closest<HTMLElement>("[data-testid=parked-call]")?.dataset["place"]).toBe(String(mine.place));
      screen.getByTestId("agent-state").focus();
      await user.keyboard("{Alt>}f{/Alt}");
      expect(server.named("call.retrieve").map(({ args }) => args)).toEqual([{ contactId: mine.contactId }]);
    },
  );
});
