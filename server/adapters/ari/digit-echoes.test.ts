import { expect, it } from "vitest";
import { DigitEchoes } from "./digit-echoes.ts";

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
  const taken = seen.filter(([digit, at]) => !echoes.isEcho("c", digit, at)).map(([digit]) => digit);
  expect(taken.join("")).toBe("1223334");
});

it("keeps the same key pressed twice, and every channel to itself", () => {
  const echoes = new DigitEchoes();
  expect(echoes.isEcho("a", "1", 1_000)).toBe(false);
  expect(echoes.isEcho("a", "1", 1_125)).toBe(false);
  expect(echoes.isEcho("b", "1", 1_126)).toBe(false);
  expect(echoes.isEcho("a", "2", 1_127)).toBe(false);
  echoes.forget("a");
  expect(echoes.isEcho("a", "2", 1_130)).toBe(false);
});
