import { act, screen } from "@testing-library/react";
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { freshConsoles } from "../../../test/fakes/fresh-consoles.ts";
import { openConsole } from "../../../test/fakes/open-console.tsx";
import { fakeFetch } from "../preview/fake-fetch.ts";
import { STATES } from "../preview/states.ts";

const network = vi.hoisted(() => ({ isThere: false }));
// What has come once stays: a view for each test.
vi.mock("../features/agenda/agenda-view.tsx", () => ({
  get AgendaView() {
    if (!network.isThere) throw new TypeError("Failed to fetch dynamically imported module");
    return () => <p>the agenda</p>;
  },
}));
vi.mock("../features/waiting-inbox/waiting-inbox-view.tsx", () => ({
  get WaitingInboxView() {
    if (!network.isThere) throw new TypeError("Failed to fetch dynamically imported module");
    return () => <p>the messages</p>;
  },
}));
vi.mock("../features/shortcuts/shortcut-overlay.tsx", () => ({
  get ShortcutOverlay() {
    if (!network.isThere) throw new TypeError("Failed to fetch dynamically imported module");
    return () => <p>the keys</p>;
  },
}));

beforeAll(async () => {
  await Promise.all([import("./signed-in.tsx"), import("../i18n/en-views.ts")]);
}, 60_000);
freshConsoles();
afterEach(() => {
  network.isThere = false;
  vi.restoreAllMocks();
});

const open = async () => {
  vi.spyOn(console, "error").mockReturnValue(undefined);
  const opened = await openConsole(STATES["ready"]!(Date.now()));
  const goTo = (view: "agenda" | "waiting") =>
    act(() => {
      location.hash = `#/${view}`;
    });
  return { ...opened, goTo };
};

describe("a view that was not fetched before the server went away", () => {
  it("says that it comes, not that the page be reloaded, and comes with the connection", async () => {
    const { server, goTo } = await open();
    act(() => server.drop());
    goTo("agenda");
    const said = await screen.findByTestId("error-state");
    expect(said.textContent).toContain("It comes by itself once the connection is back");
    expect(said.querySelector("button")).toBeNull();
    network.isThere = true;
    act(() => server.connect());
    expect(await screen.findByText("the agenda")).toBeTruthy();
  });

  it("is tried once by itself; what fails with the server there is the reader's to try again", async () => {
    const { server, goTo, user } = await open();
    act(() => server.drop());
    goTo("waiting");
    await screen.findByTestId("error-state");
    act(() => server.connect());
    const again = await screen.findByRole("button", { name: "Try again" });
    network.isThere = true;
    await user.click(again);
    expect(await screen.findByText("the messages")).toBeTruthy();
  });
});

describe("what opens over the desk and was not fetched before the server went away", () => {
  it("says that it may be tried again where the server is there", async () => {
    const { user } = await open();
    await user.click(screen.getByTestId("nav-help"));
    expect(await screen.findByText(/Try again; if it stays away/u)).toBeTruthy();
  });

  it("is to be opened again with the connection, not tried again now, and no reload is advised", async () => {
    const { server, user } = await open();
    act(() => server.drop());
    await user.click(screen.getByTestId("nav-help"));
    const said = await screen.findByText(/Open it again once the connection is back/u);
    expect(said.textContent).toContain("Do not reload the page");
    expect(document.body.textContent).not.toContain("Try again");
    network.isThere = true;
    act(() => server.connect());
    await user.click(screen.getByTestId("nav-help"));
    expect(await screen.findByText("the keys")).toBeTruthy();
  });
});

describe("what a view could not fetch while the server was away", () => {
  it("is fetched again once the connection is back, without a press", async () => {
    const now = Date.now();
    const [failing, fine] = [fakeFetch(now, "failing"), fakeFetch(now)];
    let isThere = false;
    const { server } = await openConsole(STATES["ready"]!(now), {
      hash: "#/lists",
      fetch: (...request) => (isThere ? fine : failing)(...request),
    });
    act(() => server.drop());
    expect(await screen.findByTestId("error-state")).toBeTruthy();
    isThere = true;
    await act(async () => server.connect());
    expect((await screen.findAllByTestId("call-list")).length).toBeGreaterThan(0);
    expect(screen.queryByTestId("error-state")).toBeNull();
  });
});
