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
  await app.register(compress, {
    threshold: 1_024,
    encodings: ["br", "gzip"],
    // The default 11 costs seconds for a bundle; 5 is nearly as small.
    brotliOptions: { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } },
  });
  await app.register(staticFiles, {
    root: folder,
    index: false,
    redirect: false,
    dotfiles: "ignore",
    cacheControl: false,
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
