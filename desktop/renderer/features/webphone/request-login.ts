import type { Webphone } from "../../../../shared/wire/http.ts";

const REQUEST_TIMEOUT_MS = 8_000;

/** Why no line could be had; `retryAfterMs` is the server's own figure when it sends one. */
export class LoginRefused extends Error {
  readonly why: "server-away" | "rate-limited" | "lines-busy" | "pbx-away" | "failed";
  readonly retryAfterMs: number | null;
  constructor(why: LoginRefused["why"], retryAfterMs: number | null = null) {
    super(why);
    this.name = "LoginRefused";
    this.why = why;
    this.retryAfterMs = retryAfterMs;
  }
}

/** POST /api/webphone. @throws LoginRefused */
export async function requestLogin(callerNumber: string | null): Promise<Webphone> {
  const response = await fetch("api/webphone", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ callerNumber }),
    signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS),
  }).catch(() => {
    throw new LoginRefused("server-away");
  });
  if (!response.ok) throw refusal(response, await errorCode(response));
  // No JSON is as good as the wrong JSON: the check tells it.
  const body: unknown = await response.json().catch(() => null);
  if (!isWebphone(body)) throw new LoginRefused("failed");
  return body;
}

function refusal(response: Response, code: string): LoginRefused {
  if (response.status === 429) {
    const seconds = Number(response.headers.get("retry-after"));
    return new LoginRefused("rate-limited", Number.isFinite(seconds) && seconds > 0 ? seconds * 1_000 : null);
  }
  if (code === "webphone-busy") return new LoginRefused("lines-busy");
  if (code.startsWith("pbx")) return new LoginRefused("pbx-away");
  return new LoginRefused(response.status >= 500 ? "server-away" : "failed");
}

async function errorCode(response: Response): Promise<string> {
  // A proxy may answer with a page of its own: then the status alone decides.
  const body: unknown = await response.json().catch(() => null);
  return isRecord(body) && typeof body["code"] === "string" ? body["code"] : "";
}

/**
 * Checked by hand and not with the schema of shared/wire: the schema library alone would double the size of this page, which
 * a customer opens once on a telephone.
 */
function isWebphone(body: unknown): body is Webphone {
  if (!isRecord(body) || !isRecord(body["sip"])) return false;
  const sip = body["sip"];
  return (
    ["username", "secret", "wsUrl", "domain"].every((key) => typeof sip[key] === "string") &&
    typeof body["expiresAt"] === "number" &&
    isListOf(body["numbers"], ["dnis"]) &&
    Array.isArray(body["numbers"]) &&
    body["numbers"].every((item) => isRecord(item) && isTextRecord(item["names"])) &&
    isListOf(body["callers"], ["label", "hint"])
  );
}

function isListOf(list: unknown, keys: readonly string[]): boolean {
  return (
    Array.isArray(list) && list.every((item) => isRecord(item) && keys.every((key) => typeof item[key] === "string"))
  );
}

function isTextRecord(value: unknown): boolean {
  return isRecord(value) && Object.values(value).every((text) => typeof text === "string");
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
