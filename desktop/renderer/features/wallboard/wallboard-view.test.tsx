import { act, cleanup, render, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";
import { Profiler } from "react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { takesCalls } from "../../../../shared/domain/agent.ts";
import { asId, type QueueId } from "../../../../shared/domain/ids.ts";
import { ALERT_DEFAULTS } from "../../../../shared/domain/queue-alerts.ts";
import { NEVER_CHANGED } from "../../../../shared/domain/setting-revision.ts";
import { boardOf } from "../../preview/board-of.ts";
import { view as viewOf } from "../../preview/fixtures.ts";
import { NAMED_SKILLS } from "../../preview/admin-fixtures.ts";
import { lineOf } from "../../preview/line-of.ts";
import { ConsolePage } from "../../../../test/fakes/console-page.tsx";
import type { Wallboard } from "../../../../shared/wire/wallboard-schemas.ts";
import { serviceLevelVariant } from "./service-level-variant.ts";
import { WallScreen } from "./wall-screen.tsx";
import { WallboardView } from "./wallboard-view.tsx";

const NOON = Date.UTC(2026, 10, 21, 4);
let page: ConsolePage;
let nowMs = NOON;

function open(view = <WallboardView />, size = { queues: 3, agents: 12 }): void {
  page = new ConsolePage({ now: () => nowMs, isPage: view.type === WallScreen });
  page.onRequest("GET api/skills", () => ({ json: { skills: NAMED_SKILLS } }));
  render(view, { wrapper: page.wrapper });
  act(() => page.push("wallboard", boardOf({ ...size, now: NOON })));
}

/** Chooses a queue; the server answers with its line. */
async function look(name: string): Promise<void> {
  await act(async () => screen.getByRole("button", { name: new RegExp(name, "u") }).click());
  const queueId = asId<QueueId>(name.toLowerCase());
  act(() => page.push("waiting-line", lineOf({ queueId, waiting: 14 }, NOON)));
}

function passMs(ms: number): void {
  vi.advanceTimersByTime(ms);
}

async function violations(): Promise<string[]> {
  const rules = { region: { enabled: false }, "color-contrast": { enabled: false } };
  const result = await axe.run(document.body, { rules });
  return result.violations.map((each) => `${each.id}: ${each.nodes.map((node) => node.html).join(" ")}`);
}

beforeEach(() => {
  nowMs = NOON;
  localStorage.clear();
  // It outlives the view, as it is meant to; not the test that chose another one.
  serviceLevelVariant.set("ignore-abandons");
  // Only what ticks; promises and the DOM go on by themselves.
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

const forced = () => page.commands.filter(({ name }) => name === "agent.force-state");
const cell = (queueId: string, testId: string): string => {
  const row = screen.getAllByTestId("queue-row").find((each) => each.dataset["queueId"] === queueId);
  return within(row ?? document.body).getByTestId(testId).textContent ?? "";
};

describe("the working grid", () => {
  it("lets a supervisor listen to whoever talks, and says who is listened to", async () => {
    open();
    act(() => page.push("agent-view", viewOf(NOON, null)));
    const rows = screen.getAllByTestId("agent-row");
    const withButton = rows.filter((row) => within(row).queryByTestId("agent-listen") !== null);
    expect(withButton.length).toBeGreaterThan(0);
    expect(withButton.every((row) => ["on-contact", "held"].includes(row.dataset["state"] ?? ""))).toBe(true);
    const said = () => screen.queryAllByTestId("agent-monitors").map(({ textContent }) => textContent);
    const board = boardOf({ queues: 3, agents: 12, now: NOON });
    const whoTalks = board.agents.findIndex(({ monitors }) => monitors.length > 0);
    const withMonitors = (monitors: Wallboard["agents"][number]["monitors"]) =>
      act(() =>
        page.push("wallboard", {
          ...board,
          agents: board.agents.map((agent, index) => ({ ...agent, monitors: index === whoTalks ? monitors : [] })),
        }),
      );
    withMonitors(["listen"]);
    expect(said()).toEqual(["1 listens"]);
    withMonitors(["whisper"]);
    expect(said()).toEqual(["1 whispers"]);
    withMonitors(["barge", "listen", "listen"]);
    expect(said()).toEqual(["2 listen", "1 barged in"]);
    const row = withButton.at(-1) ?? document.body;
    await act(async () => within(row).getByTestId("agent-listen").click());
    const started = page.commands.filter(({ name }) => name === "monitor.start");
    expect(started).toMatchObject([{ args: { agentId: row.dataset["agentId"] } }]);
    expect(await violations()).toEqual([]);
  });

  it("shows queues and agents, and names the variant of the service level; another variant recounts the day", async () => {
    const user = userEvent.setup({ advanceTimers: vi.advanceTimersByTime });
    open();
    expect(screen.getAllByTestId("queue-row")).toHaveLength(3);
    expect(screen.getAllByTestId("agent-row")).toHaveLength(12);
    expect(cell("service", "queue-service-level")).toContain("81%");
    expect(screen.getByTestId("queue-table").textContent).toContain("Abandons ignored");
    await user.click(screen.getByTestId("service-level-variant"));
    await user.click(screen.getByRole("option", { name: "All abandons count against" }));
    expect(cell("service", "queue-service-level")).toContain("74%");
    expect(screen.getByTestId("queue-table").textContent).toContain("All abandons count against");
  });

  it("ticks by the server's clock between two boards, and raises the level when the threshold passes", () => {
    open();
    expect(cell("service", "queue-longest")).toContain("0:14");
    expect(cell("service", "queue-longest")).toContain("watch");
    nowMs = NOON + 7_000;
    act(() => passMs(250));
    expect(cell("service", "queue-longest")).toContain("0:21");
    expect(cell("service", "queue-longest")).toContain("act now");
  });

  it("shows who waits in the order of the server, with the head start, and why each of them still does", async () => {
    open();
    await look("Faults");
    const rows = screen.getAllByTestId("waiting-row");
    expect(rows.map((row) => row.dataset["contactId"])).toEqual(
      Array.from({ length: 14 }, (_, place) => `c-faults-${place}`),
    );
    expect(rows[0]?.textContent).toContain("head start");
    expect(rows[0]?.textContent).toContain("Rings at Liu Yang now.");
    // A skill is shown by its word until the names are there.
    await waitFor(() => expect(screen.getAllByTestId("waiting-why")[2]?.textContent).toContain("German level 3:"));
    const headlines = screen.getAllByTestId("waiting-why").map((each) => each.textContent);
    expect(headlines[1]).toMatch(/^Waits for Zhang Wei alone until \d\d:\d\d:\d\d\.$/u);
    expect(headlines[2]).toBe(
      "5 agents have German level 3: 2 talking, 2 on a break, 1 not ready after a missed call.",
    );
    expect(headlines[3]).toBe("5 agents can take it: 2 talking, 2 on a break, 1 not ready after a missed call.");
    expect(headlines[6]).toBe("Nobody who can take it is signed in; 2 agents are signed out.");
    const reasons = within(rows[2] ?? document.body).getByTestId("waiting-reasons").textContent;
    expect(reasons).toContain("Also waits in Sales.");
    expect(reasons).toContain("Has waited so long that nobody with a shorter wait passes any more.");
    expect(reasons).toContain("About 50s to 2m 10s more");
    expect(reasons).toContain("Wang Fang: German level 2, 3 needed");
    expect(reasons).toMatch(/[^.:]+: on a break/u);
    expect(within(rows[4] ?? document.body).getByTestId("waiting-reasons").textContent).toMatch(
      /\d\d:\d\d:\d\d: fewer demands\..*also offered to another queue\./u,
    );
    expect(await violations()).toEqual([]);
  });

  describe("sends who waits", () => {
    const line = lineOf({ queueId: asId<QueueId>("faults"), waiting: 14 }, NOON);
    const menuOf = async (place: number) => {
      open();
      await look("Faults");
      await userEvent.click(within(screen.getAllByTestId("waiting-row")[place]!).getByTestId("waiting-send"));
      // A chunk of its own, fetched now.
      await screen.findAllByTestId(/^menu-/u, {}, { timeout: 10_000 });
    };
    const sent = () => page.commands.at(-1);
    const contactOf = (place: number) => line.callers[place]?.contactId;

    it("to another queue, with how many are ready there; who is being rung to nowhere", async () => {
      await menuOf(4);
      const rows = screen.getAllByTestId("waiting-row");
      for (const [at, { state }] of line.callers.entries())
        expect(within(rows[at]!).queryByTestId("waiting-send") !== null).toBe(state === "waiting");
      const entry = screen.getByTestId("menu-sales");
      expect(entry.textContent).toContain("Sales · 2 of 6 ready");
      expect(screen.queryByTestId("menu-faults")).toBeNull();
      await userEvent.click(entry);
      expect(sent()).toMatchObject({ name: "waiting.redirect", args: { contactId: contactOf(4), queueId: "sales" } });
      // The row is about to go, and the button that had the focus with it.
      await vi.waitFor(() => expect(document.activeElement).toBe(screen.getByTestId("waiting-panel")));
    });

    it("to one agent of the queue, with their state, found by typing and chosen by keys; not to who is away", async () => {
      await menuOf(4);
      const agents = screen.getAllByTestId(/^menu-agent-/u);
      const ofQueue = boardOf({ queues: 3, agents: 12, now: NOON }).agents.filter(({ queueIds }) =>
        queueIds.includes(asId<QueueId>("faults")),
      );
      expect(agents).toHaveLength(ofQueue.length);
      for (const { status } of ofQueue)
        expect(screen.getByTestId(`menu-agent-${status.agentId}`).getAttribute("aria-disabled") === "true").toBe(
          !takesCalls(status),
        );
      const wanted = ofQueue.find(({ status }) => takesCalls(status)) ?? expect.fail("nobody takes calls");
      expect(screen.getByTestId(`menu-agent-${wanted.status.agentId}`).textContent).toContain(wanted.displayName);
      await userEvent.paste(wanted.displayName.toLowerCase());
      const found = screen.getAllByTestId(/^menu-agent-/u).map(({ textContent }) => textContent);
      expect(found.length).toBeLessThan(agents.length);
      expect(found.filter((text) => !text.startsWith(wanted.displayName))).toEqual([]);
      expect(screen.queryByTestId("menu-sales")).toBeNull();
      await userEvent.keyboard("{ArrowDown}{Enter}");
      expect(sent()).toMatchObject({
        name: "waiting.give",
        args: { contactId: contactOf(4), agentId: wanted.status.agentId },
      });
    });

    it("by a menu that passes the accessibility rules", async () => {
      await menuOf(4);
      expect(await violations()).toEqual([]);
    });

    it("a promised callback to an agent only, a guest to a queue only", async () => {
      await menuOf(3);
      expect([screen.queryAllByTestId(/^menu-agent-/u).length > 0, screen.queryByTestId("menu-sales")]).toEqual([
        true,
        null,
      ]);
      cleanup();
      await menuOf(5);
      expect(screen.queryAllByTestId(/^menu-agent-/u)).toEqual([]);
    });

    it("says who was given to whom, and takes it back", async () => {
      await menuOf(7);
      const row = screen.getAllByTestId("waiting-row")[7] ?? document.body;
      expect(within(row).getByTestId("waiting-why").textContent).toMatch(
        /^Sofia Marchetti gave it to Zhang Wei: waits for nobody else until \d\d:\d\d:\d\d\.$/u,
      );
      await userEvent.click(screen.getByTestId("menu-anybody"));
      expect(sent()).toMatchObject({ name: "waiting.give", args: { contactId: contactOf(7), agentId: null } });
    });
  });

  it("asks for one queue's line, for another's when that is chosen, anew after a lost link, and takes it back at the end", async () => {
    open();
    await look("Faults");
    act(() => page.goOffline());
    await act(async () => page.goOnline());
    cleanup();
    expect(page.commands.filter(({ name }) => name === "waiting.watch").map(({ args }) => args)).toEqual(
      ["service", null, "faults", "faults", null].map((queueId) => ({ queueId, deep: false })),
    );
  });

  it("shows the first callers, and the whole line to who opens it, without a moment in which there is none", async () => {
    open();
    await look("Faults");
    const line = lineOf({ queueId: asId<QueueId>("faults"), waiting: 14 }, NOON);
    act(() => page.push("waiting-line", { ...line, callers: line.callers.slice(0, 10) }));
    expect(screen.getAllByTestId("waiting-row")).toHaveLength(10);
    expect(screen.getByText("and 4 more")).toBeTruthy();
    const more = () => screen.getByTestId("waiting-more");
    expect([more().textContent, more().getAttribute("aria-expanded")]).toEqual(["Show more of the line", "false"]);
    await act(async () => more().click());
    expect(page.commands.at(-1)).toMatchObject({ name: "waiting.watch", args: { queueId: "faults", deep: true } });
    expect(screen.getAllByTestId("waiting-row")).toHaveLength(10);
    act(() => page.push("waiting-line", line));
    expect(screen.getAllByTestId("waiting-row")).toHaveLength(14);
    expect(screen.queryByText("and 4 more")).toBeNull();
    expect([more().textContent, more().getAttribute("aria-expanded")]).toEqual(["Show only the first", "true"]);
    expect(await violations()).toEqual([]);
    await act(async () => more().click());
    expect(page.commands.at(-1)?.args).toEqual({ queueId: "faults", deep: false });
  });

  it("keeps the reasons of a caller open while the line changes, and says when the queue is closed", async () => {
    open();
    await look("Faults");
    const user = userEvent.setup({ advanceTimers: vi.advanceTimersByTime });
    const second = () => screen.getAllByTestId("waiting-row")[1];
    await user.click(within(second() ?? document.body).getByText(/Waits for Zhang Wei/u));
    const later = lineOf({ queueId: asId<QueueId>("faults"), waiting: 3 }, NOON + 5_000);
    act(() => page.push("waiting-line", { ...later, open: false, changesAt: null }));
    expect(screen.getAllByTestId("waiting-row")).toHaveLength(3);
    expect(second()?.querySelector("details")?.open).toBe(true);
    expect(screen.getByTestId("waiting-closed").textContent).toBe("The queue is closed.");
  });

  it("has a column for callbacks and messages only where there is something to show", () => {
    open();
    const heads = () => screen.getAllByRole("columnheader").map((each) => each.textContent);
    expect(heads()).toEqual(expect.arrayContaining(["Callbacks", "Messages"]));
    expect(cell("service", "queue-callbacks")).toBe("33 of 6 reached");
    expect(cell("service", "queue-messages")).toBe("23 today");
    const board = boardOf({ queues: 2, agents: 3, now: NOON, seq: 2 });
    const quiet = board.queues.filter(({ queueId }) => queueId !== "service");
    act(() => page.push("wallboard", { ...board, queues: quiet }));
    expect(heads()).not.toContain("Callbacks");
  });

  it("marks by the queue's own alerts, which a supervisor sets here", async () => {
    const user = userEvent.setup({ advanceTimers: vi.advanceTimersByTime });
    open();
    page.onRequest("GET api/queue-alerts/service", () => ({ json: { alerts: ALERT_DEFAULTS, ...NEVER_CHANGED } }));
    page.onRequest("PUT api/queue-alerts/service", () => ({ status: 204 }));
    await user.click(screen.getByTestId("open-alerts"));
    await user.type(screen.getByTestId("alerts-wait"), "10");
    await user.clear(screen.getByTestId("alerts-target"));
    await user.type(screen.getByTestId("alerts-target"), "120");
    expect(screen.getByTestId("alerts-save")).toHaveProperty("disabled", true);
    await user.clear(screen.getByTestId("alerts-target"));
    await user.type(screen.getByTestId("alerts-target"), "95");
    expect(await violations()).toEqual([]);
    await user.click(screen.getByTestId("alerts-save"));
    const alerts = { longestWaitMs: 10_000, serviceLevelTarget: 0.95, poorVoiceMos: 3.6 };
    await waitFor(() => expect(screen.queryByTestId("alerts-dialog")).toBeNull());
    expect(page.requests.find(({ method }) => method === "PUT")?.body).toEqual({ alerts, baseRevision: 0 });
    expect(cell("service", "queue-longest")).toContain("watch");
    expect(cell("service", "queue-service-level")).toContain("on target");
    const board = boardOf({ queues: 3, agents: 12, now: NOON, seq: 2 });
    act(() => page.push("wallboard", { ...board, queues: board.queues.map((queue) => ({ ...queue, alerts })) }));
    expect(cell("service", "queue-longest")).toContain("act now");
    expect(cell("service", "queue-service-level")).toContain("act now");
  });

  it("marks the figures as old at once when the socket is lost, stops the clocks, and forbids commands", async () => {
    open();
    act(() => page.goOffline());
    expect(screen.getByTestId("stale").textContent).toContain("Connection lost");
    nowMs = NOON + 60_000;
    act(() => passMs(250));
    expect(cell("service", "queue-longest")).toContain("0:14");
    await act(async () => screen.getAllByTestId("agent-force")[0]?.click());
    expect(forced()).toEqual([]);
    act(() => page.goOnline());
    expect(screen.queryByTestId("stale")).toBeNull();
  });

  it("sets an agent not ready and back, one command a press", async () => {
    let finish: () => void = () => undefined;
    open();
    page.onCommand("agent.force-state", () => new Promise((resolve) => (finish = () => resolve({ ok: true }))));
    const button = screen.getAllByTestId("agent-force").find((each) => each.dataset["target"] === "ready");
    await act(async () => {
      button?.click();
      button?.click();
    });
    await act(async () => button?.click());
    expect(forced()).toHaveLength(1);
    expect(forced()[0]).toMatchObject({ name: "agent.force-state", args: { state: "ready" } });
    expect(button?.getAttribute("aria-busy")).toBe("true");
    await act(async () => finish());
    expect(button?.getAttribute("aria-busy")).toBe("false");
  });

  it("tells a refused command", async () => {
    open();
    page.onCommand("agent.force-state", () => ({ ok: false, code: "forbidden" }));
    await act(async () => screen.getAllByTestId("agent-force")[1]?.click());
    expect(screen.getByTestId("notices").textContent).not.toBe("");
  });

  it("finds agents by state and by name", async () => {
    const user = userEvent.setup({ advanceTimers: vi.advanceTimersByTime });
    open();
    await user.click(screen.getByTestId("filter-wrap-up"));
    expect(screen.getAllByTestId("agent-row").every((row) => row.dataset["state"] === "wrap-up")).toBe(true);
    await user.click(screen.getByTestId("filter-wrap-up"));
    await user.type(screen.getByTestId("agent-search"), "李");
    expect(screen.getAllByTestId("agent-row")).toHaveLength(2);
    await user.type(screen.getByTestId("agent-search"), "zzz");
    expect(screen.getByTestId("empty-state").textContent).toContain("No agent matches");
  });

  it("is one tab stop, with arrow keys from agent to agent", async () => {
    open();
    const buttons = screen.getAllByTestId("agent-force");
    expect(buttons.filter((each) => each.tabIndex === 0)).toHaveLength(1);
    const user = userEvent.setup({ advanceTimers: vi.advanceTimersByTime });
    act(() => buttons[0]?.focus());
    await user.keyboard("{ArrowDown}{ArrowDown}{ArrowUp}");
    expect(document.activeElement).toBe(buttons[1]);
    expect(buttons[1]?.tabIndex).toBe(0);
  });

  it("renders only what changed: with 200 agents one change costs a small part of the first rendering", () => {
    const costs: number[] = [];
    open(
      <Profiler id="board" onRender={(_id, _phase, actualMs) => costs.push(actualMs)}>
        <WallboardView />
      </Profiler>,
      { queues: 6, agents: 200 },
    );
    const first = Math.max(...costs);
    const board = boardOf({ queues: 6, agents: 200, now: NOON, seq: 2 });
    const before = screen.getAllByTestId("agent-row").map((row) => row.innerHTML);
    const changed = board.agents[17];
    if (changed === undefined) throw new Error("no agent 17");
    changed.handledToday += 1;
    costs.length = 0;
    act(() => page.push("wallboard", board));
    const after = screen.getAllByTestId("agent-row").map((row) => row.innerHTML);
    expect(after.filter((html, index) => html !== before[index])).toHaveLength(1);
    expect(costs.reduce((sum, each) => sum + each, 0)).toBeLessThan(first / 3);
  });

  it("tells agents that the board is for supervisors", () => {
    page = new ConsolePage({ role: "agent" });
    render(<WallboardView />, { wrapper: page.wrapper });
    expect(screen.getByTestId("empty-state").textContent).toContain("for supervisors");
  });

  it("passes the accessibility rules, in both languages", async () => {
    open();
    expect(await violations()).toEqual([]);
    cleanup();
    page = new ConsolePage({ language: "zh", now: () => nowMs });
    render(<WallboardView />, { wrapper: page.wrapper });
    act(() => page.push("wallboard", boardOf({ queues: 2, agents: 4, now: NOON })));
    expect(screen.getByTestId("queue-table").textContent).toContain("客户服务");
    expect(await violations()).toEqual([]);
  });
});

describe("the wall", () => {
  it("shows six queues and fifteen agents a page, the rest by turns", () => {
    vi.useRealTimers();
    vi.useFakeTimers();
    open(<WallScreen />, { queues: 7, agents: 50 });
    expect(screen.getAllByTestId("queue-row")).toHaveLength(6);
    expect(screen.getAllByTestId("agent-tile")).toHaveLength(15);
    act(() => passMs(10_000));
    expect(screen.getAllByTestId("queue-row")).toHaveLength(1);
    expect(screen.getAllByTestId("agent-tile")).toHaveLength(15);
    act(() => passMs(10_000));
    act(() => passMs(10_000));
    expect(screen.getAllByTestId("agent-tile")).toHaveLength(5);
  });

  it("marks old figures and a telephone system that is away", () => {
    open(<WallScreen />);
    act(() => page.push("wallboard", { ...boardOf({ queues: 1, agents: 1, now: NOON, seq: 2 }), pbxConnected: false }));
    expect(screen.getByTestId("pbx-down").textContent).toContain("telephone system");
    act(() => page.goOffline());
    expect(screen.getByTestId("stale").textContent).toContain("figures of");
    expect(screen.getByTestId("wall-screen").dataset["stale"]).toBe("true");
  });

  it("passes the accessibility rules", async () => {
    open(<WallScreen />);
    expect(await violations()).toEqual([]);
  });
});
