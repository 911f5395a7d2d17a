import { act, fireEvent, screen, waitFor, within } from "@testing-library/react";
import axe from "axe-core";
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { freshConsoles } from "../../../test/fakes/fresh-consoles.ts";
import { openConsole } from "../../../test/fakes/open-console.tsx";
import { FakeShell } from "../preview/fake-shell.ts";
import type { AgentView } from "../../../shared/wire/console.ts";
import { loadSession, saveSession } from "../connection/session-store.ts";
import { recallSession } from "../desktop-shell/remembered-session.ts";
import type { FakeServer } from "../preview/fake-server.ts";
import { CONTACT, contact, session, view, vip } from "../preview/fixtures.ts";
import { STATES } from "../preview/states.ts";

const NOW = Date.now();
let shell: FakeShell;
let uninstall: () => void;

beforeAll(async () => {
  await Promise.all([
    import("./signed-in.tsx"),
    import("./settings-page.tsx"),
    import("../features/customers/search-view.tsx"),
  ]);
}, 60_000);
freshConsoles();
beforeEach(() => {
  // jsdom has none; what is reported there is a failure here.
  vi.stubGlobal("reportError", (error: unknown) => {
    throw error;
  });
  shell = new FakeShell();
  uninstall = shell.install();
});
afterEach(() => uninstall());

/** The whole console in the desktop shell, signed in; here the test itself answers on the line. */
const open = (first: AgentView, options: Parameters<typeof openConsole>[1] = {}) =>
  openConsole(first, { answered: false, ...options });
const inState = (state: keyof typeof STATES) => {
  const made = STATES[state]?.(NOW);
  if (made === undefined) throw new Error(`there is no ${state}`);
  return made;
};
const push = (server: FakeServer, change: Partial<AgentView>) => act(async () => server.push(change));

describe("what the shell is told", () => {
  it("is the agent's state, and at the end that nobody is signed in", async () => {
    const { server, unmount } = await open(inState("not-ready"));
    await push(server, inState("ready"));
    await waitFor(() =>
      expect(shell.asked("console-state").at(-1)).toMatchObject({ agentState: "ready", language: "en" }),
    );
    unmount();
    expect(shell.asked("console-state").at(-1)).toMatchObject({ agentState: "signed-out" });
  });

  it("is who calls while a call is offered, and when that is over", async () => {
    const { server } = await open(view(NOW, contact(NOW, "offered", vip(NOW))));
    await waitFor(() => expect(shell.asked("offer-shown")).toMatchObject([{ customerName: "林慧敏" }]));
    await push(server, view(NOW, contact(NOW, "connected", vip(NOW))));
    await waitFor(() => expect(shell.asked("offer-over")).toHaveLength(1));
  });

  it("is said again when the link is back, as what it asked for meanwhile was lost", async () => {
    const { server } = await open(inState("ready"));
    const before = shell.asked("console-state").length;
    await act(async () => server.drop());
    await act(async () => server.connect());
    await waitFor(() => expect(shell.asked("console-state").length).toBeGreaterThan(before));
  });
});

