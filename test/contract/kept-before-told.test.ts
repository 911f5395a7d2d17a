import { afterAll, beforeAll, beforeEach, expect, it, vi } from "vitest";
import { startWire, type Wire } from "./wire-harness.ts";

/** What somebody is told is done survives the death of the server in the next moment: it is on the disk before they are told. */
let wire: Wire;
const steps: string[] = [];

beforeAll(async () => {
  wire = await startWire();
  const settle = wire.database.settle.bind(wire.database);
  vi.spyOn(wire.database, "settle").mockImplementation(() => {
    settle();
    steps.push("kept");
  });
});
afterAll(() => wire.stop());
beforeEach(() => void steps.splice(0));

it("a command's answer", async () => {
  const agent = await wire.connected("agent");
  wire.app.answer = async () => void steps.push("done");
  steps.splice(0);
  const reply: unknown = await agent
    .timeout(5_000)
    .emitWithAck("command", { id: "command-kept", name: "agent.ready", args: {} });
  expect(reply).toEqual({ ok: true });
  steps.push("told");
  expect(steps.slice(steps.indexOf("done"))).toEqual(["done", "kept", "told"]);
});

it("an answer over HTTP", async () => {
  await wire.http.inject({ method: "GET", url: "/api/health" });
  steps.push("told");
  expect(steps.at(-2)).toBe("kept");
});
