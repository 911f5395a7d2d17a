import { describe, expect, it } from "vitest";
import { ACCESS_ERRORS, DESKTOP_ERRORS, WIRE_ERRORS } from "../../../shared/errors/access-errors.ts";
import { CALL_ERRORS, CALL_LIST_ERRORS, TELEPHONY_ERRORS } from "../../../shared/errors/call-errors.ts";
import chinese from "./zh/error.json" with { type: "json" };
import english from "./en/error.json" with { type: "json" };

/** What a person at a console can meet; start-up and PBX provisioning speak in the terminal. */
const shown = {
  ...ACCESS_ERRORS,
  ...WIRE_ERRORS,
  ...DESKTOP_ERRORS,
  ...CALL_ERRORS,
  ...CALL_LIST_ERRORS,
  ...TELEPHONY_ERRORS,
};

describe("error texts", () => {
  it("has words and a way out for every code the server may answer with, and none for codes that are gone", () => {
    const codes = Object.keys(shown).toSorted();
    expect(Object.keys(english).toSorted()).toEqual(codes);
    expect(Object.keys(chinese).toSorted()).toEqual(codes);
  });
});
