import { readFileSync } from "node:fs";
import { builtinModules } from "node:module";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";

const packageJson: unknown = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));

function dependencyNames(manifest: unknown): string[] {
  if (typeof manifest !== "object" || manifest === null || !("dependencies" in manifest)) return [];
  return Object.keys(manifest.dependencies as Record<string, string>);
}

/** Production build of the server: our sources become one bundle with source maps, dependencies stay in node_modules. */
export default defineConfig({
  root: fileURLToPath(new URL(".", import.meta.url)),
  publicDir: false,
  ssr: {
    external: [...dependencyNames(packageJson), ...builtinModules],
    noExternal: [],
  },
  build: {
    ssr: true,
    target: "node20",
    outDir: fileURLToPath(new URL("../dist/server/", import.meta.url)),
    emptyOutDir: true,
    sourcemap: true,
    minify: false,
    rolldownOptions: {
      input: { up: fileURLToPath(new URL("up/up.ts", import.meta.url)) },
      output: { format: "esm", entryFileNames: "[name].js", chunkFileNames: "[name].js" },
    },
  },
});
