import { act, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { freshConsoles } from "../../../test/fakes/fresh-consoles.ts";
import { openConsole } from "../../../test/fakes/open-console.tsx";
import { recordedFetch } from "../../../test/fakes/recorded-fetch.ts";
import { asId, type ContactId } from "../../../shared/domain/ids.ts";
import { dialRequest } from "../connection/dial-request.ts";
import { agenda } from "../preview/office-fixtures.ts";
import { CONTACT } from "../preview/fixtures.ts";
import { STATES } from "../preview/states.ts";

const NOW = Date.now();
const state = (name: string) => STATES[name]!(NOW);
const ENTRIES = agenda(NOW);
const isOff = (testId: string) => screen.getByTestId<HTMLButtonElement>(testId).disabled;
const set = (testId: string, value: string) => fireEvent.change(screen.getByTestId(testId), { target: { value } });

beforeAll(async () => {
  await Promise.all([
    import("./signed-in.tsx"),
    import("../features/agenda/agenda-view.tsx"),
    import("../i18n/en-views.ts"),
    import("../i18n/zh-views.ts"),
  ]);
}, 60_000);
freshConsoles();
beforeEach(() => {
  dialRequest.set(null);
});

async function openAgenda(answers: Parameters<typeof recordedFetch>[1] = {}, language: "en" | "zh" = "en") {
  const { fake, changes } = recordedFetch(NOW, answers);
  const parts = await openConsole(state("ready"), { hash: "#/agenda", fetch: fake, language });
  act(() => parts.server.emit("agenda", { serverNow: NOW, entries: ENTRIES }));
  const rows = await screen.findAllByTestId("agenda-entry");
  return { ...parts, changes, rows };
}

describe("promised calls", () => {
  it("stand in the order of their urgency: due, open, done; how many are due is on the rail in every view", async () => {
    const { rows, user } = await openAgenda();
    expect(rows.map((row) => row.dataset["state"])).toEqual(["due", "open", "open", "done"]);
    expect(rows[0]?.textContent).toContain("12m late");
    expect(screen.getByTestId("agenda-due").textContent).toContain("1");
    await user.click(screen.getByTestId("nav-desk"));
    expect(screen.getByTestId("agenda-due").textContent).toContain("1");
  });

  it.each([
    [0, "due now"],
    [59_000, "due now"],
    [61_000, "1m late"],
  ])("%i ms after their time: %s", async (ms, words) => {
    const { server } = await openAgenda();
    const [first = expect.fail("nothing is promised")] = ENTRIES;
    act(() => server.emit("agenda", { serverNow: NOW, entries: [{ ...first, dueAt: NOW - ms, doneAt: null }] }));
    await waitFor(() => expect(screen.getByTestId("agenda-entry").textContent).toContain(words));
  });

  it("are not mistaken for callers' messages, whose number is on the rail as long as one is new", async () => {
    const { server } = await openAgenda();
    const badge = () => screen.queryByTestId("messages-open");
    expect(badge()?.textContent).toBe("1 1 new message");
    expect(screen.getByTestId("nav-waiting").contains(badge())).toBe(true);
    const told = (open: number) => act(async () => server.push({ messages: { open, changedAt: NOW + open } }));
    await told(120);
    expect(badge()?.textContent).toBe("99+ 120 new messages");
    await told(0);
    expect(badge()).toBeNull();
  });

  it("are told in the customer's time as well where it is another", async () => {
    const { rows } = await openAgenda();
    // Wherever the test runs, one of the two is elsewhere.
    expect(`${rows[0]?.textContent} ${rows[1]?.textContent}`).toMatch(/\d\d:\d\d in (Shanghai|London)/u);
  });

  it("are called with one press, asked about first; one that is done is not called", async () => {
    const { rows, user } = await openAgenda();
    await user.click(within(rows[0]!).getByRole("button", { name: "Call 林慧敏" }));
    expect(dialRequest.get()).toEqual({ number: "+8613800138001", name: "林慧敏" });
    expect(within(rows[3]!).queryByTestId("agenda-call")).toBeNull();
  });

  it("are marked done and reopened", async () => {
    const { rows, user, changes } = await openAgenda({ "PATCH agenda/a-1": () => Response.json(ENTRIES[0]) });
    await user.click(within(rows[0]!).getByTestId("agenda-done"));
    await user.click(within(rows[3]!).getByTestId("agenda-done"));
    expect(changes).toMatchObject([
      { method: "PATCH", path: "agenda/a-1", body: { done: true } },
      { method: "PATCH", path: "agenda/a-4", body: { done: false } },
    ]);
  });

  it("get another time, an overdue one an hour from now unless said otherwise; one that is over or does not exist is refused before it is sent", async () => {
    const { rows, user, changes } = await openAgenda({ "PATCH agenda/a-1": () => Response.json(ENTRIES[0]) });
    await user.click(within(rows[0]!).getByTestId("agenda-move"));
    await screen.findByTestId("agenda-form");
    expect(isOff("agenda-save")).toBe(false);
    set("agenda-date", "2026-01-05");
    expect(screen.getByTestId("agenda-mine").textContent).toContain("This time is over");
    expect(isOff("agenda-save")).toBe(true);
    set("agenda-zone", "Nowhere/Land");
    expect(screen.getByTestId("agenda-mine").textContent).toContain("no such time");
    expect(isOff("agenda-save")).toBe(true);
    set("agenda-zone", "Asia/Shanghai");
    set("agenda-date", "2099-01-05");
    set("agenda-time", "09:30");
    await user.click(screen.getByTestId("agenda-save"));
    expect(changes).toMatchObject([
      { path: "agenda/a-1", body: { dueAt: Date.UTC(2099, 0, 5, 1, 30), timeZone: "Asia/Shanghai" } },
    ]);
    await waitFor(() => expect(screen.queryByTestId("agenda-form")).toBeNull());
  });

  it("take a time as it is typed with a headset on, whatever language the browser speaks; arrows go on by a step", async () => {
    const { rows, user, changes } = await openAgenda({ "PATCH agenda/a-1": () => Response.json(ENTRIES[0]) }, "zh");
    await user.click(within(rows[0]!).getByTestId("agenda-move"));
    await screen.findByTestId("agenda-form");
    set("agenda-zone", "Asia/Shanghai");
    expect(screen.getByTestId("agenda-zone-name").textContent).toMatch(/^中国(标准)?时间$/u);
    set("agenda-date", "2099年1月4日");
    set("agenda-time", "915");
    await user.type(screen.getByTestId("agenda-date"), "{ArrowUp}");
    await user.type(screen.getByTestId("agenda-time"), "{ArrowUp}{Tab}");
    expect(screen.getByTestId("agenda-date")).toHaveProperty("value", "2099-01-05");
    expect(screen.getByTestId("agenda-time")).toHaveProperty("value", "09:30");
    await user.click(screen.getByTestId("agenda-save"));
    expect(changes).toMatchObject([{ body: { dueAt: Date.UTC(2099, 0, 5, 1, 30) } }]);
  });

  it("do not take what is no day", async () => {
    const { rows, user } = await openAgenda();
    await user.click(within(rows[0]!).getByTestId("agenda-move"));
    await screen.findByTestId("agenda-form");
    set("agenda-date", "2099-02-30");
    expect(screen.getByTestId("agenda-date").getAttribute("aria-invalid")).toBe("true");
    expect(isOff("agenda-save")).toBe(true);
  });

  it("say by name what the server refused and keep what was typed", async () => {
    const { rows, user } = await openAgenda({
      "PATCH agenda/a-1": () => Response.json({ code: "bad-time", message: "" }, { status: 400 }),
    });
    await user.click(within(rows[0]!).getByTestId("agenda-move"));
    await screen.findByTestId("agenda-form");
    set("agenda-date", "2099-01-05");
    await user.click(screen.getByTestId("agenda-save"));
    const form = screen.getByTestId("agenda-form");
    await waitFor(() => expect(form.textContent).toContain("This time cannot be used."));
    expect(form.textContent).toContain("Choose a time from now on");
    expect(screen.getByTestId("agenda-date")).toHaveProperty("value", "2099-01-05");
  });

  it("are made by key while somebody talks or wraps up", async () => {
    const { fake, changes } = recordedFetch(NOW, { "POST agenda": () => Response.json(ENTRIES[1]) });
    const { user } = await openConsole(state("wrap-up"), { fetch: fake });
    await screen.findByTestId("note");
    await user.keyboard("b");
    await screen.findByTestId("agenda-form");
    await user.click(screen.getByTestId("agenda-save"));
    expect(changes).toMatchObject([
      { method: "POST", path: "agenda", body: { customerId: "cust-0001", phone: "+8613800138001", name: "林慧敏" } },
    ]);
    expect((await screen.findByTestId("notices")).textContent).toContain("Promised for");
  });

  it("are kept by Ctrl+Enter, which would otherwise finish the call behind the form and drop the promise", async () => {
    const { fake, changes } = recordedFetch(NOW, { "POST agenda": () => Response.json(ENTRIES[1]) });
    const { server, user } = await openConsole(state("wrap-up"), { fetch: fake });
    await screen.findByTestId("note");
    await user.keyboard("1b");
    await screen.findByTestId("agenda-form");
    await user.keyboard("{Control>}{Enter}{/Control}");
    await waitFor(() => expect(changes).toMatchObject([{ method: "POST", path: "agenda" }]));
    expect(server.named("wrap-up.complete")).toEqual([]);
    await waitFor(() => expect(screen.queryByTestId("agenda-form")).toBeNull());
    await user.keyboard("{Control>}{Enter}{/Control}");
    expect(server.named("wrap-up.complete")).toHaveLength(1);
  });

  it("that are being written outlive a wrap-up that ends by its time, step aside for the next customer, and are found again", async () => {
    const { fake, changes } = recordedFetch(NOW, { "POST agenda": () => Response.json(ENTRIES[1]) });
    const first = await openConsole(state("wrap-up"), { fetch: fake });
    const note = () => screen.getByRole("textbox", { name: "What it is about" });
    await screen.findByTestId("note");
    await first.user.keyboard("b");
    await screen.findByTestId("agenda-form");
    fireEvent.change(note(), { target: { value: "The new rate" } });
    await first.push({ contact: null });
    expect(screen.queryByTestId("wrap-up")).toBeNull();
    expect(note()).toHaveProperty("value", "The new rate");

    const other = state("unknown").contact!;
    await first.push({ contact: { ...other, context: { ...other.context, contactId: asId<ContactId>("another") } } });
    expect(screen.queryByTestId("agenda-form")).toBeNull();
    await first.push({ contact: null });
    expect(note()).toHaveProperty("value", "The new rate");

    // The page is loaded again, and the agent looks under Callbacks.
    first.unmount();
    const second = await openConsole(state("ready"), { hash: "#/agenda", fetch: fake });
    act(() => second.server.emit("agenda", { serverNow: NOW, entries: [] }));
    expect((await screen.findByTestId("begun-promise")).textContent).toMatch(/林慧敏.*The new rate/u);
    await second.user.click(screen.getByTestId("begun-go-on"));
    await second.user.click(await screen.findByTestId("agenda-save"));
    await waitFor(() => expect(changes).toMatchObject([{ body: { note: "The new rate", contactId: CONTACT } }]));
    await waitFor(() => expect(screen.queryByTestId("begun-promise")).toBeNull());
  });

  it("cannot be made for a caller without a number", async () => {
    const { user } = await openConsole(state("unknown"));
    await screen.findByTestId("note");
    expect(isOff("promise-call")).toBe(true);
    await user.keyboard("b");
    expect(screen.queryByTestId("agenda-form")).toBeNull();
  });

  it("speak Chinese", async () => {
    const { rows } = await openAgenda({}, "zh");
    expect(rows[0]?.closest("section")?.textContent).toMatch(/\p{Script=Han}/u);
    expect(within(rows[0]!).getByTestId("agenda-call").textContent).not.toContain("Call");
  });
});
