// `node server/up/build-part.mjs server|renderer`: as a start builds it when its sources have changed.
import { fileURLToPath } from "node:url";
import { buildPart } from "./built-parts.mjs";

try {
  await buildPart(fileURLToPath(new URL("../../", import.meta.url)), process.argv[2]);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
