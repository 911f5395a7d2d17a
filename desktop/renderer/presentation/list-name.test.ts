import { expect, it } from "vitest";
import { listName } from "./list-name.ts";

const LIN = { name: "林慧敏", company: "Huadong Precision" };

it.each([
  ["Lin Huimin", LIN, "Lin Huimin"],
  [" Lin Huimin ", LIN, "Lin Huimin"],
  ["林 慧敏", LIN, null],
  ["HUADONG  precision", LIN, null],
  ["Ｈｕａｄｏｎｇ Precision", LIN, null],
  ["", LIN, null],
  ["  ", LIN, null],
  ["Lin Huimin", null, null],
  ["Lin Huimin", { name: "lin huimin", company: null }, null],
] as const)("%j beside %j: %j", (inList, customer, shown) => {
  expect(listName(inList, customer)).toBe(shown);
});
