import type { EndReason } from "./phone-line.ts";

/** What a SIP final response means to a caller (RFC 3261 21; Asterisk maps hang-up causes onto these). */
export function endReasonOfSipStatus(status: number): EndReason {
  switch (status) {
    case 486:
    case 600:
      return "busy";
    case 404:
    case 410:
    case 484:
    case 604:
      return "unknown-number";
    case 408:
    case 480:
      return "no-answer";
    case 603:
      return "declined";
    case 401:
    case 403:
    case 407:
      return "not-allowed";
    case 487:
      return "you-hung-up";
    case 500:
    case 502:
    case 503:
    case 504:
      return "pbx-away";
    default:
      return "failed";
  }
}
