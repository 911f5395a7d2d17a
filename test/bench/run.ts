/** `npm run bench [name]`: measures, prints a table, writes bench-results.json. Absolute times depend on the machine: read the ratios. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { backlog } from "./backlog.ts";
import { cancelRace } from "./cancel-race.ts";
import { type Bench, type Figure, tableOf, toResult } from "./bench-result.ts";
import { consoleBudget } from "./console-budget.ts";
import { inputLatency, shiftMemory } from "./console-feel.ts";
import { callSetup } from "./call-setup.ts";
import { coreGrowth, coreMemory, coreSpeed } from "./core-speed.ts";
import { firstLoad } from "./first-load.ts";
import { offerToPop } from "./offer-to-pop.ts";
import { recovery } from "./recovery.ts";
import { seats } from "./seats.ts";
import { serverReady } from "./server-ready.ts";
import { waitingSoak } from "./waiting-soak.ts";

const BENCHES: readonly Bench[] = [
  firstLoad,
  consoleBudget,
  inputLatency,
  shiftMemory,
  coreSpeed,
  coreGrowth,
  coreMemory,
  serverReady,
  offerToPop,
  callSetup,
  backlog,
  recovery,
  seats,
  cancelRace,
  waitingSoak,
];

const wanted = process.argv.slice(2);
const known = BENCHES.flatMap((bench) => bench.figures);
const unknown = wanted.filter((name) => !known.includes(name));
if (unknown.length > 0) {
  process.stderr.write(`no bench named ${unknown.join(", ")}; there are: ${known.join(", ")}\n`);
  process.exit(2);
}
const report = (line: string) => process.stderr.write(`  ${line}\n`);
const figures: Figure[] = [];
let failed = false;
for (const bench of BENCHES) {
  if (wanted.length > 0 && !bench.figures.some((name) => wanted.includes(name))) continue;
  process.stderr.write(`${bench.figures.join(", ")}\n`);
  try {
    figures.push(...(await bench.run(report)));
  } catch (error) {
    failed = true;
    process.stderr.write(`  failed: ${error instanceof Error ? error.message : String(error)}\n`);
  }
}
process.stdout.write(`${tableOf(figures)}\n`);
const date = new Date().toISOString();
const file = join(import.meta.dirname, "..", "..", "bench-results.json");
writeFileSync(
  file,
  `${JSON.stringify(
    figures.map((figure) => toResult(figure, date)),
    null,
    2,
  )}\n`,
);
process.exit(failed ? 1 : 0);
