import { expect, test } from "vitest";
import { BOARD } from "../../../test/contract/examples.ts";
import { withChange } from "../../../shared/wire/wallboard-changes.ts";
import type { Wallboard, WallboardChange } from "../../../shared/wire/wallboard-schemas.ts";
import { BoardSender } from "./board-sender.ts";

const boardOf = (seq: number, waiting: number): Wallboard => ({
  ...BOARD,
  seq,
  queues: BOARD.queues.map((queue) => ({ ...queue, waiting })),
});

/** A socket that the test makes slow, and the page behind it. */
function page() {
  let ready: () => void = () => undefined;
  const outlet = { writable: true, onReady: (listener: () => void) => void (ready = listener) };
  const sent: (Wallboard | WallboardChange)[] = [];
  let shown: Wallboard | null = null;
  const sender = new BoardSender(outlet, (each) => {
    sent.push(each);
    shown = "since" in each ? withChange(shown ?? expect.fail("a change comes first"), each) : each;
  });
  return { outlet, sender, sent, ready: () => ready(), shown: () => shown };
}

test("the first board is whole, later ones are what changed; a slow page gets one change for all it missed", () => {
  const { outlet, sender, sent, ready, shown } = page();
  sender.push(boardOf(1, 0));
  sender.push(boardOf(2, 0));
  outlet.writable = false;
  for (const seq of [3, 4, 5]) sender.push(boardOf(seq, 0));
  outlet.writable = true;
  ready();
  expect(sent.map((each) => ["since" in each ? each.since : null, each.seq])).toEqual([
    [null, 1],
    [1, 2],
    [2, 5],
  ]);
  expect(shown()).toEqual(boardOf(5, 0));
});

test("the change is worked out once for all who were sent the same board", () => {
  const [one, other] = [page(), page()];
  for (const board of [boardOf(1, 0), boardOf(2, 0)]) for (const { sender } of [one, other]) sender.push(board);
  expect(one.sent[1]).toBe(other.sent[1]);
});
