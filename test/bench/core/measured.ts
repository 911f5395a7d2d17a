import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { build } from "vite";
import type { Measurement } from "./measure.ts";
import type { EventTimes } from "./time-events.ts";

const LIMIT_MS = 600_000;

export interface CoreLab {
  times(measurement: Omit<Measurement, "what">): Promise<EventTimes>;
  bytesPerCall(measurement: Omit<Measurement, "what" | "core">): Promise<number>;
}

/**
 * The core as it is delivered: built as the server is (`tsx` wraps every inner function, which costs a third), each
 * measurement in a process of its own, so that none finds the heap or the compiled code of another.
 */
export async function withCoreLab<T>(work: (lab: CoreLab) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "cordboard-bench-"));
  try {
    await build({
      configFile: false,
      logLevel: "warn",
      build: {
        ssr: join(import.meta.dirname, "measure.ts"),
        outDir: folder,
        emptyOutDir: true,
        target: "node20",
        minify: false,
        rolldownOptions: { output: { entryFileNames: "measure.mjs" } },
      },
    });
    const run = async (measurement: Measurement): Promise<unknown> => {
      const file = join(folder, "measure.mjs");
      const { stdout } = await promisify(execFile)(
        process.execPath,
        ["--expose-gc", file, JSON.stringify(measurement)],
        { timeout: LIMIT_MS },
      );
      return JSON.parse(stdout);
    };
    return await work({
      times: async (measurement) => (await run({ what: "times", ...measurement })) as EventTimes,
      bytesPerCall: async (measurement) =>
        (await run({ what: "bytes-per-call", core: "routing", ...measurement })) as number,
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
