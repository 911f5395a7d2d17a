import { describe, expect, it } from "vitest";
import { phoneText } from "./phone-text.ts";

describe("phoneText", () => {
  it.each([
    ["+8613800138001", "+86 138 0013 8001"],
    ["+861012345678", "+86 101 234 5678"],
    ["+442071234567", "+44 207 123 4567"],
    ["+12125550123", "+1 212 555 0123"],
    ["+35312345678", "+353 123 456 78"],
    ["+85221234567", "+852 212 345 67"],
    ["10086", "10086"],
    ["", ""],
  ])("%s is shown as %s", (e164, shown) => {
    expect(phoneText(e164).replaceAll("\u00a0", " ")).toBe(shown);
  });

  it("does not break over two lines", () => {
    expect(phoneText("+8613800138001")).not.toContain(" ");
  });
});
