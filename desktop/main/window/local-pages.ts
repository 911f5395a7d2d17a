import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Protocol } from "electron";

/** The shell's own page (no server, a page that dies again and again), under a scheme of its own instead of file://. */
export const LOCAL_SCHEME = "cordboard-shell";
const HOST = "page";

/** Everything there is to read under the scheme; a path is never joined with what a page asks for. */
const FILES: Readonly<Record<string, readonly [file: string, contentType: string]>> = {
  "/offline.html": ["offline.html", "text/html; charset=utf-8"],
  "/offline.css": ["offline.css", "text/css; charset=utf-8"],
  "/offline.js": ["offline.js", "text/javascript; charset=utf-8"],
};

const HEADERS = {
  "content-security-policy":
    "default-src 'none'; script-src 'self'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
} as const;

/** What the page may ask for, by going to an address that is caught before it is fetched. */
export type LocalIntent = { readonly kind: "retry" } | { readonly kind: "connect"; readonly server: string };

export interface LocalPageTexts {
  readonly lang: string;
  readonly title: string;
  readonly detail: string;
  readonly server: string;
  readonly retry: string;
  /** Absent where the address is the administrator's (CORDBOARD_SERVER_URL). */
  readonly connect?: { readonly label: string; readonly button: string; readonly problem: string };
}

export function localPageUrl({ connect, ...texts }: LocalPageTexts): string {
  const query = new URLSearchParams({
    ...texts,
    ...(connect === undefined
      ? {}
      : { connectLabel: connect.label, connectButton: connect.button, problem: connect.problem }),
  });
  return `${LOCAL_SCHEME}://${HOST}/offline.html?${query.toString()}`;
}

export function isLocalPage(address: string): boolean {
  return URL.canParse(address) && new URL(address).protocol === `${LOCAL_SCHEME}:`;
}

/** The wish of a local page, or null. Nobody else's wishes are heard: `from` is the page that navigates. */
export function localIntent(from: string, target: string): LocalIntent | null {
  if (!isLocalPage(from) || !isLocalPage(target)) return null;
  const { hostname, pathname, searchParams } = new URL(target);
  if (hostname !== HOST) return null;
  if (pathname === "/retry") return { kind: "retry" };
  if (pathname === "/connect") return { kind: "connect", server: searchParams.get("server") ?? "" };
  return null;
}

/** Serves the pages. Before `app` is ready the scheme must have been registered as standard and secure. */
export function serveLocalPages(protocol: Pick<Protocol, "handle">, builtDir: string): void {
  protocol.handle(LOCAL_SCHEME, (request) => {
    const { hostname, pathname } = new URL(request.url);
    const found = hostname === HOST && request.method === "GET" ? FILES[pathname] : undefined;
    if (found === undefined) return new Response(null, { status: 404 });
    const [file, contentType] = found;
    return new Response(readFileSync(join(builtDir, file)), { headers: { ...HEADERS, "content-type": contentType } });
  });
}
