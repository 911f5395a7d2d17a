import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { asId, type ContactId } from "../../../../shared/domain/ids.ts";
import { FakePhonePort } from "../../preview/fake-phone.ts";
import { VIEW_WAIT_MS } from "./softphone-machine.ts";
import { Softphone } from "./softphone.ts";

const MINE = asId<ContactId>("c-mine");
const OTHER = asId<ContactId>("c-other");
const LOGIN = { username: "agent-me", secret: "secret", wsUrl: "ws://127.0.0.1:1/ws", domain: "127.0.0.1" };

function setUp(kept = new Set<ContactId>()) {
  const port = new FakePhonePort();
  const ring = { start: vi.fn(), stop: vi.fn() };
  const onRemoteAudio = vi.fn();
  const onVoiceLost = vi.fn();
  const onMicrophoneChanged = vi.fn();
  const phone = new Softphone({
    port,
    ring,
    onRemoteAudio,
    onMicrophoneLost: () => undefined,
    onMicrophoneChanged,
    onVoiceLost,
    onVoiceWindow: async () => null,
    keptMute: { isMuted: (contactId) => kept.has(contactId), keep: (contactId) => keep(kept, contactId) },
    checkMicrophone: () => undefined,
  });
  return { port, ring, phone, onRemoteAudio, onVoiceLost, onMicrophoneChanged };
}

function keep(kept: Set<ContactId>, contactId: ContactId | null): void {
  kept.clear();
  if (contactId !== null) kept.add(contactId);
}

function talking() {
  const parts = setUp();
  parts.phone.expect({ contactId: MINE, phase: "offered" });
  parts.port.ring("1", MINE);
  parts.phone.answer();
  parts.port.establish("1");
  expect(parts.phone.get().call).toBe("talking");
  return parts;
}

