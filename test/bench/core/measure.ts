import { argv, stdout } from "node:process";
import { LinearCore } from "./linear-core.ts";
import { type Load, LoadedCentre } from "./loaded-centre.ts";
import { routingCore } from "./routing-core.ts";
import { timeEvents } from "./time-events.ts";

/** What one process measures and then ends; started by measured.ts with `--expose-gc`. */
export interface Measurement {
  readonly what: "times" | "bytes-per-call";
  readonly core: "routing" | "linear";
  readonly load: Load;
  /** `times`: events measured. `bytes-per-call`: callers who come on top. */
  readonly count: number;
}

function bytesPerCall(load: Load, count: number): number {
  const centre = new LoadedCentre(load, routingCore().core);
  const before = heapUsed();
  centre.fill(load.waiting + count);
  return (heapUsed() - before) / count;
}

function heapUsed(): number {
  if (globalThis.gc === undefined) throw new Error("garbage cannot be collected on request: --expose-gc is missing");
  globalThis.gc();
  globalThis.gc();
  return process.memoryUsage().heapUsed;
}

const { what, core, load, count } = JSON.parse(argv[2] ?? "") as Measurement;
const feed = core === "routing" ? routingCore().core : new LinearCore().feed;
stdout.write(JSON.stringify(what === "times" ? timeEvents(load, feed, count) : bytesPerCall(load, count)));
