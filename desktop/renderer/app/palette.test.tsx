import { cleanup, screen, waitFor } from "@testing-library/react";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { freshConsoles } from "../../../test/fakes/fresh-consoles.ts";
import { openConsole } from "../../../test/fakes/open-console.tsx";
import { recordedFetch } from "../../../test/fakes/recorded-fetch.ts";
import { dialRequest } from "../connection/dial-request.ts";
import { STATES } from "../preview/states.ts";

const NOW = Date.now();
const state = (name: string) => STATES[name]!(NOW);
const items = () => screen.queryAllByTestId("palette-item").map((item) => item.dataset["item"] ?? "");
const active = () => document.querySelector('[role="option"][aria-selected="true"]');

beforeAll(async () => {
  await Promise.all([
    import("./signed-in.tsx"),
    import("./palette.tsx"),
    import("../i18n/en-views.ts"),
    import("../i18n/zh-views.ts"),
    import("../features/customers/customer-view.tsx"),
    import("../features/settings/settings-view.tsx"),
  ]);
}, 60_000);
freshConsoles();
beforeEach(() => {
  dialRequest.set(null);
});

async function openPalette(...args: Parameters<typeof openConsole>) {
  const parts = await openConsole(...args);
  await parts.user.keyboard("{Control>}k{/Control}");
  await screen.findByTestId("palette-input");
  return parts;
}

describe("the palette", () => {
  it("offers what can be done now, and nothing else", async () => {
    await openPalette(state("ready"));
    expect(items()).toEqual(expect.arrayContaining(["dial", "not-ready-lunch", "go-history", "tour"]));
    for (const id of ["mute", "hold", "hang-up", "answer", "swap", "ready", "go-admin"])
      expect(items()).not.toContain(id);
    cleanup();
    await openPalette(state("consulting"));
    expect(items()).toEqual(expect.arrayContaining(["mute", "hang-up", "swap", "conference", "hand-over", "let-go"]));
    for (const id of ["transfer", "park", "answer"]) expect(items()).not.toContain(id);
  });

  it("is worked by keys alone, also from within a note", async () => {
    const { server, user } = await openConsole(state("connected"));
    await user.click(await screen.findByTestId("note"));
    await user.keyboard("{Control>}k{/Control}");
    await user.type(await screen.findByTestId("palette-input"), "hold");
    expect(items()[0]).toBe("hold");
    await user.keyboard("{Enter}");
    await waitFor(() => expect(server.named("call.hold")).toHaveLength(1));
    expect(screen.queryByTestId("palette")).toBeNull();
    expect(screen.getByTestId("note")).toHaveProperty("value", "Asks why the October bill is higher than usual. ");
  });

  it.each([
    ["lishi", "go-history"],
    ["ls", "go-history"],
    ["history", "go-history"],
    ["通话记录", "go-history"],
    ["xx", "not-ready-break"],
    ["夜间", "theme-dark"],
    ["settings", "go-settings"],
    ["qianchu", "sign-out"],
    ["tc", "sign-out"],
    ["下班", "sign-out"],
    ["logout", "sign-out"],
  ])("in Chinese finds by pinyin, initials, English and other words: %s", async (typed, found) => {
    const { user } = await openPalette(state("ready"), { language: "zh" });
    await user.type(screen.getByTestId("palette-input"), typed);
    expect(items()).toContain(found);
  });

  it("arrows choose, Escape leaves everything as it was and gives the focus back", async () => {
    const { server, user } = await openConsole(state("wrap-up"));
    const note = await screen.findByTestId("note");
    await user.click(note);
    await user.keyboard("{Control>}k{/Control}");
    await screen.findByTestId("palette-input");
    const first = active()?.textContent;
    await user.keyboard("{ArrowDown}");
    expect(active()?.textContent).not.toBe(first);
    await user.keyboard("{ArrowUp}");
    expect(active()?.textContent).toBe(first);
    await user.keyboard("{Escape}");
    expect(screen.queryByTestId("palette")).toBeNull();
    expect(document.activeElement).toBe(note);
    expect(server.commands.map(({ name }) => name)).not.toContain("wrap-up.complete");
  });

  it("never stands in the way of the call: hanging up works while it is open", async () => {
    const { server, user } = await openPalette(state("connected"));
    await user.click(screen.getByTestId("hangup"));
    expect(server.named("call.hang-up")).toHaveLength(1);
    expect(screen.queryByTestId("palette")).toBeNull();
  });

  it("finds customers by a part of anything, to open or to call", async () => {
    const { user } = await openPalette(state("ready"));
    await user.type(screen.getByTestId("palette-input"), "lin");
    await waitFor(() => expect(items()).toContain("customer-cust-0001"));
    await user.click(document.querySelector('[data-item="call-cust-0001"]')!);
    expect(dialRequest.get()).toEqual({ number: "+8613800138001", name: "林慧敏" });
  });

  it("calls a number that is typed: it comes first", async () => {
    const { user } = await openPalette(state("ready"));
    await user.type(screen.getByTestId("palette-input"), "010 6552 9988{Enter}");
    expect(dialRequest.get()).toEqual({ number: "010 6552 9988", name: null });
    expect(await screen.findByTestId("dial-dialog")).toBeTruthy();
  });

  it("says when there is nothing, also when the server does not answer", async () => {
    const failing = recordedFetch(NOW, {
      "GET customers": () => Response.json({ code: "internal", message: "" }, { status: 500 }),
    });
    const { user } = await openPalette(state("ready"), { fetch: failing.fake });
    await user.type(screen.getByTestId("palette-input"), "zzzz");
    await waitFor(() => expect(screen.getByTestId("palette").textContent).toContain("Nothing found"));
  });

  it("speaks Chinese and is found in Chinese", async () => {
    const { server, user } = await openPalette(state("ready"), { language: "zh" });
    await user.type(screen.getByTestId("palette-input"), "午餐{Enter}");
    await waitFor(() => expect(server.named("agent.not-ready")[0]?.args).toEqual({ reason: "lunch" }));
  });

  it("has everything the menu behind one's name has, signing out last", async () => {
    const { user } = await openPalette(state("ready"));
    expect(items()).toEqual(expect.arrayContaining(["go-settings", "language-zh", "theme-light", "theme-dark"]));
    expect(items().at(-1)).toBe("sign-out");
    await user.type(screen.getByTestId("palette-input"), "sign out{Enter}");
    expect(await screen.findByTestId("login-form")).toBeTruthy();
    expect(sessionStorage.getItem("cordboard.session")).toBeNull();
  });

  it("does not sign out of a call, as the menu does not; in a wrap-up it does", async () => {
    for (const name of ["connected", "held", "dialing"]) {
      await openPalette(state(name));
      expect(items(), name).not.toContain("sign-out");
      cleanup();
    }
    await openPalette(state("wrap-up"));
    expect(items()).toContain("sign-out");
  });

  it("offers no state while the connection is lost", async () => {
    const { server, user } = await openConsole(state("ready"));
    server.drop();
    await screen.findByTestId("reconnect-banner");
    await user.keyboard("{Control>}k{/Control}");
    await screen.findByTestId("palette-input");
    expect(items().filter((id) => id.startsWith("not-ready"))).toEqual([]);
  });
});
