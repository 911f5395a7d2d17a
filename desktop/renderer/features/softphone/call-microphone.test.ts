import { describe, expect, it, vi } from "vitest";
import { CallMicrophone } from "./call-microphone.ts";

/** `MediaStreamTrack` in so far as it is used. */
class FakeTrack extends EventTarget {
  readonly label: string;
  readonly kind = "audio";
  enabled = true;
  readyState = "live";
  constructor(label: string) {
    super();
    this.label = label;
  }
  stop(): void {
    this.readyState = "ended";
  }
  /** As when the headset is pulled. */
  pull(): void {
    this.readyState = "ended";
    this.dispatchEvent(new Event("ended"));
  }
}

/** In a call through the headset; what is opened next is what the test says. */
function inCall() {
  const headset = new FakeTrack("Headset");
  const sender = {
    track: headset,
    enabledWhenTaken: [] as boolean[],
    async replaceTrack(track: FakeTrack) {
      this.enabledWhenTaken.push(track.enabled);
      await Promise.resolve();
      this.track = track;
    },
  };
  const state = { isOver: false };
  const open = vi.fn<() => Promise<FakeTrack>>();
  const onChanged = vi.fn();
  const onLost = vi.fn();
  const microphone = new CallMicrophone({
    senders: () => [sender as never],
    open: async () => {
      const track = await open();
      return { getAudioTracks: () => [track] } as never;
    },
    isOver: () => state.isOver,
    onChanged,
    onLost,
  });
  microphone.begin();
  return { headset, sender, state, open, onChanged, onLost, microphone };
}

describe("the microphone of a call", () => {
  it("pulled: the call goes on through another one, which is told by name and watched in its turn", async () => {
    const { headset, sender, open, onChanged, onLost } = inCall();
    const [builtIn, desk] = [new FakeTrack("Built-in"), new FakeTrack("Desk")];
    open.mockResolvedValueOnce(builtIn).mockResolvedValueOnce(desk);
    headset.pull();
    await vi.waitFor(() => expect(onChanged).toHaveBeenLastCalledWith("Built-in"));
    expect(sender.track).toBe(builtIn);
    builtIn.pull();
    await vi.waitFor(() => expect(onChanged).toHaveBeenLastCalledWith("Desk"));
    expect(sender.track).toBe(desk);
    expect(onLost).not.toHaveBeenCalled();
  });

  it("who is muted is muted on the new one before it sends, and whoever mutes while it is being taken over too", async () => {
    const { sender, open, microphone } = inCall();
    microphone.setMuted(true);
    const [builtIn, desk] = [new FakeTrack("Built-in"), new FakeTrack("Desk")];
    open.mockResolvedValueOnce(builtIn).mockResolvedValueOnce(desk);
    await microphone.replace();
    expect(sender.enabledWhenTaken).toEqual([false]);
    microphone.setMuted(false);
    expect(builtIn.enabled).toBe(true);
    const replaced = microphone.replace();
    await vi.waitFor(() => expect(sender.enabledWhenTaken).toHaveLength(2));
    microphone.setMuted(true);
    await replaced;
    expect(desk.enabled).toBe(false);
  });

  it("what is plugged in while another one is being opened is not missed", async () => {
    const { sender, open, microphone } = inCall();
    let openBuiltIn = (_track: FakeTrack): void => undefined;
    open.mockReturnValueOnce(new Promise((resolve) => (openBuiltIn = resolve)));
    const headset = new FakeTrack("Headset");
    open.mockResolvedValueOnce(headset);
    const replaced = microphone.replace();
    await microphone.replace();
    const builtIn = new FakeTrack("Built-in");
    openBuiltIn(builtIn);
    await replaced;
    expect(sender.track).toBe(headset);
    expect(builtIn.readyState).toBe("ended");
  });

  it("is lost only when the one before is dead and no other can be had", async () => {
    const { headset, open, onLost, microphone } = inCall();
    open.mockRejectedValue(new DOMException("", "NotReadableError"));
    await microphone.replace();
    expect(onLost).not.toHaveBeenCalled();
    headset.pull();
    await vi.waitFor(() => expect(onLost).toHaveBeenCalledOnce());
  });

  it("a call that ends meanwhile leaves no microphone open and tells nobody", async () => {
    const { headset, sender, state, open, onLost, onChanged } = inCall();
    const builtIn = new FakeTrack("Built-in");
    open.mockImplementationOnce(async () => {
      state.isOver = true;
      return builtIn;
    });
    headset.pull();
    await vi.waitFor(() => expect(builtIn.readyState).toBe("ended"));
    expect(sender.track).toBe(headset);
    expect(onLost).not.toHaveBeenCalled();
    expect(onChanged).not.toHaveBeenCalled();
  });
});
