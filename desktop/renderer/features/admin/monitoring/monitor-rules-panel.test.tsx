import { cleanup, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, it } from "vitest";
import { ConsolePage } from "../../../../../test/fakes/console-page.tsx";
import { MonitorRulesPanel } from "./monitor-rules-panel.tsx";

let page: ConsolePage;
function open(changed: object | null = null): void {
  page = new ConsolePage({ role: "admin" });
  let rules: object = { shownToAgent: true, changed, revision: 3 };
  page.onRequest("GET api/monitor-rules", () => ({ json: rules }));
  page.onRequest("PUT api/monitor-rules", () => {
    rules = { shownToAgent: false, changed: { at: Date.UTC(2026, 10, 22, 4), by: "Ada" }, revision: 4 };
    return { json: rules };
  });
  render(<MonitorRulesPanel />, { wrapper: page.wrapper });
}
const text = () => screen.getByTestId("monitor-rules").textContent;
afterEach(() => {
  cleanup();
  sessionStorage.clear();
});

it("says what the other setting means before it is saved, and afterwards who has set it", async () => {
  open();
  await screen.findByTestId("monitor-rules");
  expect(text()).toContain("A line above the call names the supervisor");
  expect(text()).toContain("as the server was started with");
  expect(screen.getByTestId<HTMLButtonElement>("monitor-rules-save").disabled).toBe(true);
  await userEvent.click(screen.getByRole("switch"));
  expect(screen.getByTestId("monitor-consequence").textContent).toContain("agents must be told beforehand");
  expect(page.requests.filter(({ method }) => method === "PUT")).toEqual([]);
  await userEvent.click(screen.getByTestId("monitor-rules-save"));
  const puts = page.requests.filter(({ method }) => method === "PUT");
  expect(puts.map(({ body }) => body)).toEqual([{ shownToAgent: false, baseRevision: 3 }]);
  expect(await screen.findByText(/Set by Ada/u)).toBeTruthy();
  expect(screen.getByTestId<HTMLButtonElement>("monitor-rules-save").disabled).toBe(true);
});

it("keeps what was chosen when it could not be saved, and says what to do", async () => {
  open();
  await screen.findByTestId("monitor-rules");
  page.onRequest("PUT api/monitor-rules", () => ({ status: 503, code: "internal" }));
  await userEvent.click(screen.getByRole("switch"));
  await userEvent.click(screen.getByTestId("monitor-rules-save"));
  await screen.findByRole("alert");
  expect(screen.getByRole<HTMLInputElement>("switch").checked).toBe(false);
  expect(screen.getByTestId<HTMLButtonElement>("monitor-rules-save").disabled).toBe(false);
  await userEvent.click(screen.getByTestId("monitor-rules-discard"));
  expect(screen.getByRole<HTMLInputElement>("switch").checked).toBe(true);
  expect(screen.queryByRole("alert")).toBeNull();
  expect(screen.getByTestId<HTMLButtonElement>("monitor-rules-discard").disabled).toBe(true);
});
