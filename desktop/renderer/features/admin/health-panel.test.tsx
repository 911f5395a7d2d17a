import { act, cleanup, render, screen } from "@testing-library/react";
import { afterEach, expect, it, vi } from "vitest";
import { ConsolePage } from "../../../../test/fakes/console-page.tsx";
import { view } from "../../preview/fixtures.ts";
import { HealthPanel } from "./health-panel.tsx";

const NOON = Date.UTC(2026, 10, 21, 4);
const states = () =>
  ["server", "socket", "pbx"].map((part) => screen.getByTestId(`health-${part}`).dataset["state"]).join(" ");

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

it("tells at once that the server went away, also when nothing answers at all, and that it is back", async () => {
  const report = () => Promise.resolve(Response.json({ ok: true, pbx: true, database: true }));
  let answer = report;
  vi.stubGlobal("fetch", () => answer());
  const page = new ConsolePage({ role: "admin" });
  page.onRequest("GET api/about", () => ({ json: { version: "0.1.0", demo: true, protocolVersion: 1 } }));
  page.push("agent-view", view(NOON, null));
  render(<HealthPanel />, { wrapper: page.wrapper });
  await vi.waitFor(() => expect(states()).toBe("good good good"));
  answer = () => new Promise(() => undefined);
  act(() => page.goOffline());
  await vi.waitFor(() => expect(states()).toBe("bad bad unknown"));
  answer = report;
  act(() => page.goOnline());
  await vi.waitFor(() => expect(states()).toBe("good good good"));
});
