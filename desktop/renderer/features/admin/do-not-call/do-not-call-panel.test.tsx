import { cleanup, render, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";
import { afterEach, beforeEach, expect, it } from "vitest";
import type { DoNotCallPage } from "../../../../../shared/domain/do-not-call.ts";
import { ConsolePage } from "../../../../../test/fakes/console-page.tsx";
import { doNotCall } from "../../../preview/calling-fixtures.ts";
import { DoNotCallPanel } from "./do-not-call-panel.tsx";

const NOON = Date.UTC(2026, 10, 21, 4);
let page: ConsolePage;
let list: DoNotCallPage;

beforeEach(() => {
  list = doNotCall(NOON, false);
  page = new ConsolePage({ role: "admin" });
  page.onRequest("GET api/do-not-call", () => ({ json: list }));
  page.onRequest("POST api/do-not-call", () => ({ status: 204 }));
  page.onRequest("POST api/do-not-call/removals", () => ({ status: 204 }));
});
afterEach(cleanup);

const open = () => render(<DoNotCallPanel />, { wrapper: page.wrapper });
const sent = (method: string) => page.requests.filter((request) => request.method === method).map(({ body }) => body);

it("shows who is on it since when, by whom and why, and what was done last", async () => {
  const { container } = open();
  const rows = await screen.findAllByTestId("do-not-call-row");
  expect(rows).toHaveLength(3);
  expect(rows[0]?.textContent?.replaceAll("\u00a0", " ")).toMatch(
    /\+86 138 0013 8702.*Ana Silva.*Asked in a call · Two calls this week were too many/u,
  );
  expect(screen.getByTestId("do-not-call-changes").textContent).toContain("Asked for offers again, by mail");
  expect((await axe.run(container)).violations).toEqual([]);
});

it("looks for a number on the server", async () => {
  open();
  await screen.findAllByTestId("do-not-call-row");
  list = { ...list, numbers: [], found: 0 };
  await userEvent.type(screen.getByTestId("do-not-call-search"), "999");
  expect(await screen.findByText("No number like this is on the list")).toBeTruthy();
  expect(page.requests.at(-1)?.query.get("q")).toBe("999");
});

it("puts a number on it, with or without a reason", async () => {
  open();
  await userEvent.click(await screen.findByTestId("do-not-call-add"));
  const dialog = screen.getByTestId("do-not-call-dialog");
  expect(within(dialog).getByTestId<HTMLButtonElement>("do-not-call-save").disabled).toBe(true);
  await userEvent.type(within(dialog).getByTestId("do-not-call-number"), "138 0013 8001");
  await userEvent.click(within(dialog).getByTestId("do-not-call-save"));
  await waitFor(() => expect(screen.queryByTestId("do-not-call-dialog")).toBeNull());
  expect(sent("POST")).toEqual([{ number: "138 0013 8001", note: "" }]);
});

it("says what is wrong with a number, and keeps what was typed", async () => {
  page.onRequest("POST api/do-not-call", () => ({ status: 400, json: { code: "bad-number", message: "" } }));
  open();
  await userEvent.click(await screen.findByTestId("do-not-call-add"));
  await userEvent.type(screen.getByTestId("do-not-call-number"), "hello");
  await userEvent.click(screen.getByTestId("do-not-call-save"));
  expect((await screen.findByTestId("do-not-call-failure")).textContent).toContain("not a telephone number");
  expect(screen.getByTestId("do-not-call-number")).toHaveProperty("value", "hello");
});

it("takes a number off only with a reason", async () => {
  open();
  const [row] = await screen.findAllByTestId("do-not-call-row");
  await userEvent.click(within(row!).getByTestId("do-not-call-remove"));
  const save = screen.getByTestId<HTMLButtonElement>("do-not-call-save");
  expect(save.disabled).toBe(true);
  await userEvent.type(screen.getByTestId("do-not-call-note"), "asked for offers again");
  await userEvent.click(save);
  await waitFor(() => expect(screen.queryByTestId("do-not-call-dialog")).toBeNull());
  expect(sent("POST")).toEqual([{ phone: "+8613800138702", note: "asked for offers again" }]);
});

it("takes a file, and tells what became of its rows", async () => {
  page.onRequest("POST api/do-not-call/import", () => ({ json: { added: 12, already: 3, rejected: 1 } }));
  open();
  await screen.findAllByTestId("do-not-call-row");
  await userEvent.upload(
    screen.getByTestId("do-not-call-file"),
    new File(["phone\n1"], "old.csv", { type: "text/csv" }),
  );
  expect(await screen.findByText("Added 12, already there 3, not readable 1")).toBeTruthy();
});

it("says what the list is for while nobody is on it", async () => {
  list = doNotCall(NOON, true);
  open();
  expect(await screen.findByText("Nobody is on the do-not-call list")).toBeTruthy();
});
