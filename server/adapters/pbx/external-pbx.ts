import { request } from "undici";
import { StartUpError } from "../../../shared/errors/start-up-error.ts";
import { REQUIRED_MODULE_FILES } from "./modules-conf.ts";
import { asteriskVersionWarning, parseAsteriskVersion, ASTERISK_MAJOR_MIN } from "./asterisk-installation.ts";

/** A PBX somebody else runs: it is checked, never started, stopped or configured. */
export interface ExternalPbx {
  readonly httpUrl: string;
  readonly wsUrl: string;
  readonly ariUser: string;
  readonly ariSecret: string;
  readonly version: string;
  readonly warnings: readonly string[];
  /** False: it says that it does not run what fetches announcements over HTTP. */
  readonly fetchesSounds: boolean;
}

const CHECK_TIMEOUT_MS = 5_000;

/**
 * Checks `CORDBOARD_PBX_URL` (`http://user:password@host:port`, a path prefix allowed) by asking ARI for its version.
 * Throws StartUpError config-invalid (not such a URL, wrong password, too old) or pbx-unavailable (no answer).
 */
export async function checkExternalPbx(url: string): Promise<ExternalPbx> {
  const address = URL.canParse(url) ? new URL(url) : undefined;
  if (
    address === undefined ||
    (address.protocol !== "http:" && address.protocol !== "https:") ||
    address.username === "" ||
    address.password === ""
  ) {
    throw new StartUpError("config-invalid", "CORDBOARD_PBX_URL must look like http://user:password@host:8088");
  }
  const ariUser = decodeURIComponent(address.username);
  const ariSecret = decodeURIComponent(address.password);
  const httpUrl = `${address.protocol}//${address.host}${address.pathname.replace(/\/$/, "")}`;
  const authorization = `Basic ${Buffer.from(`${ariUser}:${ariSecret}`).toString("base64")}`;
  const ask = (path: string) =>
    answerOf(`${httpUrl}/ari/asterisk/${path}`, authorization).catch((error: Error) => {
      throw new StartUpError(
        "pbx-unavailable",
        `CORDBOARD_PBX_URL names ${address.host}, which does not answer (${error.message})`,
        { cause: error },
      );
    });
  const { status, body } = await ask("info?only=system");
  if (status === 401 || status === 403)
    throw new StartUpError(
      "config-invalid",
      `the PBX at ${address.host} refuses the user or password in CORDBOARD_PBX_URL`,
    );
  const version = status === 200 ? systemVersion(body) : undefined;
  if (version === undefined)
    throw new StartUpError("config-invalid", `${address.host} answers, but not as Asterisk's ARI (status ${status})`);
  if ((parseAsteriskVersion(version)?.major ?? 0) < ASTERISK_MAJOR_MIN)
    throw new StartUpError(
      "config-invalid",
      `the PBX at ${address.host} is Asterisk ${version}, ${ASTERISK_MAJOR_MIN} or later is needed`,
    );
  const modules = runningModules(await ask("modules"));
  const missing = REQUIRED_MODULE_FILES.filter((name) => modules?.has(name) === false);
  return {
    httpUrl,
    wsUrl: `${httpUrl.replace(/^http/, "ws")}/ws`,
    ariUser,
    ariSecret,
    version,
    warnings: [
      ...[asteriskVersionWarning(version) ?? []].flat(),
      ...(missing.length === 0
        ? []
        : [`the PBX at ${address.host} does not run the modules ${missing.join(", ")}: calls may fail without them`]),
    ],
    fetchesSounds: modules?.has("res_http_media_cache.so") ?? true,
  };
}

interface Answer {
  readonly status: number;
  readonly body: string;
}

async function answerOf(url: string, authorization: string): Promise<Answer> {
  const { statusCode, body } = await request(url, {
    headers: { authorization },
    headersTimeout: CHECK_TIMEOUT_MS,
    bodyTimeout: CHECK_TIMEOUT_MS,
  });
  return { status: statusCode, body: await body.text() };
}

/** Names of the modules that run; null: it does not tell. */
function runningModules({ status, body }: Answer): ReadonlySet<string> | null {
  const value = parsed(body);
  if (status !== 200 || !Array.isArray(value) || value.length === 0) return null;
  const list: readonly unknown[] = value;
  return new Set(list.filter(isModule).flatMap(({ name, status: state }) => (state === "Running" ? [name] : [])));
}

function isModule(value: unknown): value is { readonly name: string; readonly status: string } {
  return (
    typeof value === "object" &&
    value !== null &&
    "name" in value &&
    typeof value.name === "string" &&
    "status" in value &&
    typeof value.status === "string"
  );
}

/** Null for what is no JSON. */
function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function systemVersion(body: string): string | undefined {
  const value = parsed(body);
  if (typeof value !== "object" || value === null || !("system" in value)) return undefined;
  const { system } = value;
  return typeof system === "object" && system !== null && "version" in system && typeof system.version === "string"
    ? system.version
    : undefined;
}
