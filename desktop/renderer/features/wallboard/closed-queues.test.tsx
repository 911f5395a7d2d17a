import { act, cleanup, render, screen, within } from "@testing-library/react";
import { afterEach, expect, it } from "vitest";
import { ConsolePage } from "../../../../test/fakes/console-page.tsx";
import { boardOf } from "../../preview/board-of.ts";
import { WallScreen } from "./wall-screen.tsx";
import { WallboardView } from "./wallboard-view.tsx";

const NOON = Date.UTC(2026, 10, 21, 4);
afterEach(cleanup);

/** Whose rows say so: in words, and by a mark. */
const closedQueues = () =>
  screen.getAllByTestId("queue-row").flatMap((row) => {
    const mark = within(row).queryByTestId("queue-closed");
    if (mark === null) return [];
    expect(mark.textContent).toBe("Closed");
    expect(mark.querySelector("svg")).not.toBeNull();
    return [row.dataset["queueId"]];
  });

it.each([
  ["the grid", <WallboardView key="grid" />, false],
  ["the wall", <WallScreen key="wall" />, true],
] as const)("%s says in a queue's row that it is closed, until it opens", (_where, view, isPage) => {
  const page = new ConsolePage({ now: () => NOON, isPage });
  render(view, { wrapper: page.wrapper });
  const board = boardOf({ queues: 3, agents: 3, now: NOON });
  act(() => page.push("wallboard", board));
  expect(closedQueues()).toEqual(["sales"]);
  const queues = board.queues.map((queue) => ({ ...queue, open: true }));
  act(() => page.push("wallboard", { ...board, seq: 2, queues }));
  expect(closedQueues()).toEqual([]);
});
