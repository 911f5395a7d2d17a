import { describe, expect, it } from "vitest";
import { StartUpError } from "../../shared/errors/start-up-error.ts";
import { asStartUpError, explainError } from "./explain-error.ts";

const withCode = (code: string, message = "it is so", cause?: unknown) =>
  Object.assign(new Error(message, { cause }), { code });

describe("start-up errors", () => {
  it.each([
    ["ENOSPC", "disk-full"],
    ["SQLITE_FULL", "disk-full"],
    ["EADDRINUSE", "port-in-use"],
    ["SQLITE_CORRUPT_VTAB", "database-broken"],
    ["SQLITE_NOTADB", "database-broken"],
    ["SQLITE_BUSY_SNAPSHOT", "database-locked"],
    ["SQLITE_CANTOPEN", "database-unreachable"],
    ["EACCES", "data-folder-unusable"],
    ["pbx-start-failed", "pbx-start-failed"],
    ["EWHATEVER", "start-up-failed"],
  ])("%s becomes %s", (code, expected) => {
    expect(asStartUpError(withCode(code)).code).toBe(expected);
  });

  it("looks behind an error for its cause, but not for ever", () => {
    expect(asStartUpError(new Error("outer", { cause: withCode("ENOSPC") })).code).toBe("disk-full");
    const loop = new Error("loop");
    loop.cause = loop;
    expect(asStartUpError(loop).code).toBe("start-up-failed");
  });

  it("copes with what is no error at all", () => {
    expect(asStartUpError("nonsense")).toMatchObject({ code: "start-up-failed", detail: "nonsense" });
    expect(asStartUpError(undefined).code).toBe("start-up-failed");
  });

  it("is one line that says what, why and what to do", () => {
    const line = explainError(new StartUpError("port-in-use", "127.0.0.1:8440\n(CORDBOARD_HTTP_PORT)."));
    expect(line).toBe(
      "[port-in-use] A network port that Cordboard needs is taken by another program: 127.0.0.1:8440 (CORDBOARD_HTTP_PORT). " +
        "Stop that program, or choose another port with the variable named.",
    );
  });
});
