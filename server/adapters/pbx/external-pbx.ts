import { request } from "undici";
import { StartUpError } from "../../../shared/errors/start-up-error.ts";
import { asteriskVersionWarning, parseAsteriskVersion, ASTERISK_MAJOR_MIN } from "./asterisk-installation.ts";

/** A PBX somebody else runs: it is checked, never started, stopped or configured. */
export interface ExternalPbx {
  readonly httpUrl: string;
  readonly wsUrl: string;
  readonly ariUser: string;
  readonly ariSecret: string;
  readonly version: string;
  readonly warning: string | undefined;
}

const CHECK_TIMEOUT_MS = 5_000;

/**
 * Checks `CORDBOARD_PBX_URL` (`http://user:password@host:port`, a path prefix allowed) by asking ARI for its version.
 * Throws StartUpError config-invalid (not such a URL, wrong password, too old) or pbx-unavailable (no answer).
 */
export async function checkExternalPbx(url: string): Promise<ExternalPbx> {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (
    parsed === undefined ||
    (parsed.protocol !== "http:" && parsed.protocol !== "https:") ||
    parsed.username === "" ||
    parsed.password === ""
  ) {
    throw new StartUpError("config-invalid", "CORDBOARD_PBX_URL must look like http://user:password@host:8088");
  }
  const ariUser = decodeURIComponent(parsed.username);
  const ariSecret = decodeURIComponent(parsed.password);
  const httpUrl = `${parsed.protocol}//${parsed.host}${parsed.pathname.replace(/\/$/, "")}`;
  const authorization = `Basic ${Buffer.from(`${ariUser}:${ariSecret}`).toString("base64")}`;
  const response = await request(`${httpUrl}/ari/asterisk/info?only=system`, {
    headers: { authorization },
    headersTimeout: CHECK_TIMEOUT_MS,
    bodyTimeout: CHECK_TIMEOUT_MS,
  }).catch((error: Error) => {
    throw new StartUpError(
      "pbx-unavailable",
      `CORDBOARD_PBX_URL names ${parsed.host}, which does not answer (${error.message})`,
      { cause: error },
    );
  });
  const body = await response.body.text();
  if (response.statusCode === 401 || response.statusCode === 403)
    throw new StartUpError(
      "config-invalid",
      `the PBX at ${parsed.host} refuses the user or password in CORDBOARD_PBX_URL`,
    );
  const version = response.statusCode === 200 ? systemVersion(body) : undefined;
  if (version === undefined)
    throw new StartUpError(
      "config-invalid",
      `${parsed.host} answers, but not as Asterisk's ARI (status ${response.statusCode})`,
    );
  if ((parseAsteriskVersion(version)?.major ?? 0) < ASTERISK_MAJOR_MIN)
    throw new StartUpError(
      "config-invalid",
      `the PBX at ${parsed.host} is Asterisk ${version}, ${ASTERISK_MAJOR_MIN} or later is needed`,
    );
  return {
    httpUrl,
    wsUrl: `${httpUrl.replace(/^http/, "ws")}/ws`,
    ariUser,
    ariSecret,
    version,
    warning: asteriskVersionWarning(version),
  };
}

function systemVersion(body: string): string | undefined {
  try {
    const value: unknown = JSON.parse(body);
    if (typeof value !== "object" || value === null || !("system" in value)) return undefined;
    const { system } = value;
    return typeof system === "object" && system !== null && "version" in system && typeof system.version === "string"
      ? system.version
      : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
