import { act, screen, waitFor } from "@testing-library/react";
import type { UserEvent } from "@testing-library/user-event";
import { beforeAll, describe, expect, it } from "vitest";
import { freshConsoles } from "../../../../test/fakes/fresh-consoles.ts";
import { openConsole } from "../../../../test/fakes/open-console.tsx";
import { fakeFetch } from "../../preview/fake-fetch.ts";
import { summary, vip } from "../../preview/fixtures.ts";
import { STATES } from "../../preview/states.ts";

const open = (options: Parameters<typeof openConsole>[1] = {}) =>
  openConsole(STATES["connected"]!(Date.now()), options);
const goToSearch = () =>
  act(() => {
    window.location.hash = "#/search";
  });

/** What was searched last is still in the field. */
async function search(user: UserEvent, text: string): Promise<void> {
  goToSearch();
  const field = await screen.findByTestId("search-input");
  await user.clear(field);
  await user.type(field, text);
}

/** As many as one search gives. */
const manyCustomers: typeof fetch = async (input, init) => {
  if (!String(input instanceof Request ? input.url : input).includes("/api/customers?"))
    return fakeFetch(Date.now())(input, init);
  const one = summary(vip(Date.now()));
  const customers = Array.from({ length: 30 }, (_, at) => ({ ...one, customerId: `${one.customerId}-${at}` }));
  return Response.json({ customers });
};

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

  it.each([
    ["001", "A little more of the number"],
    ["+8 6-1", "A little more of the number"],
    ["0011", "Nobody found for “0011”"],
    ["A1", "Nobody found for “A1”"],
  ])("does not say that nobody has %s when so little of a number is not looked for", async (typed, words) => {
    const { user } = await open({ fetch: fakeFetch(Date.now(), "empty") });
    await search(user, typed);
    expect((await screen.findByText(words)).closest('[data-testid="empty-state"]')).not.toBeNull();
  });

  it("says that there may be more than it shows", async () => {
    const { user } = await open({ fetch: manyCustomers });
    await search(user, "1380");
    expect((await screen.findByTestId("search-more")).textContent).toContain("The first 30 are shown");
  });
});
