import type { Socket } from "node:net";
import { ERRORS } from "../../../shared/errors/errors.ts";

const STATUS_LINES: Readonly<Record<string, string>> = {
  HPE_HEADER_OVERFLOW: "431 Request Header Fields Too Large",
  ERR_HTTP_REQUEST_TIMEOUT: "408 Request Timeout",
};

/** What is not even HTTP gets the same kind of answer as everything else, then the connection is closed. */
export function refuseBrokenRequest(error: Error & { readonly code?: string }, socket: Socket): void {
  // Gone already (ECONNRESET), or an answer is on its way: writing another would garble it.
  if (error.code === "ECONNRESET" || !socket.writable) {
    socket.destroy();
    return;
  }
  const { meaning, remedy } = ERRORS["bad-request"];
  const body = JSON.stringify({ code: "bad-request", message: `${meaning} ${remedy}` });
  const status = STATUS_LINES[error.code ?? ""] ?? "400 Bad Request";
  socket.end(
    `HTTP/1.1 ${status}\r\nContent-Type: application/json; charset=utf-8\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  );
}
