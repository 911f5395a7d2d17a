import type * as Type from "typebox";
import { Check } from "typebox/value";
import { ErrorBodySchema } from "../../../shared/wire/http.ts";
import { Failure } from "./failure.ts";

const TIMEOUT_MS = 8_000;

export interface HttpRequest {
  readonly method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Without leading slash: the console may be served below a sub-path. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  /** Sent as JSON; a Blob or a string is sent as it is with `contentType`. */
  readonly body?: unknown;
  readonly contentType?: string;
  readonly signal?: AbortSignal;
  readonly timeoutMs?: number;
  /** Goes on when the page is closed in the same moment (fetch's `keepalive`; for short requests only, 64 KiB in all). */
  readonly outlivesPage?: boolean;
}

interface HttpClientOptions {
  readonly baseUrl: string;
  readonly token: () => string | null;
  /** The server does not know the session any more. */
  readonly onSessionOver?: () => void;
  readonly fetch?: typeof fetch;
}

/** JSON over HTTP with a time-out; answers are checked, errors arrive as `Failure` with the server's code. */
export class HttpClient {
  readonly #options: HttpClientOptions;

  constructor(options: HttpClientOptions) {
    this.#options = options;
  }

  /** @throws Failure */
  async get<S extends Type.TSchema>(schema: S, request: HttpRequest): Promise<Type.Static<S>> {
    const response = await this.#send(request);
    const body = await readJson(response);
    if (!Check(schema, body))
      throw new Failure("internal", { cause: new Error(`unexpected answer from ${request.path}`) });
    return body;
  }

  /** An answer that is a file. @throws Failure */
  async blob(request: HttpRequest): Promise<Blob> {
    const response = await this.#send(request);
    return response.blob();
  }

  /** For requests without an answer (204). @throws Failure */
  async run(request: HttpRequest): Promise<void> {
    await this.#send(request);
  }

  async #send(request: HttpRequest): Promise<Response> {
    const { method = "GET", path, signal, timeoutMs = TIMEOUT_MS } = request;
    const url = new URL(path, this.#options.baseUrl);
    for (const [name, value] of Object.entries(request.query ?? {})) {
      if (value !== undefined) url.searchParams.set(name, String(value));
    }
    const timeout = AbortSignal.timeout(timeoutMs);
    const response = await this.#fetch(
      url,
      {
        method,
        ...bodyOf(request),
        ...(request.outlivesPage === true ? { keepalive: true } : {}),
        headers: this.#headers(request),
        signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
      },
      signal,
    );
    if (response.ok) return response;
    const body = await readJson(response);
    const code = Check(ErrorBodySchema, body) ? body.code : "internal";
    if (code === "session-expired" || code === "not-signed-in") this.#options.onSessionOver?.();
    throw new Failure(code);
  }

  async #fetch(url: URL, init: RequestInit, signal: AbortSignal | undefined): Promise<Response> {
    try {
      return await (this.#options.fetch ?? fetch)(url, init);
    } catch (error) {
      // The caller's own cancelling is no failure to report; TanStack Query expects to see it.
      if (signal?.aborted === true) throw error;
      const timedOut = error instanceof DOMException && error.name === "TimeoutError";
      throw new Failure(timedOut ? "timeout" : "server-unreachable", { cause: error });
    }
  }

  #headers(request: HttpRequest): Record<string, string> {
    const token = this.#options.token();
    return {
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      ...(request.body === undefined ? {} : { "content-type": request.contentType ?? "application/json" }),
    };
  }
}

function bodyOf({ body }: HttpRequest): { body?: string | Blob } {
  if (body === undefined) return {};
  return { body: body instanceof Blob || typeof body === "string" ? body : JSON.stringify(body) };
}

async function readJson(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch (error) {
    throw new Failure("internal", { cause: error });
  }
}
