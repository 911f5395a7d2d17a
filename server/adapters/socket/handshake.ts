import type { IncomingMessage } from "node:http";
import { roleAtLeast, type User } from "../../../shared/domain/user.ts";
import { type Handshake, PROTOCOL_VERSION } from "../../../shared/wire/console.ts";
import type { ErrorCode } from "../../../shared/errors/errors.ts";
import type { Sessions } from "../../ports/sessions.ts";
import { CLIENT_ACCESS } from "./command-access.ts";
import { checkHandshake } from "./wire-check.ts";

export interface Admitted {
  readonly user: User;
  readonly token: string;
  readonly clientKind: Handshake["clientKind"];
}

/** Reads socket.io's `auth` and finds out who it is. */
export async function admit(auth: unknown, sessions: Sessions): Promise<Admitted | { readonly refused: ErrorCode }> {
  // Looked at first: a console of another version may say other things too, and must hear that it has to reload.
  if (hasOtherVersion(auth)) return { refused: "protocol-version-mismatch" };
  if (!checkHandshake.Check(auth)) return { refused: "bad-request" };
  const user = await sessions.resolve(auth.token);
  if (user === null) return { refused: "session-expired" };
  if (!roleAtLeast(user.role, CLIENT_ACCESS[auth.clientKind])) return { refused: "forbidden" };
  return { user, token: auth.token, clientKind: auth.clientKind };
}

function hasOtherVersion(auth: unknown): boolean {
  if (typeof auth !== "object" || auth === null || !("protocolVersion" in auth)) return false;
  return typeof auth.protocolVersion === "number" && auth.protocolVersion !== PROTOCOL_VERSION;
}

/**
 * Browsers send the page's origin with every WebSocket (RFC 6455 4.1), and no same-origin rule protects those: only our
 * own pages may open one. Programs without a page send none; they still need a token.
 */
export function isOwnOrigin(request: IncomingMessage): boolean {
  const { origin, host } = request.headers;
  if (origin === undefined) return true;
  if (host === undefined || !URL.canParse(origin)) return false;
  return new URL(origin).host === host.toLowerCase();
}
