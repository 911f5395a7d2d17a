import { expect, it } from "vitest";
import { DigitEchoes } from "./digit-echoes.ts";

const HELD_MS = 100;

it("takes each digit of a recorded fast caller once (1223334, 40 ms between the keys)", () => {
  const seen: readonly (readonly [string, number])[] = [
    ["1", 179],
    ["2", 319],
    ["2", 460],
    ["2", 464],
    ["3", 600],
    ["3", 610],
    ["3", 741],
    ["3", 756],
    ["3", 881],
    ["3", 901],
    ["4", 1_021],
    ["4", 1_047],
  ];
  const echoes = new DigitEchoes();
  const taken = seen.filter(([digit, at]) => !echoes.isEcho("c", digit, at, HELD_MS)).map(([digit]) => digit);
  expect(taken.join("")).toBe("1223334");
});

it("keeps the same key pressed twice, short after long, and every channel to itself", () => {
  const echoes = new DigitEchoes();
  expect(echoes.isEcho("a", "1", 1_000, 800)).toBe(false);
  expect(echoes.isEcho("a", "1", 1_130, 80)).toBe(false);
  expect(echoes.isEcho("b", "1", 1_131, 80)).toBe(false);
  expect(echoes.isEcho("a", "2", 1_132, 80)).toBe(false);
  echoes.forget("a");
  expect(echoes.isEcho("a", "2", 1_140, 80)).toBe(false);
});
