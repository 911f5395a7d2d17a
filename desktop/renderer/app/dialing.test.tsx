import { act, screen, waitFor, within } from "@testing-library/react";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { CommandReply } from "../../../shared/wire/console.ts";
import { freshConsoles } from "../../../test/fakes/fresh-consoles.ts";
import { openConsole } from "../../../test/fakes/open-console.tsx";
import { dialRequest, lastDialled } from "../connection/dial-request.ts";
import { STATES } from "../preview/states.ts";

const NOW = Date.now();
const state = (name: string) => STATES[name]!(NOW);
const dialled = (server: { named(name: string): readonly { readonly args: object }[] }) =>
  server.named("call.dial").map(({ args }) => args);

beforeAll(async () => {
  await Promise.all([
    import("./signed-in.tsx"),
    import("../i18n/en-views.ts"),
    import("../features/history/history-view.tsx"),
  ]);
}, 60_000);
freshConsoles();
beforeEach(() => {
  dialRequest.set(null);
  lastDialled.set(null);
});

describe("calling a number", () => {
  it("key C asks for it, Enter calls, and key L asks for the same one again", async () => {
    const { server, user } = await openConsole(state("ready"));
    await user.keyboard("l");
    expect(screen.queryByTestId("dial-dialog")).toBeNull();
    expect(await screen.findByText("No number to dial again")).toBeTruthy();
    await user.keyboard("c");
    await user.type(await screen.findByTestId("dial-number"), "010 6552 9988{Enter}");
    expect(dialled(server)).toEqual([{ number: "010 6552 9988" }]);
    await waitFor(() => expect(screen.queryByTestId("dial-dialog")).toBeNull());
    await user.keyboard("l");
    expect(await screen.findByTestId("dial-number")).toHaveProperty("value", "010 6552 9988");
  });

  it("a number that stands anywhere is asked about first, by name, and cannot be changed by a slip", async () => {
    const { server, user } = await openConsole(state("ready"), { hash: "#/history" });
    const [link] = await screen.findAllByTestId("phone-link");
    await user.click(link!);
    const dialog = await screen.findByTestId("dial-dialog");
    expect(dialog.textContent).toContain("Call 林慧敏");
    expect(within(dialog).getByTestId("dial-number")).toHaveProperty("readOnly", true);
    expect(dialled(server)).toEqual([]);
    await user.click(within(dialog).getByTestId("dial-confirm"));
    expect(dialled(server)).toEqual([{ number: "+8613800138001" }]);
  });

  it("shows that it works, is sent once, and says by name what was refused and what to do", async () => {
    const { server, user } = await openConsole(state("ready"));
    let answer = (_reply: CommandReply) => {};
    server.respond = () =>
      new Promise((resolve) => {
        answer = resolve;
      });
    await user.keyboard("c");
    await user.type(await screen.findByTestId("dial-number"), "0019005551234{Enter}{Enter}");
    expect(screen.getByTestId("dial-confirm").dataset["pending"]).toBe("true");
    expect(dialled(server)).toHaveLength(1);
    await act(async () => answer({ ok: false, code: "dial-forbidden" }));
    const failure = await screen.findByTestId("dial-failure");
    expect(failure.textContent).toContain("This number may not be dialled from here.");
    expect(failure.textContent).toContain("ask your administrator");
    expect(screen.getByTestId("dial-dialog")).toBeTruthy();
  });

  it.each([
    ["wrap-up", "Finish what you are working on first."],
    ["pbx-gone", "telephone system is not connected"],
  ])("is not possible in state %s, and says why", async (name, words) => {
    const { server, user } = await openConsole(state(name));
    await user.keyboard("{Alt>}c{/Alt}");
    await user.type(await screen.findByTestId("dial-number"), "4001{Enter}");
    expect(screen.getByTestId("dial-obstacle").textContent).toContain(words);
    expect(screen.getByTestId<HTMLButtonElement>("dial-confirm").disabled).toBe(true);
    expect(dialled(server)).toEqual([]);
  });

  it("begins to be impossible the moment the connection is lost", async () => {
    const { server, user } = await openConsole(state("ready"), { language: "zh" });
    await user.keyboard("c");
    await screen.findByTestId("dial-dialog");
    act(() => server.drop());
    expect((await screen.findByTestId("dial-obstacle")).textContent).toContain("服务器");
  });
});

it.each([
  ["en", "dialing", "in the list: Lin Huimin"],
  ["zh", "outbound", "名单中：Lin Huimin"],
] as const)("a call list's customer has the list's name beside their own (%s, %s)", async (language, name, words) => {
  await openConsole(state(name), { language });
  expect(screen.getByTestId("customer-name").textContent).toBe("林慧敏");
  expect(screen.getByTestId("contact-facts").textContent).toContain(words);
});
