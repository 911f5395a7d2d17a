import { act, cleanup, render, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";
import { beforeAll, describe, expect, it, vi } from "vitest";
import type { AgentView } from "../../../shared/wire/console.ts";
import { freshConsoles } from "../../../test/fakes/fresh-consoles.ts";
import { openConsole } from "../../../test/fakes/open-console.tsx";
import { saveSession } from "../connection/session-store.ts";
import { startI18n } from "../i18n/start-i18n.ts";
import { fakeFetch } from "../preview/fake-fetch.ts";
import { FakePhonePort, fakeSoftphone } from "../preview/fake-phone.ts";
import { FakeServer } from "../preview/fake-server.ts";
import { CONTACT, contact, session, view, vip } from "../preview/fixtures.ts";
import { STATES } from "../preview/states.ts";
import { App } from "./app.tsx";

const NOW = Date.now();

/** Here the test itself answers on the line. */
const open = (first: AgentView, options: Parameters<typeof openConsole>[1] = {}) =>
  openConsole(first, { answered: false, ...options });
const push = (server: FakeServer, change: Partial<AgentView>) => act(async () => server.push(change));

/** Offered, rung, answered: in a call. */
async function inCall() {
  const parts = await open(view(NOW, contact(NOW, "offered", vip(NOW))));
  act(() => parts.phone.ring("1", CONTACT));
  await parts.user.click(screen.getByTestId("answer"));
  act(() => parts.phone.establish("1"));
  await push(parts.server, view(NOW, contact(NOW, "connected", vip(NOW))));
  await screen.findByTestId("hangup");
  return parts;
}

// What the console fetches later: compiling it here would be mistaken for a slow console.
beforeAll(async () => {
  await Promise.all([
    import("./signed-in.tsx"),
    import("./settings-page.tsx"),
    import("../features/history/history-view.tsx"),
  ]);
  await Promise.all([
    import("../features/customers/search-view.tsx"),
    import("../features/customers/customer-view.tsx"),
    import("./palette.tsx"),
    import("../ui/menu-popup.tsx"),
  ]);
}, 60_000);
freshConsoles();

describe("an offer", () => {
  it("shows the customer and is acknowledged before the phone rings", async () => {
    const { server, phone } = await open(view(NOW, null), { hash: "#/history" });
    await push(server, { contact: { ...contact(NOW, "offered", vip(NOW)), ringing: false } });
    const card = await screen.findByTestId("offer-card");
    expect(card.dataset["contactId"]).toBe(CONTACT);
    expect(within(card).getByTestId("customer-name").textContent).toBe("林慧敏");
    expect(within(card).getByTestId("tier").textContent).toContain("Platinum");
    expect(within(card).getByTestId("identity").textContent).toBe("Identity verified");
    await waitFor(() => expect(server.painted).toContain(server.view.seq));
    expect(
      screen.getByTestId("answer").hasAttribute("data-disabled") ||
        screen.getByTestId("answer").dataset["pending"] === "true",
    ).toBe(true);

    await push(server, { contact: contact(NOW, "offered", vip(NOW)) });
    act(() => phone.ring("1", CONTACT));
    await userEvent.keyboard("a");
    expect(phone.calls).toContain("answer 1");
  });

  it("can be rejected", async () => {
    const { server, user } = await open(view(NOW, contact(NOW, "offered", vip(NOW))));
    await user.click(await screen.findByTestId("reject"));
    expect(server.named("offer.reject")).toEqual([{ name: "offer.reject", args: { offerId: `${CONTACT}.o1` } }]);
  });

  it("tells a missed one", async () => {
    const { server } = await open(view(NOW, null));
    act(() => server.emit("notice", { at: NOW, code: "offer-no-answer", severity: "warning", callback: null }));
    expect((await screen.findByTestId("notices")).textContent).toContain("You missed a call");
  });
});

describe("a call", () => {
  it("is held, resumed, muted and ended by key and by button", async () => {
    const { server, phone, user } = await inCall();
    await user.keyboard("h");
    expect(server.named("call.hold")).toHaveLength(1);
    await push(server, { contact: { ...contact(NOW, "connected", vip(NOW)), held: true, heldSince: NOW } });
    await user.click(screen.getByTestId("resume"));
    expect(server.named("call.resume")).toHaveLength(1);
    await push(server, { contact: contact(NOW, "connected", vip(NOW)) });
    await user.keyboard("m");
    expect(phone.calls.at(-1)).toBe("mute 1");
    expect(screen.getByTestId("mute").dataset["muted"]).toBe("true");
    await user.click(screen.getByTestId("hangup"));
    expect(server.named("call.hang-up")).toEqual([{ name: "call.hang-up", args: { contactId: CONTACT } }]);
  });

  it("sends the digits of the keypad and not a result", async () => {
    const { phone, user } = await inCall();
    await user.keyboard("k");
    await user.keyboard("12");
    await user.click(screen.getByTestId("digit-hash"));
    expect(phone.calls.filter((call) => call.startsWith("digit"))).toEqual(["digit 1 1", "digit 1 2", "digit 1 #"]);
    expect(screen.getByTestId("digits-sent").textContent).toBe("12#");
    expect(screen.getByTestId("disposition-resolved").dataset["selected"]).toBeUndefined();
  });

  it("can be ended while the server is away, and says what is kept", async () => {
    const { server, phone, user } = await inCall();
    act(() => server.drop());
    expect((await screen.findByTestId("reconnect-banner")).textContent).toContain("Your call goes on");
    await user.type(screen.getByTestId("note"), "Typed meanwhile");
    expect(screen.getByTestId("draft-status").textContent).toContain("kept in this window");
    await user.click(screen.getByTestId("hangup"));
    expect(phone.calls.at(-1)).toBe("hang-up 1");
    await act(async () => server.connect());
    await waitFor(() => expect(screen.queryByTestId("reconnect-banner")).toBeNull());
  });

  it("ends on the agent's own phone when the server refuses to end it", async () => {
    const { server, phone, user } = await inCall();
    server.respond = () => ({ ok: false, code: "pbx-timeout" });
    await user.click(screen.getByTestId("hangup"));
    await waitFor(() => expect(phone.calls.at(-1)).toBe("hang-up 1"));
    expect(screen.getByTestId("notices").textContent).toContain("The telephone exchange did not answer in time.");
  });

  it("tells the agent whom the browser lets hear nothing, until the first key", async () => {
    const refused = new DOMException("no gesture", "NotAllowedError");
    vi.mocked(HTMLMediaElement.prototype.play).mockRejectedValueOnce(refused);
    const { phone, server } = await open(view(NOW, contact(NOW, "connected", vip(NOW))));
    act(() => phone.ring("1", CONTACT));
    act(() => phone.establish("1"));
    expect((await screen.findByTestId("silent-banner")).textContent).toContain("press any key");
    await userEvent.keyboard("{Shift}");
    await waitFor(() => expect(screen.queryByTestId("silent-banner")).toBeNull());
    expect(server.named("call.hang-up")).toHaveLength(0);
  });

  it("stays within reach in every other view", async () => {
    const { server, user } = await inCall();
    await user.click(screen.getByTestId("nav-search"));
    const strip = await screen.findByTestId("call-strip");
    await user.type(await screen.findByTestId("search-input"), "wang");
    await user.keyboard("{Alt>}x{/Alt}");
    expect(server.named("call.hang-up")).toHaveLength(1);
    expect(within(strip).getByTestId("hangup")).toBeTruthy();
  });
});

describe("wrap-up", () => {
  const wrapUp = () => view(NOW, { ...contact(NOW, "wrap-up", vip(NOW)), draft: { disposition: null, note: "" } });

  it("keeps the note on the server while it is written and when the field is left", async () => {
    const { server, user } = await open(wrapUp());
    await user.type(await screen.findByTestId("note"), "Bill explained");
    await user.tab();
    await waitFor(() =>
      expect(server.named("wrap-up.save-draft").at(-1)?.args).toEqual({
        contactId: CONTACT,
        disposition: null,
        note: "Bill explained",
      }),
    );
    await waitFor(() => expect(screen.getByTestId("draft-status").dataset["status"]).toBe("saved"));
    expect(sessionStorage.getItem("cordboard.draft")).toBeNull();
  });

  it("keeps unsaved words over a reload", async () => {
    const { server, user } = await open(wrapUp());
    server.respond = () => ({ ok: false, code: "timeout" });
    await user.type(await screen.findByTestId("note"), "Not lost");
    await waitFor(() => expect(screen.getByTestId("draft-status").dataset["status"]).toBe("failed"));
    cleanup();
    const again = await open(wrapUp());
    expect(await screen.findByTestId("note")).toHaveProperty("value", "Not lost");
    await waitFor(() =>
      expect(again.server.named("wrap-up.save-draft").at(-1)?.args).toMatchObject({ note: "Not lost" }),
    );
  });

  it("chooses by number and finishes by key; without a result it asks for one", async () => {
    const { server, user } = await open(wrapUp());
    await user.type(await screen.findByTestId("note"), "Paid");
    await user.keyboard("{Control>}{Enter}{/Control}");
    expect(await screen.findByText("Choose a result first (keys 1 to 9 and 0).")).toBeTruthy();
    expect(server.named("wrap-up.complete")).toHaveLength(0);
    // What was asked for is where the focus is, not the note: the digit is no part of it.
    await user.keyboard("2");
    await user.keyboard("{Control>}{Enter}{/Control}");
    expect(server.named("wrap-up.complete").at(-1)?.args).toEqual({
      contactId: CONTACT,
      disposition: "follow-up",
      note: "Paid",
      notReadyReason: null,
    });
  });

  it("finishes into a break", async () => {
    const { server, user } = await open(wrapUp());
    await user.click(await screen.findByTestId("disposition-sale"));
    await user.click(screen.getByTestId("finish-not-ready"));
    await user.click(await screen.findByTestId("menu-finish-break"));
    expect(server.named("wrap-up.complete").at(-1)?.args).toMatchObject({
      disposition: "sale",
      notReadyReason: "break",
    });
  });
});

describe("who it is", () => {
  it("shows two matches as two and lets the agent choose", async () => {
    const { server, user } = await open(STATES["several"]!(NOW));
    const options = await screen.findAllByTestId("match-option");
    expect(options).toHaveLength(2);
    expect(screen.getByTestId("customer-name").textContent).toBe("2 customers share this number");
    await user.click(options[1]!);
    expect(server.named("contact.choose-customer").at(-1)?.args).toEqual({
      contactId: CONTACT,
      customerId: "cust-0004",
    });
  });

  it("offers a search for an unknown caller", async () => {
    const { server, user } = await open(STATES["unknown"]!(NOW));
    expect((await screen.findByTestId("customer-name")).textContent).toBe("Unknown caller");
    await user.type(screen.getByTestId("chooser-search"), "lin");
    await user.click((await screen.findAllByTestId("chooser-option"))[0]!);
    expect(server.named("contact.choose-customer").at(-1)?.args).toMatchObject({ customerId: "cust-0001" });
  });
});

describe("my state", () => {
  it("changes by menu and by key", async () => {
    const { server, user } = await open(STATES["not-ready"]!(NOW));
    await user.keyboard("r");
    expect(server.named("agent.ready")).toHaveLength(1);
    await user.click(screen.getByTestId("agent-state"));
    await user.click(await screen.findByTestId("menu-lunch"));
    expect(server.named("agent.not-ready").at(-1)?.args).toEqual({ reason: "lunch" });
  });

  it("reports the microphone and says what to do without one", async () => {
    const { server } = await open(STATES["not-ready"]!(NOW), { microphone: "refused" });
    await waitFor(() => expect(server.named("agent.microphone").at(-1)?.args).toEqual({ ready: false }));
    expect(screen.getByTestId("phone-status").textContent).toBe("Microphone not allowed");
    expect(screen.getByTestId("become-ready").hasAttribute("disabled")).toBe(true);
  });

  it("says that its phone has registered, anew after each start", async () => {
    const { server } = await open(view(NOW, null));
    await waitFor(() => expect(server.named("agent.phone-registered")).toHaveLength(1));
    act(() => server.drop());
    await act(async () => server.connect());
    await waitFor(() => expect(server.named("agent.phone-registered")).toHaveLength(2));
  });

  it("does not say of a new login what was so of the one before", async () => {
    const { server, phone } = await open(view(NOW, null));
    await waitFor(() => expect(server.named("agent.phone-registered")).toHaveLength(1));
    const login = vi.spyOn(phone, "login").mockImplementation(() => phone.registration("connecting"));
    act(() => server.drop());
    await act(async () => server.connect());
    await waitFor(() => expect(login).toHaveBeenCalledOnce());
    expect(server.named("agent.phone-registered")).toHaveLength(1);
    act(() => phone.registration("registered"));
    await waitFor(() => expect(server.named("agent.phone-registered")).toHaveLength(2));
  });

  it("reports the microphone anew after each start", async () => {
    const { server } = await open(view(NOW, null));
    await waitFor(() => expect(server.named("agent.microphone")).toHaveLength(1));
    act(() => server.drop());
    await act(async () => server.connect());
    await waitFor(() => expect(server.named("agent.microphone")).toHaveLength(2));
  });
});

describe("roles and sessions", () => {
  it.each([
    ["agent", { wallboard: false, admin: false }],
    ["supervisor", { wallboard: true, admin: false }],
    ["admin", { wallboard: true, admin: true }],
  ] as const)("%s sees what is theirs", async (role, sees) => {
    await open(view(NOW, null), { role });
    expect(screen.queryByTestId("nav-wallboard") !== null).toBe(sees.wallboard);
    expect(screen.queryByTestId("nav-admin") !== null).toBe(sees.admin);
  });

  it("asks a supervisor without queues for no microphone and begins at the wallboard", async () => {
    saveSession(session("supervisor", NOW));
    location.hash = "#/desk";
    const entries = history.length;
    const base = view(NOW, null, { queues: [] });
    const server = new FakeServer({ ...base, status: { ...base.status, state: "signed-out" } });
    const phone = new FakePhonePort();
    const fakes = { port: () => server, fetch: fakeFetch(NOW), createSoftphone: fakeSoftphone(phone) };
    render(<App i18n={await startI18n("en")} fakes={fakes} />);
    await waitFor(() => expect(location.hash).toBe("#/wallboard"));
    // In place of the desk: "back" would lead there, and be sent on again.
    expect(history.length).toBe(entries);
    expect(screen.queryByTestId("agent-state")).toBeNull();
    expect(screen.queryByTestId("phone-status")).toBeNull();
    expect(screen.queryByTestId("nav-desk")).toBeNull();
    expect(server.named("agent.microphone")).toHaveLength(0);
  });

  it("shows no view that is not theirs, whatever the address says", async () => {
    await open(view(NOW, null), { hash: "#/wallboard" });
    expect(await screen.findByText("Your role may not see this")).toBeTruthy();
  });

  it("lets go of the desk when it was taken over, and can take it back", async () => {
    const { server, user } = await open(view(NOW, null));
    act(() => server.emit("session-ended", { because: "signed-in-elsewhere" }));
    await user.click(await screen.findByTestId("take-back"));
    await waitFor(() => expect(server.named("console.start")).toHaveLength(2));
  });

  it("signs in", async () => {
    location.hash = "#/desk";
    const server = new FakeServer(view(NOW, null));
    const fakes = { port: () => server, fetch: fakeFetch(NOW), createSoftphone: fakeSoftphone(new FakePhonePort()) };
    render(<App i18n={await startI18n("en")} fakes={fakes} />);
    const user = userEvent.setup();
    await user.type(await screen.findByTestId("login-name"), "li.na");
    await user.type(screen.getByTestId("login-password"), "secret-enough{Enter}");
    expect((await screen.findByTestId("agent-state")).dataset["state"]).toBe("ready");
    expect(sessionStorage.getItem("cordboard.session")).toContain("li.na");
  });
});

describe("accessibility", () => {
  it.each([
    ...Object.keys(STATES).map((state) => [state, "#/desk"] as const),
    ["ready", "#/search"] as const,
    ["connected", "#/customers/cust-0001"] as const,
    ["ready", "#/history"] as const,
    ["ready", "#/waiting"] as const,
    ["ready", "#/settings"] as const,
  ])("%s %s has no violation axe can find", async (state, hash) => {
    const { container } = await open(STATES[state]!(NOW), { hash });
    await waitFor(() => expect(screen.queryByTestId("skeleton")).toBeNull());
    // Contrast needs a real rendering: measured in the browser run.
    const { violations } = await axe.run(container, { rules: { "color-contrast": { enabled: false } } });
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 120)}`)).toEqual([]);
  });

  it("speaks Chinese throughout", async () => {
    const { container } = await open(STATES["not-ready"]!(NOW), { language: "zh" });
    expect(container.textContent).toContain("置为就绪");
    expect(document.documentElement.lang).toBe("zh-CN");
  });
});
