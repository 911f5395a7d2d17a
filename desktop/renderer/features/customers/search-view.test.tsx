import { act, screen, waitFor } from "@testing-library/react";
import { beforeAll, describe, expect, it } from "vitest";
import { freshConsoles } from "../../../../test/fakes/fresh-consoles.ts";
import { openConsole } from "../../../../test/fakes/open-console.tsx";
import { STATES } from "../../preview/states.ts";

const open = () => openConsole(STATES["connected"]!(Date.now()));
const goToSearch = () =>
  act(() => {
    window.location.hash = "#/search";
  });

beforeAll(async () => {
  await Promise.all([import("./search-view.tsx"), import("../../ui/menu-popup.tsx")]);
}, 60_000);
freshConsoles();

describe("the search", () => {
  it("begins with its field: what is typed next is searched", async () => {
    await open();
    goToSearch();
    const field = await screen.findByTestId("search-input");
    await waitFor(() => expect(document.activeElement).toBe(field));
  });

  // Its program comes when it is asked for; a menu whose focus is taken away closes.
  it("does not close a menu that was opened while it came", async () => {
    const { user } = await open();
    await user.click(screen.getByTestId("user-menu"));
    const entry = await screen.findByTestId("menu-settings");
    goToSearch();
    await screen.findByTestId("search-input");
    expect(entry.isConnected).toBe(true);
    expect(entry.closest("[role=menu]")?.contains(document.activeElement)).toBe(true);
  });

  it("does not take the focus out of a dialog", async () => {
    const { user } = await open();
    await user.keyboard("?");
    const sheet = await screen.findByTestId("shortcut-overlay");
    goToSearch();
    await screen.findByTestId("search-input");
    expect(sheet.contains(document.activeElement)).toBe(true);
  });
});
