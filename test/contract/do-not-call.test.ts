import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Check } from "typebox/value";
import { DoNotCallImportSchema, DoNotCallPageSchema } from "../../shared/wire/do-not-call-schemas.ts";
import { startWire, type Wire } from "./wire-harness.ts";

let wire: Wire;
let token = "";
beforeAll(async () => {
  wire = await startWire();
  token = await wire.tokenOf("admin");
});
afterAll(() => wire.stop());

const call = (method: "GET" | "POST", url: string, payload?: object | string, type = "application/json") =>
  wire.http.inject({
    method,
    url,
    headers: { authorization: `Bearer ${token}`, ...(payload === undefined ? {} : { "content-type": type }) },
    ...(payload === undefined ? {} : { payload }),
  });

describe("the do-not-call list over HTTP", () => {
  it("takes a number once, shows who put it there and why, and gives it up with a reason", async () => {
    const added = await call("POST", "/api/do-not-call", { number: "138 0013 8001", note: "by letter" });
    expect(added.statusCode, added.body).toBe(204);
    const again = await call("POST", "/api/do-not-call", { number: "+8613800138001", note: "" });
    expect([again.statusCode, again.json().code]).toEqual([409, "conflict"]);
    const page = await call("GET", "/api/do-not-call?q=8001");
    expect(Check(DoNotCallPageSchema, page.json()), page.body).toBe(true);
    expect(page.json()).toMatchObject({
      numbers: [{ phone: "+8613800138001", because: "added", note: "by letter" }],
      total: 1,
      found: 1,
    });
    expect((await call("GET", "/api/do-not-call?q=999")).json()).toMatchObject({ numbers: [], total: 1, found: 0 });
    const silent = await call("POST", "/api/do-not-call/removals", { phone: "+8613800138001", note: "" });
    expect(silent.statusCode).toBe(400);
    const removed = await call("POST", "/api/do-not-call/removals", { phone: "+8613800138001", note: "asked again" });
    expect(removed.statusCode, removed.body).toBe(204);
    const gone = await call("POST", "/api/do-not-call/removals", { phone: "+8613800138001", note: "asked again" });
    expect([gone.statusCode, gone.json().code]).toEqual([404, "not-found"]);
  });

  it.each([
    ["no number", { number: "hello", note: "" }, "bad-number"],
    ["too long", { number: "1".repeat(65), note: "" }, "bad-request"],
    ["a field too many", { number: "13800138001", note: "", by: "me" }, "bad-request"],
  ])("refuses %s", async (_what, body, code) => {
    const reply = await call("POST", "/api/do-not-call", body);
    expect([reply.statusCode, reply.json().code]).toEqual([400, code]);
  });

  it("takes a CSV file, and says what became of its rows", async () => {
    const reply = await call("POST", "/api/do-not-call/import", "phone\n13800138009\nnonsense\n", "text/csv");
    expect(reply.statusCode, reply.body).toBe(200);
    expect(Check(DoNotCallImportSchema, reply.json())).toBe(true);
    expect(reply.json()).toEqual({ added: 1, already: 0, rejected: 1 });
    const bad = await call("POST", "/api/do-not-call/import", "name\nAnn\n", "text/csv");
    expect([bad.statusCode, bad.json().code]).toEqual([400, "csv-no-phone-column"]);
    const json = await call("POST", "/api/do-not-call/import", { phone: 1 });
    expect([json.statusCode, json.json().code]).toEqual([415, "wrong-content-type"]);
  });

  it("no number stands in the server's log", () => {
    expect(JSON.stringify(wire.lines)).not.toMatch(/1380013800/u);
  });
});
