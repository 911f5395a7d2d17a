import Type from "typebox";
import { describe, expect, it, vi } from "vitest";
import { HttpClient } from "./http-client.ts";

const Body = Type.Object({ answer: Type.Number() });

function client(
  respond: (url: URL, init: RequestInit) => Response | Promise<Response>,
  onSessionOver = () => undefined,
) {
  const fake: typeof fetch = async (input, init) => respond(new URL(String(input)), init ?? {});
  return new HttpClient({ baseUrl: "http://127.0.0.1:1/console/", token: () => "secret", onSessionOver, fetch: fake });
}

describe("HttpClient", () => {
  it("asks below the page's folder with token and query, and checks the answer", async () => {
    const http = client((url, init) => {
      expect(url.href).toBe("http://127.0.0.1:1/console/api/things?q=a+b");
      expect(init.headers).toMatchObject({ authorization: "Bearer secret" });
      return Response.json({ answer: 42 });
    });
    await expect(http.get(Body, { path: "api/things", query: { q: "a b", limit: undefined } })).resolves.toEqual({
      answer: 42,
    });
  });

  it("lets a request outlive the page that sent it, where that is asked for", async () => {
    const seen: (boolean | undefined)[] = [];
    const http = client((_url, { keepalive }) => {
      seen.push(keepalive);
      return new Response(null, { status: 204 });
    });
    await http.run({ method: "DELETE", path: "api/session", outlivesPage: true });
    await http.run({ path: "x" });
    expect(seen).toEqual([true, undefined]);
  });

  it("refuses an answer of another shape", async () => {
    await expect(client(() => Response.json({ answer: "42" })).get(Body, { path: "x" })).rejects.toMatchObject({
      code: "internal",
    });
  });

  it("tells the server's code, and that the session is over", async () => {
    const over = vi.fn();
    const http = client(() => Response.json({ code: "session-expired", message: "" }, { status: 401 }), over);
    await expect(http.run({ path: "x" })).rejects.toMatchObject({ code: "session-expired" });
    expect(over).toHaveBeenCalledOnce();
  });

  it.each([
    ["a dead server", new TypeError("fetch failed"), "server-unreachable"],
    ["a slow server", new DOMException("slow", "TimeoutError"), "timeout"],
  ])("names %s", async (_name, error, code) => {
    await expect(client(() => Promise.reject(error)).run({ path: "x" })).rejects.toMatchObject({ code });
  });

  it("does not call it a failure when the caller cancels", async () => {
    const abort = new AbortController();
    const reason = new DOMException("not wanted", "AbortError");
    abort.abort(reason);
    await expect(client(() => Promise.reject(reason)).run({ path: "x", signal: abort.signal })).rejects.toBe(reason);
  });
});
