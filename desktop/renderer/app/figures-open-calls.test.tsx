import { screen, waitFor, within } from "@testing-library/react";
import { beforeAll, describe, expect, it } from "vitest";
import { freshConsoles } from "../../../test/fakes/fresh-consoles.ts";
import { openConsole } from "../../../test/fakes/open-console.tsx";
import { STATES } from "../preview/states.ts";

beforeAll(async () => {
  await import("../features/history/history-view.tsx");
}, 60_000);
freshConsoles();

const state = (name: string) => STATES[name]!(Date.now());

describe("the figures of an agent's own day", () => {
  it("open the calls that were handled, also by keyboard", async () => {
    const { user } = await openConsole(state("ready"));
    const link = within(screen.getByTestId("day-handled")).getByRole("link");
    expect(link.getAttribute("href")).toMatch(/^#\/history\/handled\?agent=/u);
    link.focus();
    await user.keyboard("{Enter}");
    location.hash = link.getAttribute("href") ?? "";
    expect((await screen.findByTestId("history-counted")).textContent).toContain("handled");
  });

  it("stand on the idle desk with the way to each: handled, average, talk time, missed offers", async () => {
    const { push } = await openConsole(state("ready"));
    const hrefs = () =>
      within(screen.getByTestId("my-day"))
        .queryAllByRole("link")
        .map((link) => link.getAttribute("href")?.split("?")[0]);
    expect(hrefs()).toEqual(["#/history/handled", "#/history/handled", "#/history/handled", "#/history/missed"]);
    await push({ today: { handled: 0, missedOffers: 0, talkMs: 0, wrapUpMs: 0 } });
    await waitFor(() => expect(hrefs()).toEqual([]));
  });
});
