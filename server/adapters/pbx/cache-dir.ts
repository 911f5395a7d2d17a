import { homedir } from "node:os";
import { join } from "node:path";

/**
 * Where provisioned software lives: outside the checkout, so that a fresh clone or `git clean` costs no new download.
 * `CORDBOARD_CACHE_DIR` wins, then the XDG base directory, then `~/.cache`.
 */
export function cacheDir(env: Readonly<Record<string, string | undefined>> = process.env): string {
  const explicit = env["CORDBOARD_CACHE_DIR"];
  if (explicit !== undefined && explicit !== "") return explicit;
  const xdg = env["XDG_CACHE_HOME"];
  return join(xdg !== undefined && xdg.startsWith("/") ? xdg : join(homedir(), ".cache"), "cordboard");
}
