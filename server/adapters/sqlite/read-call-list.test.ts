import { describe, expect, test } from "vitest";
import fc from "fast-check";
import { readCallList } from "./read-call-list.ts";

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const read = (csv: Uint8Array | string) => readCallList(typeof csv === "string" ? utf8(csv) : csv, "CN");
const P1 = "13800138001";
const P2 = "13800138002";

describe("what is accepted", () => {
  test.each([
    ["English header", `name,phone,reason\nAnn,${P1},renewal`],
    ["synonyms and case", `Full Name;MOBILE NUMBER;Purpose\nAnn;${P1};renewal`],
    ["tabs", `Customer\tTelephone\tNote\nAnn\t${P1}\trenewal`],
    ["Chinese header", `姓名,手机,原因\nAnn,${P1},renewal`],
    ["traditional and with punctuation", `客戶,“電話”,原因:\nAnn,${P1},renewal`],
    ["byte order mark and CRLF", `\ufeffname,phone,reason\r\nAnn,${P1},renewal\r\n`],
    ["old Mac line ends", `name,phone,reason\rAnn,${P1},renewal`],
    ["blank lines, spaces, trailing commas", `\nname , phone , reason ,,\n\n  Ann , ${P1} , renewal ,,\n,,,\n`],
    ["Excel guards", `name,phone,reason\nAnn,'${P1},renewal`],
    ["Excel formula guards", `name,phone,reason\nAnn,"=""${P1}""",renewal`],
    ["quoted", `"name","phone","reason"\n"Ann","+86 138-0013-8001","renewal"`],
    ["columns in another order with strangers between", `id,reason,x,phone,y,name\n1,renewal,,${P1},,Ann`],
  ])("%s", async (_what, csv) => {
    const { entries, rejected } = await read(csv);
    expect(rejected).toEqual([]);
    expect(entries).toEqual([{ phone: "+8613800138001", name: "Ann", reason: "renewal", account: "" }]);
  });

  test("GBK as Excel writes it on a Chinese Windows, and UTF-16", async () => {
    // 姓名,电话\n王芳,13800138001
    const gbk = Uint8Array.from([
      0xd0,
      0xd5,
      0xc3,
      0xfb,
      0x2c,
      0xb5,
      0xe7,
      0xbb,
      0xb0,
      0x0a,
      0xcd,
      0xf5,
      0xb7,
      0xbc,
      0x2c,
      ...utf8(P1),
    ]);
    expect((await read(gbk)).entries).toMatchObject([{ name: "王芳", phone: "+8613800138001" }]);
    const utf16 = Buffer.from(`\ufeff姓名\t电话\n王芳\t${P1}\n`, "utf16le");
    expect((await read(utf16)).entries).toMatchObject([{ name: "王芳", phone: "+8613800138001" }]);
  });

  test("a line break inside quotes, and the line on which the row ends", async () => {
    const { entries, rejected } = await read(`phone,name\n${P1},"Ann\nB"\nnothing,C`);
    expect(entries[0]?.name).toBe("Ann B");
    expect(rejected).toEqual([{ line: 4, content: "nothing, C", reason: "bad-phone" }]);
  });
});

describe("rows that cannot be used are kept with their reason", () => {
  test("a number the dial plan does not allow, however it is written", async () => {
    const csv = utf8(`phone,name\n${P1},Ann\n+1 900 555 0100,Premium\n0044 20 7123 4567,Abroad\n`);
    const { entries, rejected } = await readCallList(csv, "CN", (number) =>
      number.startsWith("+86") ? null : "may-not-be-dialled",
    );
    expect(entries.map(({ name }) => name)).toEqual(["Ann"]);
    expect(rejected.map(({ line, reason }) => `${line} ${reason}`)).toEqual([
      "3 may-not-be-dialled",
      "4 may-not-be-dialled",
    ]);
  });

  const wide = Array.from({ length: 41 }, () => "x").join(",");
  test.each([
    ["no-phone", ",Ann"],
    ["bad-phone", "110,Emergency"],
    ["bad-phone", "1.38E+10,Excel was here"],
    ["bad-phone", `${"9".repeat(500)},Long`],
    ["bad-phone", `${P1} / ${P2},Two`],
    ["name-too-long", `${P2},${"长".repeat(201)}`],
    ["duplicate", `+86 138 0013 8001,Again`],
    ["too-many-columns", `${P2},${wide}`],
  ])("%s: %s", async (reason, row) => {
    const { entries, rejected } = await read(`phone,name\n${P1},Ann\n${row}\n${P2},Bo`);
    expect(rejected).toMatchObject([{ line: 3, reason }]);
    expect(entries.map(({ name }) => name)).toEqual(["Ann", "Bo"]);
  });

  test("a damaged character in an otherwise good UTF-8 file", async () => {
    const good = utf8(`phone,name\n${P1},王芳李明张伟陈静赵磊\n${P2},X`);
    const { entries, rejected } = await read(Uint8Array.from([...good, 0xe7, 0x8e]));
    expect(entries.map(({ name }) => name)).toEqual(["王芳李明张伟陈静赵磊"]);
    expect(rejected).toMatchObject([{ reason: "bad-encoding" }]);
  });

  test("after 50,000 rows the list is full, and one row says so", async () => {
    const rows = Array.from({ length: 50_010 }, () => "x");
    const { entries, rejected } = await read(`phone\n${P1}\n${rows.join("\n")}`);
    expect([entries.length, rejected.length, rejected.at(-1)?.reason]).toEqual([1, 50_000, "list-full"]);
  });
});

describe("files that are no list at all", () => {
  test.each([
    ["csv-empty", ""],
    ["csv-empty", "\n\n  \n"],
    ["csv-no-phone-column", "name,city\nAnn,Rome"],
    ["csv-malformed", `phone,name\n${P1},"never closed\n${P2},Bo`],
    ["csv-malformed", `phone,name\n${P1},"${"x".repeat(200_000)}"`],
  ])("%s", async (code, csv) => {
    await expect(read(csv)).rejects.toMatchObject({ code });
  });

  test("an .xlsx, a picture, too many bytes, an unknown encoding", async () => {
    await expect(read(Uint8Array.from([0x50, 0x4b, 3, 4, 9, 9]))).rejects.toMatchObject({ code: "csv-unreadable" });
    await expect(read(Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0, 0]))).rejects.toMatchObject({
      code: "csv-unreadable",
    });
    await expect(read(new Uint8Array(20 * 1024 * 1024 + 1))).rejects.toMatchObject({ code: "csv-too-large" });
    await expect(read(Uint8Array.from([0xff, 0xff, 0x80, 0x80, 0x0a]))).rejects.toMatchObject({ code: "bad-encoding" });
  });

  test("no bytes whatever make it fail without a code", async () => {
    const header = utf8("phone,name\n");
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), fc.boolean(), async (bytes, withHeader) => {
        const outcome = await read(withHeader ? Uint8Array.from([...header, ...bytes]) : bytes).then(
          () => "read",
          (error: { code?: unknown }) => error.code,
        );
        expect([
          "read",
          "csv-empty",
          "csv-no-phone-column",
          "csv-malformed",
          "csv-unreadable",
          "bad-encoding",
        ]).toContain(outcome);
      }),
    );
  });
});
