import type { EpochMs } from "../../shared/domain/time.ts";
import type { SipLogin } from "../../shared/wire/console.ts";

export interface WebphoneLogin {
  readonly sip: SipLogin;
  readonly expiresAt: EpochMs;
  readonly numbers: readonly {
    readonly dnis: string;
    readonly names: Readonly<Record<string, string>>;
  }[];
  readonly callers: readonly {
    readonly number: string | null;
    readonly label: string;
    readonly hint: string;
    /** What the menu may ask of them. */
    readonly keys?: { readonly account: string; readonly pin: string };
  }[];
}

/** Short-lived, restricted SIP logins for callers with a browser. Implemented in server/app/webphone. */
export interface WebphoneLogins {
  /**
   * `callerNumber` counts in a demonstration only; null is "number withheld". Rejects with `bad-number`, with
   * `webphone-busy` when all logins are in use, or with a `TelephonyError`.
   */
  issue(request: { readonly callerNumber: string | null; readonly clientAddress: string }): Promise<WebphoneLogin>;
}
