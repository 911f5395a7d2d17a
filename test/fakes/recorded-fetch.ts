import { fakeFetch } from "../../desktop/renderer/preview/fake-fetch.ts";

interface RecordedRequest {
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
}

/** Answers as the gallery does, unless `answers` (by `METHOD path`) knows better; what changes something is remembered. */
export function recordedFetch(now: number, answers: Readonly<Record<string, (body: unknown) => Response>> = {}) {
  const changes: RecordedRequest[] = [];
  const other = fakeFetch(now);
  const fake: typeof fetch = async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    const method = init?.method ?? "GET";
    const path = url.pathname.replace(/^.*\/api\//u, "");
    const body: unknown = typeof init?.body === "string" ? JSON.parse(init.body) : null;
    if (method !== "GET") changes.push({ method, path, body });
    return answers[`${method} ${path}`]?.(body) ?? other(input, init);
  };
  return { fake, changes };
}
