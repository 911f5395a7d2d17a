import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Loudspeaker } from "./loudspeaker.ts";

const REFUSED = new DOMException("play() failed because the user didn't interact", "NotAllowedError");

/** `HTMLAudioElement` in so far as it is used; refuses to play while the browser forbids it. */
class FakeElement {
  srcObject: MediaProvider | null = null;
  forbidden = false;
  plays = 0;
  readonly sinks: string[] = [];
  async play(): Promise<void> {
    this.plays += 1;
    if (this.forbidden) throw REFUSED;
  }
  async setSinkId(deviceId: string): Promise<void> {
    this.sinks.push(deviceId);
  }
}

class FakeDevices extends EventTarget {
  plugged: string[] = [];
  async enumerateDevices(): Promise<MediaDeviceInfo[]> {
    return this.plugged.map((deviceId) => ({ deviceId, kind: "audiooutput" })) as never;
  }
}

function setUp(deviceId: string | null = null) {
  const element = new FakeElement();
  const devices = new FakeDevices();
  const gestures = new EventTarget();
  const blocked: boolean[] = [];
  const log = vi.fn();
  const loudspeaker = new Loudspeaker({
    element,
    devices,
    gestures,
    deviceId: () => deviceId,
    onBlocked: (is) => blocked.push(is),
    log,
  });
  return { element, devices, gestures, blocked, log, loudspeaker };
}

const stream = (): MediaStream => Object.create(EventTarget.prototype);
const settled = () => vi.advanceTimersByTimeAsync(300);

describe("Loudspeaker", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("plays at once where the browser allows it, and says nothing", async () => {
    const { element, blocked, loudspeaker } = setUp();
    loudspeaker.play(stream());
    await settled();
    expect(element.plays).toBe(1);
    expect(blocked).toEqual([]);
  });

  it.each(["pointerdown", "keydown"])("after a refusal the first %s lets the customer be heard", async (gesture) => {
    const { element, gestures, blocked, loudspeaker } = setUp();
    element.forbidden = true;
    loudspeaker.play(stream());
    await settled();
    expect(blocked).toEqual([true]);
    element.forbidden = false;
    gestures.dispatchEvent(new Event(gesture));
    await settled();
    expect(blocked).toEqual([true, false]);
    expect(element.plays).toBe(2);
    gestures.dispatchEvent(new Event(gesture));
    expect(element.plays).toBe(2);
  });

  it("goes on trying while the gesture was none the browser counts", async () => {
    const { element, gestures, blocked, loudspeaker } = setUp();
    element.forbidden = true;
    loudspeaker.play(stream());
    await settled();
    gestures.dispatchEvent(new Event("keydown"));
    await settled();
    gestures.dispatchEvent(new Event("keydown"));
    await settled();
    expect(element.plays).toBe(3);
    expect(blocked).toEqual([true]);
  });

  it("waits no longer when the call is over", async () => {
    const { element, gestures, blocked, loudspeaker } = setUp();
    element.forbidden = true;
    loudspeaker.play(stream());
    await settled();
    loudspeaker.play(null);
    gestures.dispatchEvent(new Event("keydown"));
    await settled();
    expect(element.plays).toBe(1);
    expect(blocked).toEqual([true, false]);
  });

  it("takes a refusal of the call before for no refusal of this one", async () => {
    const { element, blocked, loudspeaker } = setUp();
    element.forbidden = true;
    loudspeaker.play(stream());
    element.forbidden = false;
    loudspeaker.play(stream());
    await settled();
    expect(blocked).toEqual([]);
  });

  it("sounds through the system's speaker while the chosen one is unplugged, and returns to it", async () => {
    const { element, devices, loudspeaker } = setUp("headset");
    devices.plugged = ["headset", "desk"];
    loudspeaker.watch();
    await loudspeaker.choose();
    devices.plugged = ["desk"];
    devices.dispatchEvent(new Event("devicechange"));
    devices.dispatchEvent(new Event("devicechange"));
    await settled();
    devices.plugged = ["desk", "headset"];
    devices.dispatchEvent(new Event("devicechange"));
    await settled();
    expect(element.sinks).toEqual(["headset", "", "headset"]);
    loudspeaker.stop();
    devices.dispatchEvent(new Event("devicechange"));
    await settled();
    expect(element.sinks).toHaveLength(3);
  });
});
