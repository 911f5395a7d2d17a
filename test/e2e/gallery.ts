import { createReadStream } from "node:fs";
import { mkdtemp, rm, stat } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import { extname, join, normalize } from "node:path";
import { buildRenderer } from "./build-renderer.ts";

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
  ".woff2": "font/woff2",
};

/** The real renderer on a fake server and a fake line, built as the product is: every state of every view by its address. */
export interface Gallery {
  /** `?state=offered&role=agent#/desk`; see desktop/renderer/preview/main.tsx. */
  url(query: string): string;
  stop(): Promise<void>;
}

export async function openGallery(): Promise<Gallery> {
  const folder = await mkdtemp(join(tmpdir(), "cordboard-gallery-"));
  await buildRenderer(folder, "preview/index.html");
  const server = createServer((request, response) => {
    // Below the folder whatever is asked for.
    const path = normalize(decodeURIComponent(new URL(request.url ?? "/", "http://x").pathname)).replace(
      /^(\.\.[/\\])+/,
      "",
    );
    const file = join(folder, path);
    stat(file).then(
      (found) => {
        if (!found.isFile()) return response.writeHead(404).end();
        response.writeHead(200, {
          "content-type": TYPES[extname(file)] ?? "application/octet-stream",
          // As the product's server has it: what is named by its content is compiled once and not for every view anew.
          ...(extname(file) === ".html" ? {} : { "cache-control": "public, max-age=31536000, immutable" }),
        });
        return createReadStream(file).pipe(response);
      },
      () => response.writeHead(404).end(),
    );
  });
  const port = await listening(server);
  return {
    url: (query) => `http://127.0.0.1:${port}/preview/index.html${query}`,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function listening(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      if (address === null || typeof address === "string") reject(new Error("no port"));
      else resolve(address.port);
    });
  });
}
