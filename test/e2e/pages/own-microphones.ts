import type { Page } from "playwright-core";

/** A microphone of the page: its name, and the tone that is spoken into it. */
export interface MicrophoneOfPage {
  readonly name: string;
  readonly hz: number;
}

/**
 * Runs in the page before anything else: these are its microphones, the first one plugged in is the system's choice. Only
 * `navigator.mediaDevices` is replaced, and behaves as Media Capture and Streams and Chromium say: a pulled device ends its
 * tracks and tells `devicechange` afterwards, a permission taken back ends all. The permission itself is the browser's own.
 */
export function ownMicrophones(all: readonly MicrophoneOfPage[]): void {
  const media = navigator.mediaDevices;
  const plugged = new Set(all.map(({ name }) => name));
  const open = new Map<MediaStreamTrack, string>();
  const end = (isEnded: (name: string) => boolean) => {
    for (const [track, name] of open) {
      if (!isEnded(name)) continue;
      open.delete(track);
      // By a page's own `stop()` no event comes.
      track.stop();
      track.dispatchEvent(new Event("ended"));
    }
  };
  const permission = navigator.permissions.query({ name: "microphone" }).then((status) => {
    status.addEventListener("change", () => {
      if (status.state === "denied") end(() => true);
    });
    return status;
  });
  Object.assign(media, {
    enumerateDevices: async () =>
      all
        .filter(({ name }) => plugged.has(name))
        .map(({ name }) => ({ deviceId: name, groupId: name, kind: "audioinput", label: name })),
    getUserMedia: async (constraints: { readonly audio?: { readonly deviceId?: { readonly exact?: string } } }) => {
      if ((await permission).state === "denied") throw new DOMException("forbidden", "NotAllowedError");
      const there = all.filter(({ name }) => plugged.has(name));
      const wanted = constraints.audio?.deviceId?.exact;
      const taken = wanted === undefined ? there[0] : there.find(({ name }) => name === wanted);
      if (there.length === 0) throw new DOMException("none", "NotFoundError");
      if (taken === undefined) throw new DOMException("deviceId", "OverconstrainedError");
      const context = new AudioContext();
      const tone = new OscillatorNode(context, { frequency: taken.hz });
      const mouth = new MediaStreamAudioDestinationNode(context, { channelCount: 1 });
      tone.connect(new GainNode(context, { gain: 0.5 })).connect(mouth);
      tone.start();
      const [track] = mouth.stream.getAudioTracks();
      if (track === undefined) throw new DOMException("no sound", "NotReadableError");
      Object.defineProperty(track, "label", { value: taken.name });
      open.set(track, taken.name);
      return mouth.stream;
    },
  });
  Object.assign(globalThis, {
    cordboardPlug: (name: string, isIn: boolean) => {
      if (isIn) plugged.add(name);
      else {
        plugged.delete(name);
        end((each) => each === name);
      }
      media.dispatchEvent(new Event("devicechange"));
    },
  });
}

/** Plugs one of the page's own microphones in, or pulls it. */
export async function plug(page: Page, name: string, isIn: boolean): Promise<void> {
  await page.evaluate(
    ([device, plugged]) => {
      const act: unknown = Reflect.get(globalThis, "cordboardPlug");
      if (typeof act !== "function") throw new Error("this page has the browser's microphones");
      act(device, plugged);
    },
    [name, isIn] as const,
  );
}
