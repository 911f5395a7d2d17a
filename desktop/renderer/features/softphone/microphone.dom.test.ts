import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Microphone, type MicrophoneState } from "./microphone.ts";

/** `MediaDevices` in so far as it is used. */
class FakeDevices extends EventTarget {
  readonly asked: MediaStreamConstraints[] = [];
  readonly stopped: string[] = [];
  answers: (DOMException | "stream")[] = [];
  readonly all: { readonly kind: MediaDeviceKind; readonly label: string }[] = [
    { kind: "audioinput", label: "Headset" },
  ];
  async enumerateDevices(): Promise<MediaDeviceInfo[]> {
    return this.all.map(({ kind, label }) => ({ kind, label, deviceId: label, groupId: "" }) as MediaDeviceInfo);
  }
  plug(kind: MediaDeviceKind, label: string): void {
    this.all.push({ kind, label });
    this.dispatchEvent(new Event("devicechange"));
  }
  pull(label: string): void {
    this.all.splice(
      this.all.findIndex((each) => each.label === label),
      1,
    );
    this.dispatchEvent(new Event("devicechange"));
  }
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
  const onMicrophonesChanged = vi.fn();
  const permission = new EventTarget();
  const microphone = new Microphone({
    devices: devices as never,
    permissions: { query: async () => permission as never },
    deviceId: () => deviceId,
    onState: (state) => states.push(state),
    onMicrophonesChanged,
  });
  return { devices, permission, states, microphone, onMicrophonesChanged };
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
    const { devices, states, microphone, onMicrophonesChanged } = setUp();
    microphone.watch();
    await vi.advanceTimersByTimeAsync(0);
    for (const name of ["Desk", "Camera", "Built-in"]) devices.plug("audioinput", name);
    await vi.advanceTimersByTimeAsync(300);
    expect(onMicrophonesChanged).toHaveBeenCalledOnce();
    expect(states).toEqual(["checking", "ready"]);
    microphone.stop();
    devices.plug("audioinput", "Another");
    await vi.advanceTimersByTimeAsync(300);
    expect(onMicrophonesChanged).toHaveBeenCalledOnce();
  });

  it("leaves the microphone alone when a loudspeaker or a ringer comes, goes or is another one", async () => {
    const { devices, states, microphone, onMicrophonesChanged } = setUp();
    microphone.watch();
    await vi.advanceTimersByTimeAsync(0);
    devices.plug("audiooutput", "Monitor");
    await vi.advanceTimersByTimeAsync(300);
    devices.pull("Monitor");
    devices.plug("audiooutput", "Ringer");
    await vi.advanceTimersByTimeAsync(300);
    expect([devices.asked, states]).toEqual([[], []]);
    expect(onMicrophonesChanged).not.toHaveBeenCalled();
  });

  it("pulled and back before it has settled: looked at, since its tracks have ended", async () => {
    const { devices, microphone, onMicrophonesChanged } = setUp();
    microphone.watch();
    await vi.advanceTimersByTimeAsync(0);
    devices.pull("Headset");
    devices.plug("audioinput", "Headset");
    await vi.advanceTimersByTimeAsync(300);
    expect(onMicrophonesChanged).toHaveBeenCalledOnce();
  });

  it("looks again where the browser does not tell its devices", async () => {
    const { devices, microphone, onMicrophonesChanged } = setUp();
    devices.enumerateDevices = () => Promise.reject(new DOMException("", "NotAllowedError"));
    microphone.watch();
    devices.plug("audiooutput", "Monitor");
    await vi.advanceTimersByTimeAsync(300);
    expect(onMicrophonesChanged).toHaveBeenCalledOnce();
  });

  it("checks again when the person forbids it between two calls, and when they allow it again", async () => {
    const { devices, permission, states, microphone, onMicrophonesChanged } = setUp();
    microphone.watch();
    await vi.advanceTimersByTimeAsync(0);
    devices.answers = [new DOMException("", "NotAllowedError"), "stream"];
    permission.dispatchEvent(new Event("change"));
    await vi.advanceTimersByTimeAsync(300);
    expect(states.at(-1)).toBe("refused");
    permission.dispatchEvent(new Event("change"));
    await vi.advanceTimersByTimeAsync(300);
    expect(states.at(-1)).toBe("ready");
    expect(onMicrophonesChanged).toHaveBeenCalledTimes(2);
    microphone.stop();
    permission.dispatchEvent(new Event("change"));
    await vi.advanceTimersByTimeAsync(300);
    expect(onMicrophonesChanged).toHaveBeenCalledTimes(2);
  });

  it("does without where the browser knows no such permission", async () => {
    const states: MicrophoneState[] = [];
    const microphone = new Microphone({
      devices: new FakeDevices() as never,
      permissions: { query: () => Promise.reject(new TypeError("microphone")) },
      deviceId: () => null,
      onState: (state) => states.push(state),
      onMicrophonesChanged: () => undefined,
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
      onMicrophonesChanged: () => undefined,
    }).check();
    expect(states.at(-1)).toBe("refused");
  });
});
