import { describe, expect, it } from "vitest";
import { type PhoneEvent, type PhoneState, phoneState } from "./phone-state.ts";

const run = (...events: PhoneEvent[]): PhoneState =>
  events.reduce<PhoneState>((state, event) => phoneState(state, event), { phase: "idle" });
const ended = { type: "ended", why: "they-hung-up", atMs: 65_000, retryAfterMs: null } as const;

describe("phoneState", () => {
  it("goes from the button to the conversation and tells how long it lasted", () => {
    const state = run(
      { type: "call", number: "4001" },
      { type: "microphone-granted" },
      { type: "ringing" },
      { type: "connected", atMs: 5_000 },
      { type: "digits", digits: "12" },
      ended,
    );
    expect(state).toEqual({
      phase: "ended",
      number: "4001",
      direction: "out",
      why: "they-hung-up",
      talkedMs: 60_000,
      retryAfterMs: null,
    });
  });

  it("ignores what comes too late or does not fit", () => {
    const over = run({ type: "call", number: "4001" }, ended);
    for (const late of [
      { type: "ringing" },
      { type: "connected", atMs: 1 },
      { type: "digits", digits: "1" },
      { type: "accept" },
      ended,
    ] as const) {
      expect(phoneState(over, late)).toBe(over);
    }
    const talking = run(
      { type: "call", number: "4001" },
      { type: "microphone-granted" },
      { type: "connected", atMs: 0 },
    );
    expect(phoneState(talking, { type: "call", number: "1" })).toBe(talking);
    expect(phoneState(talking, { type: "incoming", number: "1" })).toBe(talking);
  });

  it("takes an incoming call, or misses it", () => {
    const rung = run({ type: "incoming", number: "4001" });
    expect(phoneState(rung, { type: "accept" })).toEqual({ phase: "microphone", number: "4001", direction: "in" });
    expect(phoneState(rung, { ...ended, why: "missed" })).toMatchObject({
      phase: "ended",
      direction: "in",
      talkedMs: null,
    });
    expect(phoneState(rung, { type: "declined" })).toEqual({ phase: "idle" });
  });
});
