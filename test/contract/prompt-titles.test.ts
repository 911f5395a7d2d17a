import { expect, it } from "vitest";
import en from "../../desktop/renderer/i18n/en/views/prompt-title.json" with { type: "json" };
import zh from "../../desktop/renderer/i18n/zh/views/prompt-title.json" with { type: "json" };
import { ALL_PROMPTS } from "../../ivr-flows/prompt-catalogue.ts";

it.each([
  ["en", en],
  ["zh", zh],
])("every announcement has a title for administrators, and no title is without one (%s)", (_language, titles) => {
  expect(Object.keys(titles).sort()).toEqual(ALL_PROMPTS.map(({ id }) => id).sort());
  expect(Object.values(titles).filter((title) => title.trim() === "")).toEqual([]);
});
