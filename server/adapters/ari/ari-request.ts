import { ARI_OPERATIONS, type AriBody, type AriOperations } from "./ari-types.generated.ts";

export type AriOperationName = keyof AriOperations;
type ParamValue = string | number | boolean | AriBody | undefined;

/** One request, ready for either way of sending it. */
export interface AriRequest {
  readonly operation: AriOperationName;
  readonly method: string;
  /** Path below `/ari/`, without a leading slash, ids percent-encoded. */
  readonly path: string;
  readonly query: readonly { readonly name: string; readonly value: string }[];
  readonly body: string | undefined;
  /** Ids of what it concerns: channels, bridges (first), playbacks, recordings, pushed objects. Empty: it may concern anything. */
  readonly names: readonly string[];
}

/** Parameters that are ids; a list of them is separated by commas. */
const NAMING = [
  "bridgeId",
  "channelId",
  "channel",
  "otherChannelId",
  "originator",
  "caller",
  "snoopId",
  "playbackId",
  "recordingName",
  "id",
  "resource",
] as const;

export function ariRequest<Name extends AriOperationName>(
  operation: Name,
  params: AriOperations[Name]["params"],
): AriRequest {
  const { method, path, query } = ARI_OPERATIONS[operation];
  const values: Readonly<Record<string, ParamValue>> = params;
  const pairs: { name: string; value: string }[] = [];
  for (const name of query) {
    const value = values[name];
    if (value !== undefined) pairs.push({ name, value: textOf(value) });
  }
  const body = values["body"];
  return {
    operation,
    method,
    path: path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(textOf(values[name]))),
    query: pairs,
    body: body === undefined ? undefined : JSON.stringify(body),
    names: namesOf(operation, values),
  };
}

function namesOf(operation: AriOperationName, values: Readonly<Record<string, ParamValue>>): readonly string[] {
  if (operation === "applications.subscribe") return subscribedChannels(textOf(values["eventSource"]));
  const own = operation === "channels.record" ? "name" : operation === "asterisk.setGlobalVar" ? "variable" : null;
  return [...NAMING, ...(own === null ? [] : [own])].flatMap((key) => {
    const value = values[key];
    return typeof value === "string" && value !== "" ? value.split(",") : [];
  });
}

/** `channel:a,channel:b`; all devices (`deviceState:`) are nobody's. */
function subscribedChannels(eventSource: string): readonly string[] {
  return eventSource
    .split(",")
    .filter((source) => source.startsWith("channel:"))
    .map((source) => source.slice("channel:".length));
}

function textOf(value: ParamValue): string {
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
