import { expect, it } from "vitest";
import { dialNumber } from "./dial-number.ts";

it.each([
  ["4001", "4001"],
  [" +86 138-0013 (8001) ", "+8613800138001"],
  ["４００１", "4001"],
  ["*31#", "*31#"],
  ["", null],
  ["4001@evil", null],
  ["40 01;user=phone", null],
  ["1+2", null],
  ["1".repeat(33), null],
])("%s -> %s", (typed, number) => {
  expect(dialNumber(typed)).toBe(number);
});
