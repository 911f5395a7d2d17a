import type { SipLogin } from "../../../../shared/wire/console.ts";
import type { Webphone } from "../../../../shared/wire/http.ts";
import type { ClaimRinging } from "./claim-ringing.ts";
import type { LineListener, PhoneLine } from "./phone-line.ts";
import type { PhoneState } from "./phone-state.ts";
import type { LoginRefused } from "./request-login.ts";

/** What the page needs of the world; the tests give fakes. */
export interface PhoneWorld {
  /** @throws LoginRefused */
  readonly requestLogin: (callerNumber: string | null) => Promise<Webphone>;
  /** @throws MicrophoneRefused */
  readonly openMicrophone: () => Promise<MediaStream>;
  readonly openLine: (login: SipLogin, listener: LineListener) => Promise<PhoneLine>;
  readonly claimRinging: ClaimRinging;
}

export interface PhoneView {
  readonly state: PhoneState;
  /** null while the first answer of the server is awaited. */
  readonly offer: Webphone | null;
  readonly offerError: LoginRefused["why"] | null;
  /** Index into the offered callers. */
  readonly caller: number;
  /** Calls to the chosen caller's number ring on this page. */
  readonly reachable: boolean;
  /** They ring in another tab of this browser. */
  readonly ringsElsewhere: boolean;
  readonly remoteAudio: MediaStream | null;
}
