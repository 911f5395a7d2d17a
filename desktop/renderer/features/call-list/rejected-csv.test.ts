import { expect, it } from "vitest";
import { rejectedCsv } from "./rejected-csv.ts";

it("quotes everything, marks the encoding and runs no formula", () => {
  const csv = rejectedCsv(
    ["Line", "Why", "Content"],
    [
      { line: 3, reason: "no-phone", content: '王,"大"明' },
      { line: 9, reason: "bad-phone", content: "=cmd|' /C calc'!A1" },
    ],
    (reason) => `because ${reason}`,
  );
  expect(csv).toBe(
    '\uFEFF"Line","Why","Content"\r\n"3","because no-phone","王,""大""明"\r\n"9","because bad-phone","\'=cmd|\' /C calc\'!A1"\r\n',
  );
});
