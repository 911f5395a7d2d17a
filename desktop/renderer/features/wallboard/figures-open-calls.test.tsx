import { act, cleanup, render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import type { ReactElement } from "react";
import { afterEach, describe, expect, it } from "vitest";
import { ConsolePage } from "../../../../test/fakes/console-page.tsx";
import { boardOf } from "../../preview/board-of.ts";
import { WallScreen } from "./wall-screen.tsx";
import { WallboardView } from "./wallboard-view.tsx";

/** Every number opens the calls behind it. That rows and figures are as many: server/app/figures-and-rows.test.ts. */
const NOON = Date.UTC(2026, 10, 21, 4);

function open(view: ReactElement, isQuiet = false): void {
  const page = new ConsolePage({ now: () => NOON, isPage: view.type === WallScreen });
  render(view, { wrapper: page.wrapper });
  const board = boardOf({ queues: 2, agents: 3, now: NOON });
  const none = {
    offered: 0,
    answered: 0,
    abandoned: 0,
    overflowed: 0,
    turnedAway: 0,
    callbacksPromised: 0,
    messagesLeft: 0,
    messagesOpen: 0,
    waiting: 0,
    signedInAgents: 0,
    callbacksNow: { waiting: 0, calling: 0, retry: 0 },
    averageSpeedOfAnswerMs: null,
    averageHandleTimeMs: null,
    serviceLevels: {
      handled: null,
      "ignore-abandons": null,
      positive: null,
      negative: null,
      "short-abandons-excluded": null,
    },
  };
  const busy = { waiting: 4, overflowed: 2, turnedAway: 3 };
  const queues = board.queues.map((queue) => ({ ...queue, ...(isQuiet ? none : busy) }));
  const agents = board.agents.map((agent) => ({ ...agent, handledToday: isQuiet ? 0 : 7 }));
  act(() => page.push("wallboard", { ...board, inIvr: isQuiet ? 0 : 4, queues, agents }));
}
const linksIn = (element: HTMLElement | undefined) =>
  within(element ?? expect.fail("not there"))
    .queryAllByRole("link")
    .map((link) => link.getAttribute("href"));

afterEach(cleanup);

describe("the figures of the grid", () => {
  it("of a queue open the contacts they count, in that queue", () => {
    open(<WallboardView />);
    const [row] = screen.getAllByTestId("queue-row");
    const of = (counted: string) => `#/history/${counted}?queue=${row?.dataset["queueId"]}`;
    const cell = (id: string) => linksIn(within(row!).getByTestId(id));
    expect(cell("queue-offered")).toEqual([of("offered"), of("overflowed"), of("turned-away")]);
    expect(cell("queue-answered")).toEqual([of("answered")]);
    expect(cell("queue-abandoned")).toEqual([of("abandoned")]);
    expect(cell("queue-callbacks")).toEqual(["#/waiting", of("callback")]);
    expect(cell("queue-messages")).toEqual(["#/waiting", of("message")]);
    expect(cell("queue-service-level")).toEqual([`${of("service-level")}&variant=ignore-abandons`]);
    expect(linksIn(row).slice(-2)).toEqual([of("answered"), of("queue-handled")]);
    expect(linksIn(screen.getByTestId("in-ivr"))).toEqual(["#/history/menu"]);
  });

  it("of what is now show it below, by keyboard too: who waits in the queue, its agents; one press shows all agents again", async () => {
    open(<WallboardView />);
    const [first, second] = screen.getAllByTestId("queue-row");
    const press = async (id: string, hint: string) => {
      const figure = within(within(second!).getByTestId(id)).getByTitle(hint);
      figure.focus();
      await userEvent.keyboard("{Enter}");
    };
    await press("queue-waiting", "Show who waits");
    expect(document.activeElement?.querySelector("h2")?.textContent).toContain("Waiting in");
    expect(within(second!).getAllByRole("button")[0]?.getAttribute("aria-pressed")).toBe("true");
    expect(within(first!).getAllByRole("button")[0]?.getAttribute("aria-pressed")).toBe("false");
    const all = screen.getAllByTestId("agent-row").length;
    await press("queue-agents", "Show the agents of this queue");
    expect(document.activeElement?.contains(screen.getByTestId("agent-table"))).toBe(true);
    const board = boardOf({ queues: 2, agents: 3, now: NOON });
    const ofQueue = board.agents.filter(({ queueIds }) => queueIds.includes(board.queues[1]!.queueId));
    const ids = () => screen.getAllByTestId("agent-row").map((row) => row.dataset["agentId"]);
    expect(new Set(ids())).toEqual(new Set(ofQueue.map(({ status }) => status.agentId)));
    expect(screen.getByTestId("filter-ready").textContent).toContain(
      String(ofQueue.filter(({ status }) => status.state === "ready").length),
    );
    await userEvent.click(screen.getByTestId("agents-of-queue"));
    expect(ids()).toHaveLength(all);
  });

  it("of an agent open the calls they handled, by the keys of the row that has the focus", () => {
    open(<WallboardView />);
    const rows = screen.getAllByTestId("agent-row");
    for (const row of rows) expect(linksIn(row)).toEqual([`#/history/handled?agent=${row.dataset["agentId"]}`]);
    const stops = rows.map((row) => within(row).getByRole("link").getAttribute("tabindex"));
    expect(stops.filter((stop) => stop === "0")).toHaveLength(1);
  });

  it("say to a screen reader what opens, and a press leaves the chosen queue as it is", async () => {
    open(<WallboardView />);
    const [first, second] = screen.getAllByTestId("queue-row");
    const link = within(second!).getByTestId("queue-answered").querySelector("a") ?? expect.fail("no link");
    expect(link.title).toBe("Show these calls");
    await act(async () => link.click());
    expect(within(first!).getAllByRole("button")[0]?.getAttribute("aria-pressed")).toBe("true");
  });

  it("that are nothing open nothing", () => {
    open(<WallboardView />, true);
    expect(linksIn(screen.getByTestId("queue-table"))).toEqual([]);
    expect(within(screen.getByTestId("queue-table")).queryAllByTitle(/^Show/u)).toEqual([]);
    expect(linksIn(screen.getByTestId("in-ivr"))).toEqual([]);
  });
});

it("a wall has nobody who could press", () => {
  open(<WallScreen />);
  expect(linksIn(screen.getByTestId("wall-queues"))).toEqual([]);
  expect(within(screen.getByTestId("wall-queues")).queryAllByRole("button")).toEqual([]);
});
