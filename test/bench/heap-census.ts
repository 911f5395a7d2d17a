import type { CDPSession } from "playwright-core";

/** What a page's heap holds, by whose it is. */
export interface HeapCensus {
  /** Of the program and its document: JavaScript's objects, closures, strings, and what Chromium keeps for each node. */
  readonly programBytes: number;
  /** JavaScript's own objects and closures: one that each call left behind would be seen here first. */
  readonly objects: number;
  /** Machine code, bytecode and what V8 has learnt about them. */
  readonly codeBytes: number;
  /** Chromium's list of slow frames and long tasks (bounded: 200 of each kind), whoever reads it. */
  readonly timelineBytes: number;
}

const TIMELINE = /^(?:Performance|TaskAttributionTiming$|blink::ScriptTimingInfo$)|blink::(?:Performance|TaskAttr)/u;

/** The parts of V8's snapshot format that are read (v8-profiler.h, "HeapSnapshot::Serialize"). */
interface Snapshot {
  readonly snapshot: {
    readonly meta: { readonly node_fields: readonly string[]; readonly node_types: readonly [readonly string[]] };
  };
  readonly nodes: readonly number[];
  readonly strings: readonly string[];
}

/** After a collection, from a heap snapshot. */
export async function heapCensus(devtools: CDPSession): Promise<HeapCensus> {
  const { snapshot, nodes, strings } = await takeSnapshot(devtools);
  const { node_fields: fields, node_types: types } = snapshot.meta;
  const [typeAt, nameAt, sizeAt] = ["type", "name", "self_size"].map((field) => fields.indexOf(field));
  const census = { programBytes: 0, objects: 0, codeBytes: 0, timelineBytes: 0 };
  for (let node = 0; node < nodes.length; node += fields.length) {
    const at = (field: number | undefined) => nodes[node + (field ?? 0)] ?? 0;
    const type = types[0][at(typeAt)];
    const bytes = at(sizeAt);
    if (type === "code") census.codeBytes += bytes;
    else if (type === "native" && TIMELINE.test(strings[at(nameAt)] ?? "")) census.timelineBytes += bytes;
    else census.programBytes += bytes;
    if (type === "object" || type === "closure") census.objects += 1;
  }
  return census;
}

async function takeSnapshot(devtools: CDPSession): Promise<Snapshot> {
  const chunks: string[] = [];
  const keep = ({ chunk }: { readonly chunk: string }) => void chunks.push(chunk);
  devtools.on("HeapProfiler.addHeapSnapshotChunk", keep);
  await devtools.send("HeapProfiler.takeHeapSnapshot", { reportProgress: false });
  devtools.off("HeapProfiler.addHeapSnapshotChunk", keep);
  return JSON.parse(chunks.join("")) as Snapshot;
}
