import { describe, expect, it } from "vitest";
import { abandonLevel, serviceLevelLevel, waitingLevel, waitLevel } from "./levels.ts";

describe("levels of the board", () => {
  it.each([
    [null, "none"],
    [100_000, "good"],
    [90_000, "good"],
    [89_999, "warning"],
    [80_000, "warning"],
    [79_999, "bad"],
  ] as const)("longest wait since %s with 20 s: %s", (since, level) => {
    expect(waitLevel(since, 20_000, 100_000)).toBe(level);
  });

  it.each([
    [0, 0, "none"],
    [1, 0, "bad"],
    [2, 4, "good"],
    [3, 4, "warning"],
    [4, 4, "warning"],
    [5, 4, "bad"],
  ] as const)("%i waiting, %i signed in: %s", (waiting, signedInAgents, level) => {
    expect(waitingLevel({ waiting, signedInAgents })).toBe(level);
  });

  it.each([
    [null, "none"],
    [1, "good"],
    [0.8, "good"],
    [0.799, "warning"],
    [0.7, "warning"],
    [0.699, "bad"],
  ] as const)("service level %s: %s", (share, level) => {
    expect(serviceLevelLevel(share, 0.8)).toBe(level);
  });

  it.each([
    [0, 0, "none"],
    [95, 5, "good"],
    [94, 6, "warning"],
    [89, 11, "bad"],
  ] as const)("%i answered, %i abandoned: %s", (answered, abandoned, level) => {
    expect(abandonLevel({ answered, abandoned })).toBe(level);
  });
});
