import { constants } from "node:fs";
import { access } from "node:fs/promises";
import { delimiter, join } from "node:path";

/** First executable of that name on PATH; sbin folders are searched too, ordinary users often lack them. */
export async function findOnPath(
  name: string,
  pathVariable: string = process.env["PATH"] ?? "",
): Promise<string | undefined> {
  for (const dir of [...pathVariable.split(delimiter), "/usr/sbin", "/usr/local/sbin"]) {
    if (dir === "") continue;
    const candidate = join(dir, name);
    const executable = await access(candidate, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (executable) return candidate;
  }
  return undefined;
}
