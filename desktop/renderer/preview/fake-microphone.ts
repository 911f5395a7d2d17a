import type { MicrophoneState } from "../features/softphone/microphone.ts";

export type FakeMicrophoneState = Extract<MicrophoneState, "ready" | "refused" | "missing">;

/** The machine's microphone as the browser would tell of it: what it is, and that something about it changed. */
export class FakeMicrophone {
  state: FakeMicrophoneState;
  /** The page watches it (`Microphone`); each change makes it look again. */
  readonly permission = new EventTarget();

  constructor(state: FakeMicrophoneState = "ready") {
    this.state = state;
  }

  become(state: FakeMicrophoneState): void {
    this.state = state;
    this.permission.dispatchEvent(new Event("change"));
  }
}
