import { fileURLToPath } from "node:url";
import { build } from "vite";

/** Builds the renderer into `outDir` as the product is; `page`: another page than the product's, below desktop/renderer. */
export async function buildRenderer(outDir: string, page?: string): Promise<void> {
  const desktop = new URL("../../desktop/", import.meta.url);
  // Vitest says `test`, of which React makes its development half.
  const { NODE_ENV } = process.env;
  process.env["NODE_ENV"] = "production";
  try {
    await build({
      configFile: fileURLToPath(new URL("vite.config.ts", desktop)),
      logLevel: "error",
      build: {
        outDir,
        sourcemap: false,
        ...(page === undefined
          ? {}
          : { rolldownOptions: { input: { page: fileURLToPath(new URL(`renderer/${page}`, desktop)) } } }),
      },
    });
  } finally {
    if (NODE_ENV === undefined) delete process.env["NODE_ENV"];
    else process.env["NODE_ENV"] = NODE_ENV;
  }
}
