import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Microphone, type MicrophoneState } from "./microphone.ts";

/** `MediaDevices` in so far as it is used. */
class FakeDevices extends EventTarget {
  readonly asked: MediaStreamConstraints[] = [];
  readonly stopped: string[] = [];
  answers: (DOMException | "stream")[] = [];
  async getUserMedia(constraints: MediaStreamConstraints): Promise<MediaStream> {
    this.asked.push(constraints);
    const answer = this.answers.shift() ?? "stream";
    if (answer !== "stream") throw answer;
    return Object.assign(new EventTarget(), { getTracks: () => [{ stop: () => this.stopped.push("track") }] }) as never;
  }
}

function setUp(deviceId: string | null = null) {
  const devices = new FakeDevices();
  const states: MicrophoneState[] = [];
  const onDevicesChanged = vi.fn();
  const permission = new EventTarget();
  const microphone = new Microphone({
    devices: devices as never,
    permissions: { query: async () => permission as never },
    deviceId: () => deviceId,
    onState: (state) => states.push(state),
    onDevicesChanged,
  });
  return { devices, permission, states, microphone, onDevicesChanged };
}

describe("Microphone", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("proves that it works and lets go of it", async () => {
    const { devices, states, microphone } = setUp();
    await microphone.check();
    expect(states).toEqual(["checking", "ready"]);
    expect(devices.stopped).toEqual(["track"]);
  });

  it.each([
    ["NotAllowedError", "refused"],
    ["NotFoundError", "missing"],
    ["NotReadableError", "busy"],
  ])("%s means %s", async (name, state) => {
    const { devices, states, microphone } = setUp();
    devices.answers = [new DOMException("", name)];
    await microphone.check();
    expect(states.at(-1)).toBe(state);
  });

  it("takes any microphone when the chosen one is unplugged", async () => {
    const { devices, states, microphone } = setUp("headset");
    devices.answers = [new DOMException("", "OverconstrainedError"), "stream"];
    await microphone.check();
    expect(states.at(-1)).toBe("ready");
    expect(devices.asked).toHaveLength(2);
    expect(devices.asked[0]?.audio).toMatchObject({ deviceId: { exact: "headset" } });
    expect(devices.asked[1]?.audio).not.toHaveProperty("deviceId");
  });

  it("checks again once after several devices changed", async () => {
    const { devices, states, microphone, onDevicesChanged } = setUp();
    microphone.watch();
    for (let change = 0; change < 3; change += 1) devices.dispatchEvent(new Event("devicechange"));
    await vi.advanceTimersByTimeAsync(300);
    expect(onDevicesChanged).toHaveBeenCalledOnce();
    expect(states).toEqual(["checking", "ready"]);
    microphone.stop();
    devices.dispatchEvent(new Event("devicechange"));
    await vi.advanceTimersByTimeAsync(300);
    expect(onDevicesChanged).toHaveBeenCalledOnce();
  });

  it("checks again when the person forbids it between two calls, and when they allow it again", async () => {
    const { devices, permission, states, microphone, onDevicesChanged } = setUp();
    microphone.watch();
    await vi.advanceTimersByTimeAsync(0);
    devices.answers = [new DOMException("", "NotAllowedError"), "stream"];
    permission.dispatchEvent(new Event("change"));
    await vi.advanceTimersByTimeAsync(300);
    expect(states.at(-1)).toBe("refused");
    permission.dispatchEvent(new Event("change"));
    await vi.advanceTimersByTimeAsync(300);
    expect(states.at(-1)).toBe("ready");
    expect(onDevicesChanged).toHaveBeenCalledTimes(2);
    microphone.stop();
    permission.dispatchEvent(new Event("change"));
    await vi.advanceTimersByTimeAsync(300);
    expect(onDevicesChanged).toHaveBeenCalledTimes(2);
  });

  it("does without where the browser knows no such permission", async () => {
    const states: MicrophoneState[] = [];
    const microphone = new Microphone({
      devices: new FakeDevices() as never,
      permissions: { query: () => Promise.reject(new TypeError("microphone")) },
      deviceId: () => null,
      onState: (state) => states.push(state),
      onDevicesChanged: () => undefined,
    });
    microphone.watch();
    await microphone.check();
    expect(states).toEqual(["checking", "ready"]);
    microphone.stop();
  });

  it("is refused on a page where browsers hide the devices", async () => {
    const states: MicrophoneState[] = [];
    await new Microphone({
      devices: undefined,
      permissions: undefined,
      deviceId: () => null,
      onState: (state) => states.push(state),
      onDevicesChanged: () => undefined,
    }).check();
    expect(states.at(-1)).toBe("refused");
  });
});
