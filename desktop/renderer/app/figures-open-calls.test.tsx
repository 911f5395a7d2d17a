import { act, screen, waitFor, within } from "@testing-library/react";
import { beforeAll, describe, expect, it } from "vitest";
import { freshConsoles } from "../../../test/fakes/fresh-consoles.ts";
import { openConsole } from "../../../test/fakes/open-console.tsx";
import { boardOf } from "../preview/board-of.ts";
import { STATES } from "../preview/states.ts";

beforeAll(async () => {
  await import("../features/history/history-view.tsx");
  await import("../features/wallboard/wallboard-view.tsx");
}, 60_000);
freshConsoles();

const state = (name: string) => STATES[name]!(Date.now());

describe("the figures of an agent's own day", () => {
  it("open the calls that were handled, also by keyboard", async () => {
    const { user } = await openConsole(state("ready"));
    const link = within(screen.getByTestId("day-handled")).getByRole("link");
    expect(link.getAttribute("href")).toMatch(/^#\/history\/handled\?agent=/u);
    // A segment each, as talk and wrap-up belong to one: a reader counts calls.
    expect(link.getAttribute("title")).toContain("counts once for each part");
    const onTheDesk = within(screen.getByTestId("my-day")).getAllByRole("link")[0];
    expect(onTheDesk?.getAttribute("title")).toBe(link.getAttribute("title"));
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

describe("how many wait in one's queues", () => {
  const waiting = (queue: HTMLElement | undefined) => within(queue ?? expect.fail("no queue")).queryByRole("link");

  it("opens the queue's waiting list to who may see it", async () => {
    const { server } = await openConsole(state("ready"), { role: "supervisor" });
    const [queue, ...others] = screen.getAllByTestId("my-queue");
    const link = waiting(queue) ?? expect.fail("no link");
    expect(link.getAttribute("href")).toBe("#/wallboard?queue=service");
    expect(others.map((other) => waiting(other))).toEqual([null]);
    expect(screen.getByTestId("idle").textContent).not.toContain("Only supervisors");
    location.hash = "#/wallboard?queue=faults";
    const board = boardOf({ queues: 4, agents: 2, now: server.view.serverNow });
    act(() => server.emit("wallboard", board));
    const panel = await screen.findByTestId("waiting-panel");
    await waitFor(() => expect(document.activeElement).toBe(panel));
    expect(panel.textContent).toContain("Waiting in Faults and repair");
  });

  it("is told to an agent, with who may see more", async () => {
    const { push } = await openConsole(state("ready"));
    expect(screen.getAllByTestId("my-queue").map((queue) => waiting(queue))).toEqual([null, null]);
    const hint = () => screen.getByTestId("idle").textContent?.includes("Only supervisors see who is waiting.");
    expect(hint()).toBe(true);
    const { queues } = state("ready");
    await push({ queues: queues.map((queue) => ({ ...queue, waiting: 0, longestWaitSince: null })) });
    expect(hint()).toBe(false);
  });
});
