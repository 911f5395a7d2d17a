import { describe, expect, it } from "vitest";
import { eventChannel, requestChannel, SHELL_EVENTS, SHELL_REQUESTS } from "./channels.ts";
import { checkPayload, PayloadError } from "./check-payload.ts";

const state = SHELL_REQUESTS["console-state"].request;

describe("shell channels", () => {
  it.each([
    ["console-state", state, { agentState: "ready", language: "zh", muted: false }],
    ["offer-shown", SHELL_REQUESTS["offer-shown"].request, { customerName: "Ada", queueName: null }],
    ["settings-change", SHELL_REQUESTS["settings-change"].request, { closeToTray: true }],
    ["dial-link-take", SHELL_REQUESTS["dial-link-take"].reply, { number: "+4930123", extension: null }],
    ["hotkey", SHELL_EVENTS.hotkey, "hang-up"],
    ["tray-command", SHELL_EVENTS["tray-command"], "not-ready"],
    ["screen-locked", SHELL_EVENTS["screen-locked"], null],
  ])("lets a fitting payload through on %s", (name, schema, payload) => {
    expect(checkPayload(name, schema, payload)).toBe(payload);
  });

  it.each([
    ["a state that does not exist", { agentState: "asleep", language: "en", muted: false }],
    ["a missing part", { agentState: "ready" }],
    ["something added", { agentState: "ready", language: "en", muted: false, run: "calc" }],
    ["a text", "ready"],
    ["nothing", undefined],
  ])("refuses %s without repeating it", (_name, payload) => {
    expect(() => checkPayload("console-state", state, payload)).toThrowError(PayloadError);
    expect(() => checkPayload("console-state", state, payload)).toThrowError(
      /^The payload on console-state does not fit/u,
    );
  });

  it.each([
    ["the server's address", { serverUrl: "https://evil.example/" }],
    ["a version", { schemaVersion: 2 }],
    ["half of the keys", { hotkeys: { answer: null } }],
  ])("lets no page change %s", (_name, change) => {
    expect(() => checkPayload("settings-change", SHELL_REQUESTS["settings-change"].request, change)).toThrowError(
      PayloadError,
    );
  });

  it("proposes no number that is none", () => {
    for (const number of ["*21*0301234#", "+", "0301234;ext=1", "", "1".repeat(21)])
      expect(() =>
        checkPayload("dial-link-take", SHELL_REQUESTS["dial-link-take"].reply, { number, extension: null }),
      ).toThrowError(PayloadError);
  });

  it("names each channel once", () => {
    const requests = Object.keys(SHELL_REQUESTS) as (keyof typeof SHELL_REQUESTS)[];
    const events = Object.keys(SHELL_EVENTS) as (keyof typeof SHELL_EVENTS)[];
    const names = [...requests.map(requestChannel), ...events.map(eventChannel)];
    expect(new Set(names).size).toBe(requests.length + events.length);
  });
});
