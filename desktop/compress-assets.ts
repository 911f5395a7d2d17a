import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const WORTH_IT_BYTES = 1_024;

/** The part of Rollup's plugin interface this needs: https://rollupjs.org/plugin-development/#writebundle */
interface BundlePlugin {
  readonly name: string;
  readonly apply: "build";
  writeBundle(options: { readonly dir?: string | undefined }): void;
}

/**
 * Beside each script and style its compressed forms, as small as they get. The server sends them as they are: compressing at each
 * request may not take long and so came out a tenth larger.
 */
export function compressAssets(): BundlePlugin {
  return {
    name: "cordboard:compress-assets",
    apply: "build",
    writeBundle({ dir }) {
      if (dir === undefined) return;
      for (const name of readdirSync(dir, { recursive: true, encoding: "utf8" })) {
        if (!/\.(?:js|css|svg)$/u.test(name)) continue;
        const file = join(dir, name);
        const bytes = readFileSync(file);
        if (bytes.length < WORTH_IT_BYTES) continue;
        const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
        writeFileSync(`${file}.br`, brotliCompressSync(bytes, { params }));
        writeFileSync(`${file}.gz`, gzipSync(bytes, { level: 9 }));
      }
    },
  };
}
