import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { MediaGuard } from "./media-guard.ts";

type Answer = "accepted" | "refused" | "gone" | "none";

class FakePeer extends EventTarget {
  iceConnectionState: RTCIceConnectionState = "connected";
  become(state: RTCIceConnectionState): void {
    this.iceConnectionState = state;
    this.dispatchEvent(new Event("iceconnectionstatechange"));
  }
}

function setUp(answer: Answer = "accepted") {
  const peer = new FakePeer();
  const restart = vi.fn(() =>
    answer === "none" ? new Promise<never>(() => undefined) : Promise.resolve<"accepted" | "refused" | "gone">(answer),
  );
  const onLost = vi.fn();
  const guard = new MediaGuard({ peer: peer as never, restart, onLost });
  return { peer, restart, onLost, guard };
}

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

describe("MediaGuard", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("leaves a short interruption to ICE", async () => {
    const { peer, restart, onLost } = setUp();
    peer.become("disconnected");
    await pass(2_000);
    peer.become("connected");
    await pass(60_000);
    expect(restart).not.toHaveBeenCalled();
    expect(onLost).not.toHaveBeenCalled();
  });

  it("tries a new path when the break lasts, once, and is content when it works", async () => {
    const { peer, restart, onLost } = setUp();
    peer.become("disconnected");
    await pass(2_500);
    peer.become("failed");
    expect(restart).toHaveBeenCalledOnce();
    peer.become("checking");
    peer.become("connected");
    await pass(60_000);
    expect(onLost).not.toHaveBeenCalled();
    peer.become("failed");
    expect(restart).toHaveBeenCalledTimes(2);
  });

  it.each<[string, Answer, number]>([
    ["nobody answers", "none", 7_000],
    ["it is refused", "refused", 7_000],
    ["it is taken but leads nowhere", "accepted", 7_000],
    ["the exchange does not know the call any more", "gone", 0],
  ])("gives the call back when %s", async (_what, answer, afterMs) => {
    const { peer, onLost } = setUp(answer);
    peer.become("failed");
    if (afterMs > 0) {
      await pass(afterMs - 1);
      expect(onLost).not.toHaveBeenCalled();
    }
    await pass(1);
    expect(onLost).toHaveBeenCalledOnce();
    await pass(60_000);
    expect(onLost).toHaveBeenCalledOnce();
  });

  it("keeps a voice that still flows although the re-INVITE was refused", async () => {
    const { guard, restart, onLost } = setUp("refused");
    guard.restart();
    await pass(60_000);
    expect(restart).toHaveBeenCalledOnce();
    expect(onLost).not.toHaveBeenCalled();
  });

  it("gives the call back when only its dialog is gone: nothing could be asked of it any more", async () => {
    const { guard, onLost } = setUp("gone");
    guard.restart();
    await pass(0);
    expect(onLost).toHaveBeenCalledOnce();
  });

  it("is quiet when the call is over", async () => {
    const { peer, guard, restart, onLost } = setUp();
    peer.become("disconnected");
    guard.stop();
    await pass(60_000);
    peer.become("failed");
    expect(restart).not.toHaveBeenCalled();
    expect(onLost).not.toHaveBeenCalled();
  });
});
