import { Pool } from "undici";
import { AriError } from "./ari-error.ts";
import type { AriRequest } from "./ari-request.ts";
import type { AriReply } from "./pending-requests.ts";

/** One: requests are served in the order of the calls here too, a bridge exists before a channel is added to it. */
const CONNECTIONS = 1;

/** ARI over plain HTTP with kept-alive connections: for Asterisk before 22.4, and while the event socket is down. */
export class AriHttp {
  readonly #pool: Pool;
  readonly #prefix: string;
  readonly #authorization: string;

  constructor(options: {
    readonly httpUrl: string;
    readonly user: string;
    readonly secret: string;
    readonly requestTimeoutMs: number;
  }) {
    const url = new URL(options.httpUrl);
    this.#prefix = `${url.pathname.replace(/\/$/, "")}/ari/`;
    this.#authorization = `Basic ${Buffer.from(`${options.user}:${options.secret}`).toString("base64")}`;
    this.#pool = new Pool(url.origin, {
      connections: CONNECTIONS,
      pipelining: 1,
      headersTimeout: options.requestTimeoutMs,
      bodyTimeout: options.requestTimeoutMs,
      connect: { timeout: options.requestTimeoutMs, noDelay: true },
    });
  }

  /** Resolves with whatever status came; rejects with AriError timeout (it may have been done) or unavailable (it was not). */
  async send(request: AriRequest): Promise<AriReply> {
    const query = new URLSearchParams(request.query.map(({ name, value }): [string, string] => [name, value]));
    try {
      const response = await this.#pool.request({
        method:
          request.method === "GET" || request.method === "DELETE" || request.method === "PUT" ? request.method : "POST",
        path: `${this.#prefix}${request.path}${request.query.length === 0 ? "" : `?${query.toString()}`}`,
        headers: {
          authorization: this.#authorization,
          ...(request.body === undefined ? {} : { "content-type": "application/json" }),
        },
        ...(request.body === undefined ? {} : { body: request.body }),
      });
      const body = await response.body.text();
      return { status: response.statusCode, reason: "", body };
    } catch (error) {
      const code = error instanceof Error && "code" in error ? String(error.code) : "";
      const message = error instanceof Error ? error.message : String(error);
      const notSent =
        code === "ECONNREFUSED" ||
        code === "UND_ERR_CONNECT_TIMEOUT" ||
        code === "ENOTFOUND" ||
        code === "EHOSTUNREACH";
      throw new AriError(notSent ? "unavailable" : "timeout", 0, request.operation, message);
    }
  }

  /**
   * A reply that is no text, at most `bytesMax` long. Rejects with AriError as `send` does, and with `status` for a refusal.
   */
  async download(request: AriRequest, bytesMax: number): Promise<Uint8Array> {
    const { status, reason, bytes } = await this.#fetch(request, bytesMax);
    if (status === 200) return bytes;
    throw new AriError("status", status, request.operation, reason);
  }

  async #fetch(request: AriRequest, bytesMax: number) {
    try {
      const { statusCode, body } = await this.#pool.request({
        method: "GET",
        path: `${this.#prefix}${request.path}`,
        headers: { authorization: this.#authorization },
      });
      const parts: Uint8Array[] = [];
      let length = 0;
      for await (const part of body) {
        const bytes: unknown = part;
        if (!(bytes instanceof Uint8Array)) continue;
        length += bytes.length;
        if (length > bytesMax) return { status: 413, reason: "larger than expected", bytes: new Uint8Array() };
        parts.push(bytes);
      }
      return { status: statusCode, reason: "", bytes: new Uint8Array(Buffer.concat(parts)) };
    } catch (error) {
      throw new AriError("timeout", 0, request.operation, error instanceof Error ? error.message : String(error));
    }
  }

  async close(): Promise<void> {
    await this.#pool.destroy();
  }
}
