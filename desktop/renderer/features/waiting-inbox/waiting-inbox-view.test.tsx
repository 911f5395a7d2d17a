import { act, cleanup, render, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { Role } from "../../../../shared/domain/user.ts";
import { ConsolePage } from "../../../../test/fakes/console-page.tsx";
import { QUEUES, view } from "../../preview/fixtures.ts";
import { boardOf } from "../../preview/board-of.ts";
import { messages, waitingOverview } from "../../preview/waiting-fixtures.ts";
import { WaitingInboxView } from "./waiting-inbox-view.tsx";

const NOW = Date.UTC(2026, 10, 21, 4);
let page: ConsolePage;

function open({ role = "agent" as Role, language = "en" as "en" | "zh", empty = false, fails = false } = {}) {
  page = new ConsolePage({ role, language, now: () => NOW });
  page.onRequest("GET api/queues", () => ({ json: { queues: QUEUES } }));
  page.onRequest("GET api/waiting", () => (fails ? { code: "internal" } : { json: waitingOverview(NOW, empty) }));
  page.onRequest("GET api/voicemails", () => ({ json: { voicemails: empty ? [] : messages(NOW) } }));
  // Somebody of two queues: they take calls, so they can call back.
  page.push("agent-view", view(NOW, null));
  render(<WaitingInboxView />, { wrapper: page.wrapper });
}
const callbacks = () => screen.findAllByTestId("callback-row");
const changes = () =>
  page.requests.filter(({ method }) => method !== "GET").map(({ method, path, body }) => ({ method, path, body }));

afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

describe("callbacks in line", () => {
  it("say how far each is, how long they wait, and when it is tried again", async () => {
    open();
    const rows = await callbacks();
    expect(rows.map((row) => row.dataset["state"])).toEqual(["calling", "waiting", "retry"]);
    expect(rows[0]?.textContent).toContain("Being called");
    expect(rows[0]?.textContent).toContain("waits 12m");
    expect(rows[2]?.textContent).toMatch(/Attempt 2 of 3 · again at \d\d:\d\d/u);
  });

  it("are cancelled by a supervisor, and by nobody else", async () => {
    open();
    await callbacks();
    expect(screen.queryByTestId("callback-cancel")).toBeNull();
    cleanup();
    open({ role: "supervisor" });
    page.onRequest("DELETE api/callbacks/*", () => ({ status: 204 }));
    await callbacks();
    await userEvent.click(screen.getByRole("button", { name: "Cancel the callback of 林慧敏" }));
    expect(changes()).toMatchObject([{ method: "DELETE", path: "api/callbacks/cb-1" }]);
  });

  it("a cancelling that failed is told by name, and the callback stays", async () => {
    open({ role: "supervisor" });
    page.onRequest("DELETE api/callbacks/*", () => ({ status: 404, code: "not-found" }));
    const rows = await callbacks();
    await userEvent.click(within(rows[0]!).getByTestId("callback-cancel"));
    await waitFor(() => expect(screen.getByTestId("notices").textContent).not.toBe(""));
    expect(await callbacks()).toHaveLength(3);
  });
});

describe("messages", () => {
  it("are fetched only when somebody listens, and can be called back", async () => {
    vi.spyOn(URL, "createObjectURL").mockReturnValue("blob:message");
    vi.spyOn(URL, "revokeObjectURL").mockReturnValue();
    open();
    page.onRequest("GET api/voicemails/vm-1/sound", () => ({ json: {} }));
    const [row] = await screen.findAllByTestId("voicemail-row");
    expect(page.requests.some(({ path }) => path.endsWith("/sound"))).toBe(false);
    await userEvent.click(within(row!).getByRole("button", { name: "Play 34s: message of Daniel Wright" }));
    expect((await within(row!).findByTestId("voicemail-audio")).getAttribute("aria-label")).toBe(
      "Message of Daniel Wright",
    );
    await userEvent.click(within(row!).getByTestId("voicemail-call"));
    expect(page.commands).toContainEqual({ name: "voicemail.call", args: { voicemailId: "vm-1" } });
  });

  it("say who called back, when, and whether they talked, with the way to that call", async () => {
    open();
    const rows = await screen.findAllByTestId("voicemail-row");
    expect(within(rows[0]!).queryByTestId("voicemail-answer")).toBeNull();
    const answer = within(rows[1]!).getByTestId("voicemail-answer");
    expect(answer.textContent).toContain("Called back by Bo Chen");
    expect(within(answer).getByRole("link").getAttribute("href")).toBe("#/contacts/c-answer");
  });

  it("without a number cannot be called back; done ones stand apart and can be reopened", async () => {
    open();
    page.onRequest("PATCH api/voicemails/*", () => ({ json: messages(NOW)[0] }));
    const rows = await screen.findAllByTestId("voicemail-row");
    expect(rows.map((row) => row.dataset["state"])).toEqual(["new", "done"]);
    expect(within(rows[1]!).queryByTestId("voicemail-call")).toBeNull();
    await userEvent.click(within(rows[0]!).getByTestId("voicemail-done"));
    await userEvent.click(within(rows[1]!).getByTestId("voicemail-done"));
    expect(changes()).toEqual([
      { method: "PATCH", path: "api/voicemails/vm-1", body: { state: "done" } },
      { method: "PATCH", path: "api/voicemails/vm-2", body: { state: "new" } },
    ]);
  });

  it("are deleted by a supervisor, and by nobody else", async () => {
    open();
    await screen.findAllByTestId("voicemail-row");
    expect(screen.queryByTestId("voicemail-remove")).toBeNull();
    cleanup();
    open({ role: "supervisor" });
    page.onRequest("DELETE api/voicemails/*", () => ({ status: 204 }));
    const [row] = await screen.findAllByTestId("voicemail-row");
    await userEvent.click(within(row!).getByTestId("voicemail-remove"));
    expect(changes()).toMatchObject([{ method: "DELETE", path: "api/voicemails/vm-1" }]);
  });
});

describe("what is new", () => {
  const asked = () => page.requests.filter(({ path }) => path === "api/waiting").length;

  it("is asked for as soon as the board counts one more, and not for anything else on the board", async () => {
    open({ role: "supervisor" });
    const board = boardOf({ queues: 2, agents: 3, now: NOW });
    act(() => page.push("wallboard", board));
    await callbacks();
    const before = asked();
    const talking = { ...board, seq: 2, inIvr: board.inIvr + 1 };
    act(() => page.push("wallboard", talking));
    expect(asked()).toBe(before);
    const [first, ...others] = board.queues;
    const more = {
      ...board,
      seq: 3,
      queues: [{ ...first!, callbacksPromised: first!.callbacksPromised + 1 }, ...others],
    };
    page.onRequest("GET api/voicemails", () => ({ json: { voicemails: [] } }));
    act(() => page.push("wallboard", more));
    expect(await screen.findByText("No new messages")).toBeTruthy();
    expect(asked()).toBe(before + 1);
  });

  it.each(["agent", "supervisor"] as const)(
    "is asked for as soon as the view of the %s says that a message came or is not what it was, also where as many are new",
    async (role) => {
      open({ role });
      await callbacks();
      const before = asked();
      const shown = view(NOW, null);
      act(() => page.push("agent-view", { ...shown, seq: shown.seq + 1 }));
      expect(asked()).toBe(before);
      page.onRequest("GET api/voicemails", () => ({ json: { voicemails: [] } }));
      const { open: count, changedAt } = shown.messages;
      act(() =>
        page.push("agent-view", { ...shown, seq: shown.seq + 2, messages: { open: count, changedAt: changedAt + 1 } }),
      );
      expect(await screen.findByText("No new messages")).toBeTruthy();
      expect(asked()).toBe(before + 1);
    },
  );

  it.each(["agent", "supervisor"] as const)(
    "is asked for as soon as the view of the %s says that a callback was tried, also where no count has changed",
    async (role) => {
      open({ role });
      await callbacks();
      const before = asked();
      const shown = view(NOW, null);
      page.onRequest("GET api/waiting", () => ({ json: waitingOverview(NOW, true) }));
      act(() =>
        page.push("agent-view", {
          ...shown,
          seq: shown.seq + 1,
          callbacksChangedAt: shown.callbacksChangedAt + 1,
        }),
      );
      expect(await screen.findByText("Nobody waits for a callback")).toBeTruthy();
      expect(asked()).toBe(before + 1);
    },
  );

  it("is asked for once when a queue has opened or closed", async () => {
    open();
    await callbacks();
    const before = asked();
    const overview = waitingOverview(NOW, true);
    const turned = overview.queues.map((queue) => ({ ...queue, changesAt: NOW - 2_000 }));
    page.onRequest("GET api/waiting", () => ({ json: { ...overview, queues: turned } }));
    const shown = view(NOW, null);
    act(() => page.push("agent-view", { ...shown, seq: shown.seq + 1, callbacksChangedAt: NOW + 1 }));
    expect(await screen.findByText("Nobody waits for a callback")).toBeTruthy();
    await waitFor(() => expect(asked()).toBe(before + 2));
    await act(() => new Promise(requestAnimationFrame));
    expect(asked()).toBe(before + 2);
  });

  it("is asked for when the line of an agent's own queues changes, once a second however fast it changes", async () => {
    open();
    await callbacks();
    const before = asked();
    const { queues, ...rest } = view(NOW, null);
    page.onRequest("GET api/waiting", () => ({ json: waitingOverview(NOW, true) }));
    const begunAt = performance.now();
    for (let at = 1; at <= 20; at += 1)
      act(() =>
        page.push("agent-view", {
          ...rest,
          seq: rest.seq + at,
          queues: queues.map((queue) => ({ ...queue, waiting: queue.waiting + at })),
        }),
      );
    expect(await screen.findByText("Nobody waits for a callback")).toBeTruthy();
    // A machine that is slow today is seconds over this.
    const secondsOver = Math.floor((performance.now() - begunAt) / 1_000);
    expect(asked() - before).toBeGreaterThanOrEqual(1);
    expect(asked() - before).toBeLessThanOrEqual(1 + secondsOver);
  });
});

describe("the inbox", () => {
  it("says what comes here when nothing is there", async () => {
    open({ empty: true });
    expect(await screen.findByText("Nobody waits for a callback")).toBeTruthy();
    expect(screen.getByText("No new messages")).toBeTruthy();
  });

  it("that cannot be read says what is kept, and is read again when asked", async () => {
    open({ fails: true });
    expect((await screen.findByTestId("error-state")).textContent).toContain("Nothing is lost.");
    page.onRequest("GET api/waiting", () => ({ json: waitingOverview(NOW, false) }));
    await userEvent.click(screen.getByRole("button", { name: /Try again/u }));
    expect(await callbacks()).toHaveLength(3);
  });

  it("says which queues are open and how its promises of the wait came true", async () => {
    open();
    const rows = await screen.findAllByTestId("waiting-queue");
    expect(rows[0]?.textContent).toMatch(
      /Open.*closes.*87 callers answered who had been told a wait: 91% within the upper end/u,
    );
    expect(rows[1]?.textContent).toMatch(/Closed.*opens/u);
  });

  it("speaks Chinese", async () => {
    open({ language: "zh" });
    const [row] = await callbacks();
    expect(row?.textContent).toContain("已等待 12");
  });
});
