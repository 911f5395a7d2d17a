import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Compile } from "typebox/compile";
import { MonitorRulesSchema } from "../../shared/wire/monitor-rules-schema.ts";
import { startWire, type Wire } from "./wire-harness.ts";

let wire: Wire;
let token: string;
beforeAll(async () => {
  wire = await startWire();
  token = await wire.tokenOf("admin");
});
afterAll(() => wire?.stop());

const call = (method: "GET" | "PUT", payload?: object) =>
  wire.http.inject({
    method,
    url: "/api/monitor-rules",
    headers: { authorization: `Bearer ${token}` },
    ...(payload === undefined ? {} : { payload }),
  });

describe("whether agents see that somebody listens", () => {
  it("is as the server was started with until an administrator decides; kept, journaled with who and what was before", async () => {
    const before = await call("GET");
    expect(Compile(MonitorRulesSchema).Errors(before.json())).toEqual([]);
    expect(before.json()).toEqual({ shownToAgent: true, changed: null, revision: 0 });
    const saved = await call("PUT", { shownToAgent: false, baseRevision: 0 });
    expect(saved.statusCode).toBe(200);
    expect(saved.json()).toMatchObject({ shownToAgent: false, revision: 1, changed: { by: expect.any(String) } });
    expect((await call("GET")).json()).toEqual(saved.json());
    expect(await wire.stores.monitorRules.monitorRules()).toEqual(saved.json());
    const late = await call("PUT", { shownToAgent: true, baseRevision: 0 });
    expect(late.json().code, "somebody else decided since it was read").toBe("conflict");
    expect((await call("GET")).json()).toEqual(saved.json());
    expect((await call("PUT", { shownToAgent: true, baseRevision: 1 })).statusCode).toBe(200);
    const noted = wire.stores.journal.read(0, 1_000).filter(({ type }) => type === "monitor-rules-saved");
    expect(noted.map(({ payload }) => payload)).toMatchObject([
      { shownToAgent: false, before: true },
      { shownToAgent: true, before: false },
    ]);
  });

  it.each([
    ["nothing", {}],
    ["without what was read", { shownToAgent: true }],
    ["a word", { shownToAgent: "no", baseRevision: 2 }],
    ["who decided, made up", { shownToAgent: true, baseRevision: 2, changed: null }],
  ])("%s is refused", async (_what, body) => {
    expect((await call("PUT", body)).statusCode).toBe(400);
  });
});
