import { TelephonyError } from "../../ports/telephony.ts";
import type { AriError } from "./ari-error.ts";
import type { AriOperationName } from "./ari-request.ts";

/** Asterisk's refusal as the application understands it. */
export function toTelephonyError(error: AriError, operation: AriOperationName): TelephonyError {
  if (error.kind === "unavailable") return new TelephonyError("pbx-unavailable", error.message);
  if (error.kind === "timeout") return new TelephonyError("pbx-timeout", error.message);
  return new TelephonyError(codeOf(error, operation), error.message, error.status);
}

function codeOf(error: AriError, operation: AriOperationName): TelephonyError["code"] {
  // An endpoint without a reachable contact: chan_pjsip cannot allocate a channel, ARI answers 500 "Allocation failed".
  if (operation === "channels.create" && error.status === 500) return "agent-unreachable";
  // 404 no such channel, 409 channel not in Stasis, 412 channel in a state in which this is no longer possible.
  if (operation.startsWith("channels.") && [404, 409, 412].includes(error.status)) return "channel-gone";
  // addChannel: 400 channel not found, 422 channel not in Stasis (ARI's own choice of numbers).
  if (operation === "bridges.addChannel" && [400, 409, 422].includes(error.status)) return "channel-gone";
  return error.status === 503 ? "pbx-unavailable" : "pbx-refused";
}

/** Refused without effect: ARI answers `create` a moment before the channel has entered the application. */
export function isNotYetThere(error: unknown): boolean {
  return error instanceof TelephonyError && error.status === 409 && error.message.includes("not in Stasis");
}
