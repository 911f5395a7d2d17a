import { screen } from "@testing-library/react";
import { beforeAll, describe, expect, it } from "vitest";
import { freshConsoles } from "../../../test/fakes/fresh-consoles.ts";
import { openConsole } from "../../../test/fakes/open-console.tsx";
import { STATES } from "../preview/states.ts";

beforeAll(async () => {
  await import("../features/customers/customer-view.tsx");
  await import("../features/history/history-view.tsx");
}, 60_000);
freshConsoles();

const state = (name: string) => STATES[name]!(Date.now());

describe("from one record back", () => {
  it("to the history as it was narrowed, in the reader's language", async () => {
    const { user } = await openConsole(state("ready"), { language: "zh", hash: "#/history?direction=inbound" });
    await user.click((await screen.findAllByTestId("history-row"))[0]!);
    await screen.findByTestId("customer-view");
    const back = screen.getByTestId("back-link");
    expect([back.textContent.trim(), back.getAttribute("href")]).toEqual(["历史", "#/history?direction=inbound"]);
  });

  it("to the search, for who came by the address alone", async () => {
    await openConsole(state("ready"), { hash: "#/desk" });
    location.hash = "#/search";
    await screen.findByTestId("search-view");
    location.hash = "#/customers/cust-0001";
    await screen.findByTestId("customer-view");
    expect(screen.getByTestId("back-link").getAttribute("href")).toBe("#/search");
  });
});
