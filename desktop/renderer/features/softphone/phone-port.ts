import type { ContactId } from "../../../../shared/domain/ids.ts";
import type { SipLogin } from "../../../../shared/wire/console.ts";

/** The agent's telephone line: registers, is rung, talks. Implemented by SIP.js (`sip-phone.ts`) and by a fake in tests. */
export interface PhonePort {
  listen(listener: PhoneListener): void;
  /** Registers; with a further login a call over the earlier one goes on until it ends. */
  login(login: SipLogin, iceServers: readonly string[]): void;
  logout(): void;
  answer(callId: string): void;
  /** 486: not now (the caller is offered to somebody else); 603: not at all. */
  reject(callId: string, status: 486 | 603): void;
  hangUp(callId: string): void;
  setMuted(callId: string, muted: boolean): void;
  /** `0-9 * # A-D` as an RFC 4733 event, after those still being sent. */
  sendDigit(callId: string, digit: string): void;
  /** What the browser measures on the call; null while there is nothing to measure. */
  stats(callId: string): Promise<RTCStatsReport | null>;
  /** Calls the exchange's echo. Null: the line is down. @throws DOMException when the microphone refuses */
  echo(listener: EchoListener): Promise<EchoTest | null>;
  /** Something else says that the network broke or is back: look at the line at once. */
  nudge(): void;
  /** The chosen microphone changed or came back: the running call takes it over, mute and all. */
  replaceMicrophone(): void;
}

/** A call to the exchange's echo. */
export interface EchoTest {
  stats(): Promise<RTCStatsReport | null>;
  end(): Promise<void>;
}
export interface EchoListener {
  established(remote: MediaStream): void;
  ended(): void;
}

/** Called by the port; `ended` exactly once for each `incoming`, and last. */
export interface PhoneListener {
  registration(state: "connecting" | "registered" | "reconnecting"): void;
  /** An INVITE with what its contact header says. */
  incoming(callId: string, contactId: ContactId | null): void;
  established(callId: string, remote: MediaStream): void;
  ended(callId: string): void;
  /** The microphone of the running call broke and no other could be had. */
  microphoneLost(): void;
  /** The running call speaks through another device now; its name as the browser tells it, maybe empty. */
  microphoneChanged(label: string): void;
  /** The voice of this call is gone and does not come back by itself; the customer may still be there. */
  voiceLost(callId: string): void;
}
