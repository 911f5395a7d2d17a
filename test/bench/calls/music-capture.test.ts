import { expect, test } from "vitest";
import { ratesOf } from "./music-capture.ts";

/** Fifty packets a second from the port, for `seconds`, but for those whose number is in `lost`. */
const music = (port: number, seconds: number, lost: (index: number) => boolean = () => false) =>
  Array.from({ length: seconds * 50 + 1 }, (_, index) => index)
    .filter((index) => !lost(index))
    .map((index) => `${(1_000 + index / 50).toFixed(6)}\t${port}`);

test.each([
  ["uncut music", music(1, 4), [50.25]],
  [
    "two callers, one of whom loses every second packet",
    [...music(1, 4), ...music(2, 4, (index) => index % 2 === 1)],
    [50.25, 25.25],
  ],
  ["a caller who gets nothing counts as 0", music(1, 4), [50.25, 0]],
  ["a capture that went on for longer than it was told", music(1, 5), [50.2]],
])("%s: %#", (_, lines, rates) => {
  expect(ratesOf(`${lines.join("\n")}\n`, rates.length)).toEqual(rates.map((rate) => expect.closeTo(rate, 6)));
});
