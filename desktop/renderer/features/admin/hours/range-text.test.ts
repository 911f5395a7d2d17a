import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { rangesAsText, textAsRanges } from "./range-text.ts";

describe("opening hours as people write them", () => {
  const rows: readonly (readonly [typed: string, ranges: readonly (readonly [number, number])[] | null])[] = [
    ["09:00-18:00", [[540, 1_080]]],
    ["9-18", [[540, 1_080]]],
    [
      "9:30-12, 13-17:45",
      [
        [570, 720],
        [780, 1_065],
      ],
    ],
    [
      "13-17, 9-12",
      [
        [540, 720],
        [780, 1_020],
      ],
    ],
    ["９：００－１８：００", [[540, 1_080]]],
    [
      "09:00至12:00、13:00至18:00",
      [
        [540, 720],
        [780, 1_080],
      ],
    ],
    ["22:00-06:00", [[1_320, 1_800]]],
    ["00:00-24:00", [[0, 1_440]]],
    ["", []],
    ["closed", null],
    ["25-26", null],
    ["09:75-10:00", null],
    ["24-25", null],
    ["9-12, 11-13", null],
    ["9-", null],
  ];
  test.each(rows)("%s", (typed, ranges) => {
    const expected = ranges?.map(([opensAtMinute, closesAtMinute]) => ({ opensAtMinute, closesAtMinute })) ?? null;
    expect(textAsRanges(typed)).toEqual(expected);
  });

  test("what is shown reads back as what it was", () => {
    const range = fc.record({ opensAtMinute: fc.nat(1_439), lengthMinutes: fc.integer({ min: 1, max: 1_439 }) });
    fc.assert(
      fc.property(range, ({ opensAtMinute, lengthMinutes }) => {
        const ranges = [{ opensAtMinute, closesAtMinute: opensAtMinute + lengthMinutes }];
        expect(textAsRanges(rangesAsText(ranges))).toEqual(ranges);
      }),
    );
  });
});
