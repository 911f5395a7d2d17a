import type { Catalogue, Texts } from "./catalogue.ts";

/** `./en/common.json` -> `common`. */
export function byNamespace(files: Readonly<Record<string, Texts>>): Catalogue {
  return Object.fromEntries(Object.entries(files).map(([path, texts]) => [path.replace(/^.*\/|\.json$/g, ""), texts]));
}