describe("Softphone", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("rings for the contact that is offered and answers when told to", () => {
    const { port, ring, phone, onRemoteAudio } = setUp();
    phone.expect({ contactId: MINE, phase: "offered" });
    port.ring("1", MINE);
    expect(phone.get()).toMatchObject({ call: "ringing", contactId: MINE });
    expect(ring.start).toHaveBeenCalledOnce();
    phone.answer();
    expect(ring.stop).toHaveBeenCalledOnce();
    expect(port.calls).toEqual(["answer 1"]);
    port.establish("1");
    expect(phone.get().call).toBe("talking");
    expect(onRemoteAudio).toHaveBeenLastCalledWith(expect.anything());
    port.end("1");
    expect(phone.get()).toMatchObject({ call: "none", contactId: null });
    expect(onRemoteAudio).toHaveBeenLastCalledWith(null);
  });

  it("has not registered with the login that is coming, whatever the line of the one before says", () => {
    const { port, phone } = setUp();
    phone.login(LOGIN, []);
    expect(phone.get().registration).toBe("registered");
    phone.loginOutdated();
    port.registration("registered");
    expect(phone.get().registration).toBe("connecting");
    phone.login(LOGIN, []);
    expect(phone.get().registration).toBe("registered");
  });

  it("starts muted when the page was muted in this call before it was reloaded", () => {
    const kept = new Set<ContactId>();
    const before = setUp(kept);
    before.phone.expect({ contactId: MINE, phase: "connected" });
    before.port.ring("1", MINE);
    before.port.establish("1");
    before.phone.setMuted(true);
    const after = setUp(kept);
    after.phone.expect({ contactId: MINE, phase: "connected" });
    after.port.ring("2", MINE);
    expect(after.port.calls).toEqual(["answer 2", "mute 2"]);
    after.port.establish("2");
    expect(after.phone.get().muted).toBe(true);
    after.phone.setMuted(false);
    expect(kept.size).toBe(0);
  });

  it("does not take over the mute of another call", () => {
    const { port, phone } = setUp(new Set([OTHER]));
    phone.expect({ contactId: MINE, phase: "connected" });
    port.ring("1", MINE);
    expect(port.calls).toEqual(["answer 1"]);
  });

  it("has the call brought anew when its voice is lost, and only that of the call it has", () => {
    const { port, onVoiceLost } = talking();
    port.loseVoice("0");
    expect(onVoiceLost).not.toHaveBeenCalled();
    port.loseVoice("1");
    expect(onVoiceLost).toHaveBeenCalledOnce();
  });

  it("is free for the next call when the exchange died without a BYE: the server offers somebody else, so the old leg is dead", () => {
    const { port, phone } = talking();
    phone.setMuted(true);
    phone.expect({ contactId: OTHER, phase: "offered" });
    port.ring("2", OTHER);
    expect(phone.get()).toMatchObject({ call: "ringing", contactId: OTHER, muted: false });
    expect(port.calls).toContain("hang-up 1");
    port.end("1");
    phone.answer();
    port.establish("2");
    expect(phone.get()).toMatchObject({ call: "talking", contactId: OTHER });
  });

  it("stops ringing for somebody the server has nobody for, and rings for the next though no CANCEL came", () => {
    const { port, ring, phone } = setUp();
    phone.expect({ contactId: MINE, phase: "offered" });
    port.ring("1", MINE);
    phone.expect(null);
    expect(ring.stop).toHaveBeenCalledOnce();
    phone.expect({ contactId: OTHER, phase: "offered" });
    port.ring("2", OTHER);
    expect(phone.get()).toMatchObject({ call: "ringing", contactId: OTHER });
    expect(port.calls).toEqual(["hang-up 1"]);
  });

  it("gives up a call that rang or was being answered three seconds after the server has nobody for it", () => {
    const { port, phone } = setUp();
    phone.expect({ contactId: MINE, phase: "offered" });
    port.ring("1", MINE);
    phone.answer();
    phone.expect(null);
    vi.advanceTimersByTime(3_100);
    expect(phone.get().call).toBe("none");
    expect(port.calls).toEqual(["answer 1", "hang-up 1"]);
  });

  it("stays muted when the server brings the other of two calls back, also to a page that was reloaded", () => {
    const kept = new Set<ContactId>();
    const { port, phone } = setUp(kept);
    phone.expect({ contactId: MINE, phase: "offered" });
    port.ring("1", MINE);
    phone.answer();
    port.establish("1");
    phone.setMuted(true);
    phone.expect({ contactId: OTHER, phase: "connected" });
    expect([...kept]).toEqual([OTHER]);
    port.ring("2", OTHER);
    port.establish("2");
    expect(phone.get()).toMatchObject({ call: "talking", contactId: OTHER, muted: true });
  });

  it("lets go of a call the server knows nothing of, three seconds after no BYE came", () => {
    const { port, phone } = talking();
    phone.expect(null);
    expect(phone.get().call).toBe("ending");
    vi.advanceTimersByTime(2_900);
    expect(port.calls).not.toContain("hang-up 1");
    vi.advanceTimersByTime(200);
    expect(phone.get().call).toBe("none");
    expect(port.calls).toContain("hang-up 1");
  });

  it("keeps the voice when the server has a call here again before that", () => {
    const { port, phone } = talking();
    phone.expect(null);
    phone.expect({ contactId: OTHER, phase: "connected" });
    vi.advanceTimersByTime(10_000);
    expect(phone.get().call).toBe("talking");
    expect(port.calls).not.toContain("hang-up 1");
  });

  it("waits for the view of an INVITE that came first", () => {
    const { port, phone } = setUp();
    port.ring("1", MINE);
    expect(phone.get().call).toBe("none");
    vi.advanceTimersByTime(VIEW_WAIT_MS - 1);
    phone.expect({ contactId: MINE, phase: "offered" });
    expect(phone.get().call).toBe("ringing");
    vi.advanceTimersByTime(VIEW_WAIT_MS);
    expect(port.calls).toEqual([]);
  });

  it.each([
    ["another contact", OTHER],
    ["no contact at all", null],
  ])("refuses an INVITE for %s without a sound", (_name, contactId) => {
    const { port, ring, phone } = setUp();
    phone.expect({ contactId: MINE, phase: "offered" });
    port.ring("1", contactId);
    vi.advanceTimersByTime(VIEW_WAIT_MS);
    expect(port.calls).toEqual(["reject 1 486"]);
    expect(ring.start).not.toHaveBeenCalled();
    expect(phone.get().call).toBe("none");
  });

  it("refuses the exchange's own queue at once, and an offer is never refused for an INVITE that waits for its view", () => {
    const { port, ring, phone } = setUp();
    port.ring("1", null);
    expect(port.calls).toEqual(["reject 1 486"]);
    port.ring("2", OTHER);
    phone.expect({ contactId: MINE, phase: "offered" });
    port.ring("3", MINE);
    expect(port.calls).toEqual(["reject 1 486", "reject 2 486"]);
    expect(ring.start).toHaveBeenCalledOnce();
    expect(phone.get()).toMatchObject({ call: "ringing", contactId: MINE });
    vi.advanceTimersByTime(VIEW_WAIT_MS);
    expect(phone.get().call).toBe("ringing");
  });

  it.each(["dialing", "connected"] as const)("answers by itself when the contact is %s", (phase) => {
    const { port, ring, phone } = setUp();
    phone.expect({ contactId: MINE, phase });
    port.ring("1", MINE);
    expect(port.calls).toEqual(["answer 1"]);
    expect(ring.start).not.toHaveBeenCalled();
  });

  it("answers an offer by itself only when the agent wants it so", () => {
    const { port, phone } = setUp();
    phone.setAutoAnswer(true);
    phone.expect({ contactId: MINE, phase: "offered" });
    port.ring("1", MINE);
    expect(port.calls).toEqual(["answer 1"]);
  });

  it("never answers a stranger by itself", () => {
    const { port, phone } = setUp();
    phone.setAutoAnswer(true);
    phone.expect({ contactId: MINE, phase: "dialing" });
    port.ring("1", OTHER);
    vi.advanceTimersByTime(VIEW_WAIT_MS);
    expect(port.calls).toEqual(["reject 1 486"]);
  });

  it("refuses a second call during a call", () => {
    const { port, phone } = talking();
    port.ring("2", OTHER);
    expect(port.calls).toContain("reject 2 486");
    expect(phone.get()).toMatchObject({ call: "talking", contactId: MINE });
  });

  it("changes over when the server brings the same contact back, still muted", () => {
    const { port, phone } = talking();
    phone.setMuted(true);
    port.ring("2", MINE);
    port.end("1");
    expect(phone.get().call).toBe("answering");
    port.establish("2");
    expect(phone.get()).toMatchObject({ call: "talking", muted: true });
    expect(port.calls.slice(-3)).toEqual(["hang-up 1", "answer 2", "mute 2"]);
  });

  it("stops ringing when the caller gives up", () => {
    const { port, ring, phone } = setUp();
    phone.expect({ contactId: MINE, phase: "offered" });
    port.ring("1", MINE);
    port.end("1");
    expect(ring.stop).toHaveBeenCalledOnce();
    phone.answer();
    expect(port.calls).toEqual([]);
  });

  it("is free again although nobody answers its BYE", () => {
    const { port, phone } = talking();
    phone.hangUp();
    expect(phone.get().call).toBe("ending");
    expect(port.calls).toContain("hang-up 1");
    vi.advanceTimersByTime(2_000);
    expect(phone.get().call).toBe("none");
  });

  it("sends digits of a call in order and forgets mute and digits after it", () => {
    const { port, phone } = talking();
    for (const digit of "12#") phone.sendDigit(digit);
    phone.setMuted(true);
    expect(phone.get()).toMatchObject({ digitsSent: "12#", muted: true });
    expect(port.calls.slice(-4)).toEqual(["digit 1 1", "digit 1 2", "digit 1 #", "mute 1"]);
    port.end("1");
    expect(phone.get()).toMatchObject({ digitsSent: "", muted: false });
  });

  it("does nothing with digits and mute while there is no call", () => {
    const { port, phone } = setUp();
    phone.sendDigit("1");
    phone.setMuted(true);
    phone.hangUp();
    expect(port.calls).toEqual([]);
  });

  it("tells which microphone the call speaks through now, and whether the agent is still muted", () => {
    const { port, phone, onMicrophoneChanged } = talking();
    port.changeMicrophone("Built-in");
    expect(onMicrophoneChanged).toHaveBeenLastCalledWith("Built-in", false);
    phone.setMuted(true);
    port.changeMicrophone("Headset");
    expect(onMicrophoneChanged).toHaveBeenLastCalledWith("Headset", true);
  });

  it("shows registration and microphone", () => {
    const { port, phone } = setUp();
    expect(phone.get().registration).toBe("off");
    port.registration("registered");
    phone.microphone("missing");
    expect(phone.get()).toMatchObject({ registration: "registered", microphone: "missing" });
    port.registration("reconnecting");
    expect(phone.get().registration).toBe("reconnecting");
  });
});
