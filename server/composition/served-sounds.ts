import { createSocket } from "node:dgram";
import { lookup } from "node:dns/promises";
import { once } from "node:events";
import { StartUpError } from "../../shared/errors/start-up-error.ts";
import { PBX_MEDIA_PREFIX, type PbxMedia } from "../adapters/http/pbx-media-routes.ts";
import { SERVED_SOUND, servedPrompts } from "../adapters/speech/served-prompts.ts";
import { soundFolder } from "../adapters/speech/speech-prompt-library.ts";
import type { PromptLibrary } from "../ports/prompt-library.ts";
import type { Config } from "../up/config.ts";
import type { Exchange } from "./open-exchange.ts";

/** How what callers hear gets to the exchange: the library as it speaks to it, and what is served over HTTP for that. */
export interface Sounds {
  readonly prompts: PromptLibrary;
  readonly pbxMedia?: PbxMedia;
}

interface SoundsRequest {
  readonly config: Pick<Config, "host" | "httpPort" | "tlsCert" | "pbxMediaUrl" | "dataDir">;
  readonly secrets: { secret(name: string): string };
  readonly report: (line: string) => void;
}

const WILDCARDS = new Set(["0.0.0.0", "::"]);
const isLoopback = (host: string): boolean => /^(?:127\.|localhost$|\[?::1\]?$)/u.test(host);

/** The own exchange reads files; somebody else's cannot see into the data folder and fetches them. */
export async function soundsFor(
  { config, secrets, report }: SoundsRequest,
  exchange: Pick<Exchange, "httpUrl" | "own" | "fetchesSounds">,
  library: PromptLibrary,
): Promise<Sounds> {
  if (exchange.own || config.pbxMediaUrl === "files") return { prompts: library };
  const pbxHost = new URL(exchange.httpUrl).hostname.replace(/^\[|\]$/gu, "");
  const own = config.pbxMediaUrl ?? (await ownAddress(config.host, config.httpPort, config.tlsCert !== null, pbxHost));
  if (isLoopback(new URL(own).hostname) && !isLoopback(pbxHost))
    report(`warning: ${pbxHost} cannot fetch announcements from ${own}; set CORDBOARD_HOST or CORDBOARD_PBX_MEDIA_URL`);
  if (!exchange.fetchesSounds)
    report(`warning: ${pbxHost} fetches no announcements: load res_curl and res_http_media_cache there`);
  const token = secrets.secret("pbx-media");
  return {
    prompts: servedPrompts(library, `${own}${PBX_MEDIA_PREFIX}/${token}`),
    pbxMedia: { folder: soundFolder(config.dataDir), token, fileName: SERVED_SOUND },
  };
}

async function ownAddress(host: string, port: number, tls: boolean, pbxHost: string): Promise<string> {
  const address = WILDCARDS.has(host) ? await addressTowards(pbxHost) : host;
  return `${tls ? "https" : "http"}://${address.includes(":") ? `[${address}]` : address}:${port}`;
}

/** This machine's address on the way to `host`: the kernel chooses it for a datagram that is never sent. */
async function addressTowards(host: string): Promise<string> {
  const { address, family } = await lookup(host).catch(noAddress);
  const socket = createSocket(family === 6 ? "udp6" : "udp4");
  try {
    socket.connect(9, address);
    await once(socket, "connect");
    return socket.address().address;
  } catch (error) {
    return noAddress(error);
  } finally {
    socket.close();
  }
}

function noAddress(error: unknown): never {
  throw new StartUpError(
    "config-invalid",
    `CORDBOARD_PBX_MEDIA_URL: this machine's address towards the PBX cannot be found (${String(error)}), so it has to be set`,
    { cause: error },
  );
}
