import { describe, expect, it } from "vitest";
import { eventChannel, requestChannel, SHELL_EVENTS, SHELL_REQUESTS } from "./channels.ts";
import { checkPayload, PayloadError } from "./check-payload.ts";

const state = SHELL_REQUESTS["console-state"].request;

describe("shell channels", () => {
  it.each([
    ["console-state", state, { agentState: "ready", language: "zh" }],
    ["demand-attention", SHELL_REQUESTS["demand-attention"].request, null],
    ["tray-command", SHELL_EVENTS["tray-command"], "not-ready"],
    ["screen-locked", SHELL_EVENTS["screen-locked"], null],
  ])("lets a fitting payload through on %s", (name, schema, payload) => {
    expect(checkPayload(name, schema, payload)).toBe(payload);
  });

  it.each([
    ["a state that does not exist", { agentState: "asleep", language: "en" }],
    ["a missing part", { agentState: "ready" }],
    ["something added", { agentState: "ready", language: "en", run: "calc" }],
    ["a text", "ready"],
    ["nothing", undefined],
  ])("refuses %s without repeating it", (_name, payload) => {
    expect(() => checkPayload("console-state", state, payload)).toThrowError(PayloadError);
    expect(() => checkPayload("console-state", state, payload)).toThrowError(
      /^The payload on console-state does not fit/u,
    );
  });

  it("names each channel once", () => {
    const requests = Object.keys(SHELL_REQUESTS) as (keyof typeof SHELL_REQUESTS)[];
    const events = Object.keys(SHELL_EVENTS) as (keyof typeof SHELL_EVENTS)[];
    const names = [...requests.map(requestChannel), ...events.map(eventChannel)];
    expect(new Set(names).size).toBe(requests.length + events.length);
  });
});
