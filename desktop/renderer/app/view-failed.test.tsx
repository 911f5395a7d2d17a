import { act, screen } from "@testing-library/react";
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { freshConsoles } from "../../../test/fakes/fresh-consoles.ts";
import { openConsole } from "../../../test/fakes/open-console.tsx";
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
