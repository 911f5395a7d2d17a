// Builds the Electron shell into dist/desktop, or the folder named: main.mjs, preload.cjs (a sandboxed preload must be one CommonJS file), the
// page shown while the server is away, and the package.json electron-builder and Electron start from.
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { builtinModules } from "node:module";
import { fileURLToPath } from "node:url";
import { build } from "vite";

const root = fileURLToPath(new URL("../", import.meta.url));
const outDir = process.argv[2] ?? `${root}dist/desktop`;
const external = ["electron", ...builtinModules, ...builtinModules.map((name) => `node:${name}`)];

const part = (entry, format, fileName) => ({
  root,
  configFile: false,
  logLevel: "warn",
  publicDir: false,
  ssr: { noExternal: true },
  resolve: { conditions: ["node", "import", "default"] },
  build: {
    ssr: true,
    target: "node24",
    outDir,
    emptyOutDir: false,
    sourcemap: true,
    minify: false,
    rolldownOptions: { input: entry, external, output: { format, entryFileNames: fileName, codeSplitting: false } },
  },
});

rmSync(outDir, { recursive: true, force: true });
mkdirSync(outDir, { recursive: true });
await build(part(`${root}desktop/main/main.ts`, "esm", "main.mjs"));
await build(part(`${root}desktop/preload/preload.ts`, "cjs", "preload.cjs"));
for (const name of ["offline.html", "offline.css", "offline.js"])
  copyFileSync(`${root}desktop/main/${name}`, `${outDir}/${name}`);
const { version, description } = JSON.parse(readFileSync(`${root}package.json`, "utf8"));
writeFileSync(
  `${outDir}/package.json`,
  `${JSON.stringify({ name: "cordboard", version, description, author: "Cordboard", main: "main.mjs" }, null, 2)}\n`,
);
