import { ERRORS, isErrorCode, type ErrorCode } from "../../../shared/errors/errors.ts";
import { statusOfCode } from "./status-of-code.ts";

export interface ErrorReply {
  readonly status: number;
  readonly body: { readonly code: ErrorCode; readonly message: string };
  /** The server's own trouble: worth a stack in the log. */
  readonly unexpected: boolean;
}

/** Fastify's and its plugins' own errors (https://fastify.dev/docs/latest/Reference/Errors/). */
const FRAMEWORK_CODES: Readonly<Record<string, ErrorCode>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: "payload-too-large",
  FST_ERR_CTP_INVALID_MEDIA_TYPE: "wrong-content-type",
  FST_ERR_CTP_INVALID_TYPE: "wrong-content-type",
  FST_ERR_CTP_EMPTY_JSON_BODY: "bad-request",
  FST_ERR_CTP_INVALID_JSON_BODY: "bad-request",
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: "bad-request",
  FST_ERR_VALIDATION: "bad-request",
  FST_ERR_BAD_URL: "bad-request",
  FST_ERR_MAX_PARAM_LENGTH: "bad-request",
  FST_ERR_HANDLER_TIMEOUT: "timeout",
  FST_ERR_NOT_FOUND: "not-found",
};

/** What the client is told: always a code of shared/errors, never a stack, a path or the input itself. */
export function errorReply(error: unknown): ErrorReply {
  const code = codeOf(error);
  const status = statusOfCode(code);
  const { meaning, remedy } = ERRORS[code];
  const where = placeOf(error);
  const message = `${meaning} ${where === null ? "" : `(${where}) `}${remedy}`;
  return { status, body: { code, message }, unexpected: status === 500 };
}

function codeOf(error: unknown): ErrorCode {
  if (typeof error !== "object" || error === null) return "internal";
  if ("code" in error && typeof error.code === "string") {
    if (isErrorCode(error.code)) return error.code;
    const known = FRAMEWORK_CODES[error.code];
    if (known !== undefined) return known;
  }
  if ("validation" in error && error.validation !== undefined) return "bad-request";
  if (!("statusCode" in error) || typeof error.statusCode !== "number") return "internal";
  // A folder below the pages' root: @fastify/static says 403, which would tell that it exists.
  if (error.statusCode === 403 || error.statusCode === 404) return "not-found";
  return error.statusCode >= 400 && error.statusCode < 500 ? "bad-request" : "internal";
}

/** `body/login must not have fewer than 1 characters`: the place and the rule, without what was sent. */
function placeOf(error: unknown): string | null {
  if (typeof error !== "object" || error === null || !("validation" in error) || !Array.isArray(error.validation))
    return null;
  const part =
    "validationContext" in error && typeof error.validationContext === "string" ? error.validationContext : "request";
  const first: unknown = error.validation[0];
  if (typeof first !== "object" || first === null) return part;
  const place = "instancePath" in first && typeof first.instancePath === "string" ? first.instancePath : "";
  const rule = "message" in first && typeof first.message === "string" ? first.message : "is not valid";
  // A path may hold a key the client made up: cut, and only plain characters.
  return `${part}${place.replace(/[^\w/.-]/gu, "?").slice(0, 80)} ${rule.slice(0, 120)}`;
}
