import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Environment } from "./environment.ts";

const REQUEST_LIMIT_MS = 5_000;

interface ChannelSeen {
  readonly id: string;
  readonly state: string;
  readonly dialplan: { readonly app_data: string };
}
interface BridgeSeen {
  readonly id: string;
  readonly channels: readonly string[];
}

/** Asked of the exchange itself: what the server believes is not the question. */
export async function onExchange({ server, pbxPorts }: Environment): Promise<{
  readonly channels: readonly ChannelSeen[];
  readonly bridges: readonly BridgeSeen[];
}> {
  const secrets: Record<string, string> = JSON.parse(readFileSync(join(server.dataDir, "secrets.json"), "utf8"));
  const authorization = `Basic ${Buffer.from(`cordboard:${secrets["ari-password"] ?? ""}`).toString("base64")}`;
  const list = async (what: "channels" | "bridges"): Promise<readonly unknown[]> => {
    const response = await fetch(`http://127.0.0.1:${pbxPorts.http}/ari/${what}`, {
      headers: { authorization },
      signal: AbortSignal.timeout(REQUEST_LIMIT_MS),
    });
    if (!response.ok) throw new Error(`${what}: ${response.status}`);
    const all: unknown = await response.json();
    if (!Array.isArray(all)) throw new Error(`${what}: no list`);
    return all;
  };
  const [channels, bridges] = await Promise.all([list("channels"), list("bridges")]);
  return { channels: channels as readonly ChannelSeen[], bridges: bridges as readonly BridgeSeen[] };
}

/** The bridges in which somebody can hear somebody. */
export async function bridgesOfTwo(env: Environment): Promise<readonly BridgeSeen[]> {
  return (await onExchange(env)).bridges.filter(({ channels }) => channels.length > 1);
}
