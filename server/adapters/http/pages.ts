import { existsSync } from "node:fs";
import { join } from "node:path";
import { constants } from "node:zlib";
import compress from "@fastify/compress";
import staticFiles from "@fastify/static";
import { CommandError } from "../../ports/console-app.ts";
import type { HttpApp } from "./http-app.ts";

/** Address -> entry of the renderer's build. */
export const PAGES = { "/": "index.html", "/wallboard": "wallboard.html", "/phone": "phone.html" } as const;
const IMMUTABLE = "public, max-age=31536000, immutable";
/** Kept, but asked for again each time: a new version must show at the next reload. */
const REVALIDATE = "no-cache";
/** What a page may do is said with the page: on a script, a style or a font it says nothing, and was half a kilobyte on each of thirty. */
const PAGE_HEADERS = [
  "content-security-policy",
  "permissions-policy",
  "cross-origin-opener-policy",
  "origin-agent-cluster",
  "x-dns-prefetch-control",
  "x-download-options",
  "x-frame-options",
  "x-permitted-cross-domain-policies",
  "x-xss-protection",
];
const NO_PAGE = /^\/assets\/[^/]+\.(?:js|css|woff2)$/u;

/** The built renderer. Files below `assets/` carry the hash of their content in their name and never change. */
export async function pages(app: HttpApp, folder: string | null): Promise<void> {
  if (folder === null || !existsSync(join(folder, PAGES["/"]))) {
    for (const path of Object.keys(PAGES)) {
      app.get(path, async () => {
        throw new CommandError("renderer-not-built");
      });
    }
    return;
  }
  // After the hook that sets them: hooks run in the order they were added.
  app.addHook("onSend", async (request, reply) => {
    if (NO_PAGE.test(request.url)) for (const header of PAGE_HEADERS) reply.removeHeader(header);
  });
  await app.register(compress, {
    threshold: 1_024,
    encodings: ["br", "gzip"],
    // Answers made here; the default 11 costs seconds. Scripts and styles lie compressed beside themselves.
    brotliOptions: { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } },
  });
  await app.register(staticFiles, {
    root: folder,
    index: false,
    redirect: false,
    dotfiles: "ignore",
    cacheControl: false,
    preCompressed: true,
    setHeaders: (reply, path) => {
      reply.header("cache-control", /[\\/]assets[\\/]/u.test(path.slice(folder.length)) ? IMMUTABLE : REVALIDATE);
    },
  });
  if (!existsSync(join(folder, "favicon.ico"))) {
    // Browsers ask for it on their own, whatever icon the page names.
    app.get("/favicon.ico", async (_request, reply) =>
      reply.header("cache-control", "max-age=86400").status(204).send(),
    );
  }
  for (const [path, file] of Object.entries(PAGES)) {
    app.get(path, async (_request, reply) => reply.sendFile(file));
  }
}
