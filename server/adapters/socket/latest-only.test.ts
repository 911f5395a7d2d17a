import { describe, expect, it } from "vitest";
import { LatestOnly } from "./latest-only.ts";

describe("LatestOnly", () => {
  it("sends at once while the network keeps up; behind it keeps one, the newest", () => {
    let ready: () => void = () => undefined;
    const outlet = { writable: true, onReady: (listener: () => void) => void (ready = listener) };
    const sent: number[] = [];
    const boards = new LatestOnly<number>(outlet, (board) => sent.push(board));
    boards.push(1);
    outlet.writable = false;
    for (const board of [2, 3, 4]) boards.push(board);
    ready();
    expect(sent).toEqual([1]);
    outlet.writable = true;
    ready();
    ready();
    expect(sent).toEqual([1, 4]);
  });
});