describe("global keys", () => {
  it("answer, mute, hold and hang up, wherever the agent looks", async () => {
    const { server, phone, user } = await open(view(NOW, contact(NOW, "offered", vip(NOW))));
    act(() => phone.ring("1", CONTACT));
    await act(async () => shell.tell("hotkey", "answer"));
    expect(phone.calls).toContain("answer 1");
    act(() => phone.establish("1"));
    await push(server, view(NOW, contact(NOW, "connected", vip(NOW))));
    await user.click(screen.getByTestId("nav-search"));
    await screen.findByTestId("search-view");
    await act(async () => shell.tell("hotkey", "mute"));
    await waitFor(() => expect(shell.asked("console-state").at(-1)).toMatchObject({ muted: true }));
    await act(async () => shell.tell("hotkey", "hold"));
    await act(async () => shell.tell("hotkey", "hang-up"));
    await waitFor(() => expect(server.named("call.hang-up")).toHaveLength(1));
    expect(server.named("call.hold")).toHaveLength(1);
  });

  it("do nothing where the button would do nothing", async () => {
    const { server } = await open(inState("not-ready"));
    const before = server.commands.length;
    for (const action of ["answer", "mute", "hold", "hang-up", "not-ready"] as const)
      await act(async () => shell.tell("hotkey", action));
    expect(server.commands.slice(before).map(({ name }) => name)).toEqual([]);
    await act(async () => shell.tell("hotkey", "ready"));
    expect(server.named("agent.ready")).toHaveLength(1);
  });

  it("not ready in a call holds for the time after it", async () => {
    const { server } = await open(view(NOW, contact(NOW, "connected", vip(NOW))));
    await act(async () => shell.tell("hotkey", "not-ready"));
    expect(server.named("agent.not-ready")).toMatchObject([{ args: { reason: "break" } }]);
  });
});

describe("a locked screen", () => {
  it.each([
    ["ready", 1],
    ["connected", 0],
    ["not-ready", 0],
  ] as const)("of an agent who is %s asks for not ready %d times", async (state, times) => {
    const { server } = await open(inState(state));
    await act(async () => shell.tell("screen-locked", null));
    expect(server.named("agent.not-ready")).toHaveLength(times);
  });
});

describe("a telephone link", () => {
  const link = { number: "+493012345678", extension: "42" };
  const offerLink = () => {
    let waiting: typeof link | null = link;
    shell.replies["dial-link-take"] = () => {
      const taken = waiting;
      waiting = null;
      return taken;
    };
  };

  it("is shown to be confirmed, and only the button dials", async () => {
    offerLink();
    const { server, user } = await open(inState("not-ready"));
    const dialog = await screen.findByTestId("dial-link");
    expect(within(dialog).getByTestId("dial-link-number").textContent?.replaceAll("\u00a0", " ")).toBe(
      "+49 301 234 5678",
    );
    expect(dialog.textContent).toContain("42");
    // A key that was on its way to somewhere else.
    expect(document.activeElement).toBe(dialog);
    await user.keyboard("{Enter} ");
    expect(server.named("call.dial")).toEqual([]);
    await user.click(within(dialog).getByTestId("dial-link-confirm"));
    expect(server.named("call.dial")).toEqual([{ name: "call.dial", args: { number: "+493012345678" } }]);
    await waitFor(() => expect(screen.queryByTestId("dial-link")).toBeNull());
  });

  it("cannot be dialled in a call, and can be put away", async () => {
    const { server, user } = await open(view(NOW, contact(NOW, "connected", vip(NOW))));
    offerLink();
    await act(async () => shell.tell("dial-link-waiting", null));
    const dialog = await screen.findByTestId("dial-link");
    await user.click(within(dialog).getByTestId("dial-link-confirm"));
    await user.click(within(dialog).getByTestId("dial-link-cancel"));
    expect(screen.queryByTestId("dial-link")).toBeNull();
    expect(server.named("call.dial")).toEqual([]);
  });

  it("never changes under the question: the next one waits", async () => {
    offerLink();
    await open(inState("ready"));
    await screen.findByTestId("dial-link");
    const before = shell.asked("dial-link-take").length;
    await act(async () => shell.tell("dial-link-waiting", null));
    expect(shell.asked("dial-link-take")).toHaveLength(before);
  });
});

