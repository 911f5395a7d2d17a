import type { DurationMs } from "../../../shared/domain/time.ts";
import { type LegLabel, type LegRequest, TelephonyError } from "../../ports/telephony.ts";
import type { AriOperations } from "./ari-types.generated.ts";
import { callerIdText } from "./sip-endpoint-fields.ts";
import { encodeTag, MADE_LEG_ARGUMENT } from "./telephony-event.ts";

export function createParameters(request: LegRequest, app: string): AriOperations["channels.create"]["params"] {
  return {
    channelId: request.channelId,
    endpoint: endpointOf(request),
    app,
    appArgs: `${MADE_LEG_ARGUMENT},${encodeTag(request.tag)}`,
    body: {
      variables: {
        ...Object.fromEntries(headerVariables(request)),
        // The From of the INVITE. `i`: no update to anybody.
        "CONNECTEDLINE(all,i)": callerIdText(request.callerId),
      },
    },
  };
}

/** Asterisk counts in seconds. */
export function ringSeconds(ringTimeoutMs: DurationMs): number {
  return Math.max(1, Math.ceil(ringTimeoutMs / 1_000));
}

export function headerVariables({ headers }: LegLabel): [string, string][] {
  return Object.entries(headers).map(([name, value]) => [
    `PJSIP_HEADER(add,${headerName(name)})`,
    value.replace(/\p{Cc}/gu, " "),
  ]);
}

function endpointOf({ to }: LegRequest): string {
  return to.kind === "endpoint" ? `PJSIP/${to.name}` : `PJSIP/${dialable(to.number)}@${to.trunk}`;
}

/** RFC 3261 25.1 token characters. */
function headerName(name: string): string {
  if (!/^X-[A-Za-z0-9-]{1,60}$/.test(name))
    throw new TelephonyError("pbx-refused", `"${name.slice(0, 40)}" is not a header the PBX may add`);
  return name;
}

/** What may be dialled over a trunk: anything else could smuggle a host or parameters into the request URI. */
function dialable(number: string): string {
  if (!/^\+?[0-9*#]{1,32}$/.test(number))
    throw new TelephonyError("pbx-refused", "this is not a number that can be dialled");
  return number;
}
