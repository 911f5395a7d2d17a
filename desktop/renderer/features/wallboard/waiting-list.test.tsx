import { act, cleanup, render, screen } from "@testing-library/react";
import { afterEach, expect, it } from "vitest";
import { asId, type QueueId } from "../../../../shared/domain/ids.ts";
import { ConsolePage } from "../../../../test/fakes/console-page.tsx";
import { boardOf } from "../../preview/board-of.ts";
import { lineOf } from "../../preview/line-of.ts";
import { WallboardView } from "./wallboard-view.tsx";

const NOON = Date.UTC(2026, 10, 21, 4);

afterEach(cleanup);

it.each([
  ["en", "Being called", "The customer is being called; rings at Liu Yang once they answer."],
  ["zh", "正在呼叫客户", "正在呼叫客户，客户接听后 Liu Yang 的电话振铃。"],
] as const)("a callback whose customer is called does not ring at the agent yet (%s)", (language, tag, why) => {
  const page = new ConsolePage({ language, now: () => NOON });
  render(<WallboardView />, { wrapper: page.wrapper });
  act(() => page.push("wallboard", boardOf({ queues: 1, agents: 4, now: NOON })));
  const line = lineOf({ queueId: asId<QueueId>("service"), waiting: 2 }, NOON);
  const callers = line.callers.map((caller, at) => (at === 0 ? { ...caller, isCalledFirst: true } : caller));
  act(() => page.push("waiting-line", { ...line, callers }));
  const row = screen.getAllByTestId("waiting-row")[0]?.textContent ?? "";
  expect(row).toContain(tag);
  expect(screen.getAllByTestId("waiting-why")[0]?.textContent).toBe(why);
});
