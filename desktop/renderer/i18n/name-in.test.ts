import { describe, expect, it } from "vitest";
import { nameIn } from "./name-in.ts";

describe("a name by language", () => {
  it.each([
    ["zh", { en: "Billing", zh: "账单" }, "账单"],
    ["zh", { en: "Billing" }, "Billing"],
    ["zh", { en: "Billing", zh: "" }, "Billing"],
    ["en", { de: "Rechnung" }, "Rechnung"],
    ["en", { en: "", zh: "" }, "q-1"],
    ["en", {}, "q-1"],
    ["en", undefined, "q-1"],
  ])("in %s, of %o: %s", (language, names, shown) => {
    expect(nameIn(language, names, "q-1")).toBe(shown);
  });
});
