import { act, cleanup, render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { takesCalls } from "../../../../shared/domain/agent.ts";
import { asId, type QueueId } from "../../../../shared/domain/ids.ts";
import type { Wallboard } from "../../../../shared/wire/wallboard-schemas.ts";
import { ConsolePage } from "../../../../test/fakes/console-page.tsx";
import { boardOf } from "../../preview/board-of.ts";
import { lineOf } from "../../preview/line-of.ts";
import type * as Targets from "./send-targets.ts";
import { sendTargetsOf } from "./send-targets.ts";
import { WallboardView } from "./wallboard-view.tsx";

vi.mock("./send-targets.ts", async (importOriginal) => {
  const { sendTargetsOf: real } = await importOriginal<typeof Targets>();
  return { sendTargetsOf: vi.fn(real) };
});

const NOON = Date.UTC(2026, 10, 21, 4);
const SERVICE = asId<QueueId>("service");
const computed = vi.mocked(sendTargetsOf);
let page: ConsolePage;
let seq = 1;

const board = (): Wallboard => boardOf({ queues: 3, agents: 12, now: NOON, seq: (seq += 1) });
const push = (next: Wallboard) => act(() => page.push("wallboard", next));

/** The working grid with the line of the service queue. */
function open(first = board()): void {
  page = new ConsolePage({ now: () => NOON });
  render(<WallboardView />, { wrapper: page.wrapper });
  push(first);
  act(() => page.push("waiting-line", lineOf({ queueId: SERVICE, waiting: 14 }, NOON)));
}
const button = (place: number) => within(screen.getAllByTestId("waiting-row")[place]!).queryByTestId("waiting-send");
async function openMenu(place: number): Promise<void> {
  await userEvent.click(button(place) ?? expect.fail("nowhere to send them to"));
  // A chunk of its own, fetched now.
  await screen.findAllByTestId(/^menu-/u, {}, { timeout: 10_000 });
}

beforeEach(() => void computed.mockClear());
afterEach(cleanup);

describe("where a waiting caller can be sent", () => {
  it("is looked up when the menu opens, by the newest board, live while it is open, and not after that", async () => {
    open();
    for (let each = 0; each < 20; each += 1) push(board());
    expect(computed).not.toHaveBeenCalled();
    await openMenu(4);
    expect(computed).toHaveBeenCalled();

    const next = board();
    const free = next.agents.find(({ status, queueIds }) => takesCalls(status) && queueIds.includes(SERVICE))!;
    const entry = () => screen.getByTestId(`menu-agent-${free.status.agentId}`);
    expect(entry().getAttribute("aria-disabled")).not.toBe("true");
    free.status = { ...free.status, state: "not-ready", reason: "lunch" };
    push(next);
    expect(entry().getAttribute("aria-disabled")).toBe("true");
    expect(entry().textContent).toContain("Lunch");

    await userEvent.keyboard("{Escape}");
    expect(screen.queryAllByTestId(/^menu-/u)).toEqual([]);
    computed.mockClear();
    for (let each = 0; each < 20; each += 1) push(board());
    expect(computed).not.toHaveBeenCalled();
  });

  it("is offered only where there is anywhere: a guest of the only queue can go nowhere, others to an agent of it", () => {
    const only = board();
    const queues = only.queues.filter(({ queueId }) => queueId === SERVICE);
    open({ ...only, queues });
    const { callers } = lineOf({ queueId: SERVICE, waiting: 14 }, NOON);
    expect(callers.map((_, place) => button(place) !== null)).toEqual(
      callers.map(
        ({ state, isGuest, explanation }) => state === "waiting" && (!isGuest || explanation.givenBy !== undefined),
      ),
    );
    expect(callers.some(({ isGuest }) => isGuest)).toBe(true);
    push({ ...board(), queues, agents: [] });
    const given = callers.filter(({ state, explanation }) => state === "waiting" && explanation.givenBy !== undefined);
    expect(screen.queryAllByTestId("waiting-send")).toHaveLength(given.length);
  });
});
