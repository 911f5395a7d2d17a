import { describe, expect, it } from "vitest";
import { ERRORS, isErrorCode } from "./errors.ts";
import { incompleteEntries } from "./incomplete-entries.ts";
import { StartUpError } from "./start-up-error.ts";

describe("error table", () => {
  it("tells for every code what happened and what to do", () => {
    expect(Object.keys(ERRORS).length).toBeGreaterThan(30);
    expect(incompleteEntries(ERRORS)).toEqual([]);
  });

  it("finds an entry without meaning, without remedy, unfinished or badly named", () => {
    const complete = { severity: "error", meaning: "It broke.", remedy: "Mend it." } as const;
    expect(
      incompleteEntries({
        fine: complete,
        "no-meaning": { ...complete, meaning: "" },
        "no-remedy": { ...complete, remedy: " " },
        "half-a-sentence": { ...complete, remedy: "Mend it" },
        Bad_Name: complete,
      }),
    ).toEqual(["no-meaning: meaning", "no-remedy: remedy", "half-a-sentence: remedy", "Bad_Name: name"]);
  });

  it("knows codes from other strings, also from what every object has", () => {
    expect(isErrorCode("port-in-use")).toBe(true);
    expect(["toString", "__proto__", "", "nonsense", null, 7].map(isErrorCode)).toEqual(Array(6).fill(false));
  });

  it("carries the code, the reason and the cause", () => {
    const cause = new Error("EADDRINUSE");
    const error = new StartUpError("port-in-use", "port 8440 (CORDBOARD_HTTP_PORT)", { cause });
    expect(error).toMatchObject({ code: "port-in-use", detail: "port 8440 (CORDBOARD_HTTP_PORT)", cause });
    expect(error.message).toContain(ERRORS["port-in-use"].meaning);
  });
});