describe("the desktop's settings", () => {
  it.each(["en", "zh"] as const)("have no violation axe can find (%s)", async (language) => {
    shell.status = {
      ...shell.status,
      problem: "repaired",
      hotkeys: { ...shell.status.hotkeys, mute: "taken", hold: "double" },
      update: { phase: "ready", version: "0.2.0" },
    };
    const { container } = await open(inState("ready"), { hash: "#/settings", language });
    await screen.findByTestId("desktop-program");
    expect(screen.getByTestId("hotkey-mute").textContent).toMatch(language === "en" ? /Another program/u : /占用/u);
    const { violations } = await axe.run(container, { rules: { "color-contrast": { enabled: false } } });
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 120)}`)).toEqual([]);
  });

  it("record a key: nothing acts meanwhile, what nobody could type any more is refused", async () => {
    const { user, server } = await open(inState("not-ready"), { hash: "#/settings" });
    const row = await screen.findByTestId("hotkey-answer");
    await user.click(within(row).getAllByRole("button")[0] ?? row);
    expect(shell.asked("hotkeys-pause").at(-1)).toBe(true);
    const press = (code: string, with_: Partial<KeyboardEventInit> = {}) =>
      fireEvent.keyDown(document.body, { code, key: code, ...with_ });
    press("KeyR");
    expect(row.textContent).toContain("would be missing when you type");
    expect(server.named("agent.ready")).toEqual([]);
    press("ControlLeft", { ctrlKey: true });
    press("KeyJ", { ctrlKey: true, altKey: true });
    await waitFor(() => expect(shell.asked("hotkeys-pause").at(-1)).toBe(false));
    expect(shell.asked("settings-change")).toMatchObject([{ hotkeys: { answer: "Control+Alt+J" } }]);
  });

  it("leave the key as it was on Escape, and can take it away", async () => {
    const { user } = await open(inState("not-ready"), { hash: "#/settings" });
    const row = await screen.findByTestId("hotkey-hold");
    const [keys, clear] = within(row).getAllByRole("button");
    await user.click(keys ?? row);
    fireEvent.keyDown(document.body, { code: "Escape", key: "Escape" });
    expect(shell.asked("settings-change")).toEqual([]);
    await user.click(clear ?? row);
    expect(shell.asked("settings-change")).toMatchObject([{ hotkeys: { hold: null } }]);
  });

  it("hand the session over when it is to be remembered", async () => {
    const { user } = await open(inState("not-ready"), { hash: "#/settings" });
    await user.click(await screen.findByTestId("remember-sign-in"));
    await waitFor(() => expect(shell.asked("session-remember")).toHaveLength(1));
    expect(JSON.parse(String(shell.asked("session-remember")[0]))).toMatchObject({
      token: session("agent", NOW).token,
    });
  });

  it("say why nothing can be remembered", async () => {
    shell.status = { ...shell.status, keyring: false };
    await open(inState("not-ready"), { hash: "#/settings" });
    expect((await screen.findByTestId("desktop-program")).textContent).toContain("no keyring");
    expect(screen.queryByTestId("remember-sign-in")).toBeNull();
  });

  it("are not there in a browser", async () => {
    uninstall();
    await open(inState("not-ready"), { hash: "#/settings" });
    await screen.findByTestId("settings-view");
    expect(screen.queryByTestId("desktop-program")).toBeNull();
  });
});

describe("a remembered session", () => {
  it("is gone on with at the start", async () => {
    shell.replies["session-recall"] = () => JSON.stringify(session("agent", NOW));
    await recallSession(NOW);
    expect(loadSession(NOW)?.token).toBe(session("agent", NOW).token);
  });

  it.each([
    ["run out", JSON.stringify({ ...session("agent", NOW), expiresAt: NOW - 1 })],
    ["none", '{"token":"x"}'],
    ["no text of ours", "<html>"],
  ])("that is %s is forgotten", async (_name, text) => {
    shell.replies["session-recall"] = () => text;
    await recallSession(NOW);
    expect(loadSession(NOW)).toBeNull();
    expect(shell.asked("session-remember")).toEqual([null]);
  });

  it("never replaces the one of this page", async () => {
    saveSession(session("agent", NOW));
    await recallSession(NOW);
    expect(shell.asked("session-recall")).toEqual([]);
  });
});
