import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { RunningServer } from "../e2e/running-server.ts";
import { freePbxPorts } from "../fakes/free-pbx-ports.ts";
import { type Bench, percentile } from "./bench-result.ts";

const STARTS = 5;
const LIMIT_MS = 2_000;
/** Nobody calls: the trunk's other end need not exist. */
const TRUNK_PORT = 5_999;

/** From "the exchange is ready" to "the server listens", by the server's own words, over several starts of one data folder. */
export const serverReady: Bench = {
  figures: ["server-ready"],
  async run(report) {
    const folder = mkdtempSync(join(tmpdir(), "cordboard-bench-"));
    const samples: number[] = [];
    try {
      for (let start = 0; start < STARTS; start += 1) {
        const server = await RunningServer.start({
          dataDir: join(folder, "data"),
          ports: await freePbxPorts(),
          trunkPort: TRUNK_PORT,
        });
        const took = /server ready (\d+) ms after the exchange/u.exec(server.output)?.[1];
        await server.stop();
        if (took === undefined) throw new Error(`the server did not say how long it took:\n${server.output}`);
        samples.push(Number(took));
      }
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
    report(`starts: ${samples.join(", ")} ms`);
    return [
      {
        name: "server-ready",
        unit: "ms",
        value: percentile(samples, 1),
        baseline: LIMIT_MS,
        remark: `the slowest of ${STARTS} starts after the exchange, the first one with an empty data folder; baseline is the limit`,
      },
    ];
  },
};
