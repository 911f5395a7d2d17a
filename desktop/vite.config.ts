import { existsSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { compressAssets } from "./compress-assets.ts";
import { firstLoadChunks } from "./first-load-chunks.ts";
import { notStarted } from "./not-started.ts";

const rendererFolder = fileURLToPath(new URL("renderer/", import.meta.url));

/** Every page of the renderer (console, wallboard, web phone) is an entry of its own, so none loads another's code. */
function pages(): Record<string, string> {
  const names = existsSync(rendererFolder) ? readdirSync(rendererFolder).filter((name) => name.endsWith(".html")) : [];
  return Object.fromEntries(names.map((name) => [name.replace(/\.html$/, ""), `${rendererFolder}${name}`]));
}

export default defineConfig({
  root: rendererFolder,
  // Relative: the same build is served from the server's root, behind a proxy's sub-path, and to the Electron window.
  base: "./",
  plugins: [react(), notStarted(), compressAssets()],
  server: {
    host: "127.0.0.1",
    proxy: {
      "/api": { target: "http://127.0.0.1:8440" },
      "/socket.io": { target: "http://127.0.0.1:8440", ws: true },
    },
  },
  build: {
    outDir: fileURLToPath(new URL("../dist/renderer/", import.meta.url)),
    emptyOutDir: true,
    target: "es2022",
    sourcemap: true,
    // Which file needs which: the bench counts by it what a first visit loads.
    manifest: true,
    // A content security policy without `data:` scripts: assets stay files.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: pages(),
      treeshake: {
        // Neither package says that its modules do nothing but export, so whatever an index names would stay in the bundle.
        // (TypeBox's registers string formats; no schema here uses one.)
        moduleSideEffects: [{ test: /node_modules[\\/](sip\.js|typebox)[\\/]/, sideEffects: false }],
      },
      output: {
        // Libraries change rarely: their own chunks stay in the browser's cache over releases.
        codeSplitting: {
          groups: [
            { name: "react", test: /node_modules[\\/](react|react-dom|scheduler)[\\/]/ },
            { name: "sip", test: /node_modules[\\/]sip\.js[\\/]/ },
            {
              name: "socket",
              test: /node_modules[\\/](socket\.io-client|socket\.io-parser|engine\.io-client|engine\.io-parser)[\\/]/,
            },
            ...firstLoadChunks(rendererFolder),
          ],
        },
      },
    },
  },
});
