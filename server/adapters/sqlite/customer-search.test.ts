import { afterAll, beforeAll, describe, expect, test } from "vitest";
import fc from "fast-check";
import { plainCustomer, type TemporaryStores, temporaryStores } from "./temporary-stores.ts";

let temporary: TemporaryStores;
beforeAll(() => {
  temporary = temporaryStores();
  temporary.stores.customers.addCustomers(
    [
      plainCustomer("zhang", {
        name: "张伟明",
        identifiers: [
          { kind: "phone", display: "138 0013 8101" },
          { kind: "account", display: "1234 5678" },
          { kind: "plate", display: "沪A·D1234" },
        ],
      }),
      plainCustomer("li", { name: "李伟", identifiers: [{ kind: "phone", display: "+86-138-0013-8102" }] }),
      plainCustomer("zhou", { name: "欧阳小周", company: "海港电信" }),
      plainCustomer("anna", {
        name: "Anna-Maria O'Brien",
        identifiers: [
          { kind: "email", display: "Anna.OBrien@Example.com" },
          { kind: "id-card", display: "99999919800101001x" },
        ],
      }),
      plainCustomer("annabel", { name: "Annabel Schäfer" }),
      plainCustomer("london", {
        name: "Tower Office",
        kind: "company",
        identifiers: [{ kind: "phone", display: "+44 20 7946 0018" }],
      }),
      plainCustomer("hotline", { name: "Fire Brigade Desk", identifiers: [{ kind: "phone", display: "119" }] }),
    ],
    0,
  );
});
afterAll(() => temporary.dispose());

const found = async (text: string, limit = 10): Promise<string[]> =>
  (await temporary.stores.customers.search(text, limit)).map(({ customerId }) => customerId);

describe("search", () => {
  test.each([
    // typed                       found                 why
    ["张伟", ["zhang"]], //                       two Chinese characters
    ["伟明", ["zhang"]], //                       in the middle of a name
    ["伟", ["zhang", "li"]], //                       one character
    ["明伟", []], //                       not in this order
    ["欧阳", ["zhou"]],
    ["海港", ["zhou"]], //                       the company
    ["anna", ["annabel", "anna"]],
    ["ann sch", ["annabel"]], //                       every word by its beginning
    ["schafer", ["annabel"]], //                       without the umlaut
    ["o'brien", ["anna"]],
    ["OBrien@", ["anna"]],
    ["13800138101", ["zhang"]], //                       national
    ["+86 138-0013-8101", ["zhang"]],
    ["008613800138101", ["zhang"]],
    ["１３８００１３８１０１", ["zhang"]], //             full-width
    ["1380013", ["zhang", "li"]], //                      beginning
    ["8102", ["li"]], //                       end
    ["12345678", ["zhang"]],
    ["1234-5678", ["zhang"]],
    ["5678", ["zhang"]],
    ["沪a d1234", ["zhang"]],
    ["沪A·D1234", ["zhang"]],
    ["anna.obrien@example.com", ["anna"]],
    ["99999919800101001X", ["anna"]],
    ["442079460018", ["london"]],
    ["020 7946 0018", ["london"]], //                     by its end: 0 is no part of E.164, the rest is
    ["119", ["hotline"]], //                       an emergency number, whole
    ["810", []], //                       three digits of an identifier are too few
    ["", []],
    ["   ", []],
    ['"*() OR NEAR', []],
    ["%", []],
  ])("%s -> %j", async (typed, expected) => {
    const ids = await found(typed);
    expect(ids.toSorted()).toEqual(expected.toSorted());
  });

  test("the whole identifier comes before a name and a part of one", async () => {
    temporary.stores.customers.addCustomers(
      [
        plainCustomer("namesake", { name: "Unit 8101" }),
        plainCustomer("whole", { identifiers: [{ kind: "account", display: "8101" }] }),
      ],
      0,
    );
    expect(await found("8101")).toEqual(["whole", "namesake", "zhang"]);
    expect(await found("8101", 1)).toEqual(["whole"]);
  });

  test("whatever is typed, the search answers and respects the limit", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: "binary", maxLength: 300 }),
        fc.integer({ min: -5, max: 100 }),
        async (text, limit) => {
          const ids = await found(text, limit);
          expect(ids.length).toBeLessThanOrEqual(Math.max(1, Math.min(50, limit)));
        },
      ),
    );
  });

  test("a customer is found by any four digits at the beginning or end of the account", async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 4, max: 8 }), fc.boolean(), async (length, fromStart) => {
        const part = fromStart ? "12345678".slice(0, length) : "12345678".slice(-length);
        expect(await found(part, 50)).toContain("zhang");
      }),
    );
  });
});
