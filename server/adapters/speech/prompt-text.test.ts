import { describe, expect, it } from "vitest";
import { promptText } from "./prompt-text.ts";
import { englishNumber } from "./spoken-english.ts";
import { mandarinNumber } from "./spoken-mandarin.ts";

const zone = "Asia/Shanghai";

describe("whole numbers", () => {
  it.each([
    [0, "zero", "零"],
    [2, "two", "二"],
    [10, "ten", "十"],
    [12, "twelve", "十二"],
    [20, "twenty", "二十"],
    [101, "one hundred one", "一百零一"],
    [110, "one hundred ten", "一百一十"],
    [128, "one hundred twenty-eight", "一百二十八"],
    [200, "two hundred", "二百"],
    [1_001, "one thousand one", "一千零一"],
    [1_010, "one thousand ten", "一千零一十"],
    [2_000, "two thousand", "两千"],
    [10_000, "ten thousand", "一万"],
    [20_500, "twenty thousand five hundred", "两万零五百"],
    [100_000, "one hundred thousand", "十万"],
    [120_003, "one hundred twenty thousand three", "十二万零三"],
    [100_000_001, "one hundred million one", "一亿零一"],
    [200_010_000, "two hundred million ten thousand", "两亿零一万"],
    [
      12_345_678,
      "twelve million three hundred forty-five thousand six hundred seventy-eight",
      "一千二百三十四万五千六百七十八",
    ],
  ])("%d", (value, english, mandarin) => {
    expect(englishNumber(value)).toBe(english);
    expect(mandarinNumber(value)).toBe(mandarin);
  });
});

describe("money", () => {
  it.each([
    ["12850", "CNY", "one hundred twenty-eight yuan fifty", "一百二十八元五角"],
    ["12805", "CNY", "one hundred twenty-eight yuan and five fen", "一百二十八元零五分"],
    ["12855", "CNY", "one hundred twenty-eight yuan fifty-five", "一百二十八元五角五分"],
    ["100", "CNY", "one yuan", "一元"],
    ["200", "CNY", "two yuan", "两元"],
    ["20", "CNY", "twenty fen", "两角"],
    ["1", "CNY", "one fen", "一分"],
    ["0", "CNY", "zero yuan", "零元"],
    ["100", "USD", "one dollar", "一美元"],
    ["1250", "USD", "twelve dollars fifty", "十二美元五十美分"],
    ["201", "GBP", "two pounds and one penny", "两英镑一便士"],
  ])("%s %s", (amountMinor, currency, english, mandarin) => {
    const text = "{money amountMinor currency}";
    expect(promptText(text, { amountMinor, currency }, "en", zone)).toBe(english);
    expect(promptText(text, { amountMinor, currency }, "zh", zone)).toBe(mandarin);
  });
});

describe("digits, dates, waits", () => {
  it("speaks an account number one by one", () => {
    expect(promptText("{digits account}", { account: "10020" }, "en", zone)).toBe("one, zero, zero, two, zero");
    expect(promptText("{digits account}", { account: "10020" }, "zh", zone)).toBe("一，零，零，二，零");
  });

  it("speaks the day as it is where the customer is", () => {
    const dueAt = String(Date.UTC(2026, 11, 4, 17));
    expect(promptText("by {date dueAt}", { dueAt }, "en", zone)).toBe("by December fifth");
    expect(promptText("by {date dueAt}", { dueAt }, "en", "Europe/London")).toBe("by December fourth");
    expect(promptText("{date dueAt}", { dueAt }, "zh", zone)).toBe("十二月五日");
  });

  it.each([
    [1, "first"],
    [2, "second"],
    [3, "third"],
    [12, "twelfth"],
    [20, "twentieth"],
    [21, "twenty-first"],
    [30, "thirtieth"],
    [31, "thirty-first"],
  ])("day %d is the %s", (day, ordinal) => {
    expect(promptText("{date d}", { d: String(Date.UTC(2026, 0, day)) }, "en", "UTC")).toBe(`January ${ordinal}`);
  });

  it.each([
    ["0", "0", "less than one minute", "不到一分钟"],
    ["0", "1", "about one minute", "大约一分钟"],
    ["0", "5", "up to five minutes", "大约五分钟"],
    ["1", "1", "about one minute", "大约一分钟"],
    ["2", "2", "about two minutes", "大约两分钟"],
    ["3", "12", "about three to twelve minutes", "大约三到十二分钟"],
  ])("%s to %s minutes", (low, high, english, mandarin) => {
    expect(promptText("{minutes low high}", { low, high }, "en", zone)).toBe(english);
    expect(promptText("{minutes low high}", { low, high }, "zh", zone)).toBe(mandarin);
  });
});

describe("values that cannot be spoken", () => {
  it.each([
    ["{count n}", {}],
    ["{count n}", { n: "-1" }],
    ["{count n}", { n: "1e3" }],
    ["{count n}", { n: "10000" }],
    ["{digits n}", { n: "12a" }],
    ["{digits n}", { n: "" }],
    ["{money n c}", { n: "100", c: "XYZ" }],
    ["{money n c}", { n: "99999999999999999999", c: "CNY" }],
    ["{date n}", { n: "99999999999999999" }],
    ["{minutes a b}", { a: "5", b: "3" }],
    ["{riddle n}", { n: "1" }],
  ])("%s with %j", (text, values: Record<string, string>) => {
    expect(() => promptText(text, values, "en", zone)).toThrowError(
      expect.objectContaining({ code: "prompt-unavailable" }),
    );
  });
});
