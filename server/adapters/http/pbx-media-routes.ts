import { timingSafeEqual } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { CommandError } from "../../ports/console-app.ts";
import type { HttpApp } from "./http-app.ts";

/** Sounds an exchange elsewhere fetches: names are keys of their content, the token is the exchange's only. */
export interface PbxMedia {
  readonly folder: string;
  /** 256 bits: some sentences speak a customer's balance. */
  readonly token: string;
  readonly fileName: RegExp;
}

/** Then the token, then the name: Asterisk has no other way to show who it is. */
export const PBX_MEDIA_PREFIX = "/pbx-media";

export function pbxMediaRoutes(app: HttpApp, { folder, token, fileName }: PbxMedia): void {
  app.get<{ Params: { token: string; file: string } }>(
    `${PBX_MEDIA_PREFIX}/:token/:file`,
    // One address asks for everything callers hear, and keeps it.
    { config: { rateLimit: false } },
    async ({ params }, reply) => {
      if (!same(params.token, token) || !fileName.test(params.file)) throw new CommandError("not-found");
      const sound = await readFile(join(folder, params.file)).catch((error: NodeJS.ErrnoException) => {
        throw error.code === "ENOENT" ? new CommandError("not-found") : error;
      });
      return reply.header("cache-control", "private, max-age=31536000, immutable").type("audio/wav").send(sound);
    },
  );
}

function same(given: string, wanted: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(wanted)];
  return one.length === other.length && timingSafeEqual(one, other);
}
