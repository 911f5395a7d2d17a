/** What the bundler tells of a module: https://rolldown.rs/reference/OutputOptions.codeSplitting */
interface ModuleGraph {
  getModuleInfo(id: string): { readonly importedIds: readonly string[] } | null;
}
interface ChunkGroup {
  readonly name: (id: string, graph: ModuleGraph) => string | null;
  readonly debugName: string;
}

const START = "app/main.tsx";
const SIGN_IN = "app/start-console.tsx";
const DESK = "app/signed-in.tsx";
const WALL = "wallboard/main.tsx";
const PHONE = "phone/main.tsx";

/** Chunk -> the entries that all need its modules. In this order: what an earlier chunk has, a later one has not. */
const CHUNKS = [
  ["start", [START]],
  ["base", [PHONE, SIGN_IN]],
  ["base-desk", [PHONE, DESK]],
  ["console", [SIGN_IN]],
  ["board", [WALL, DESK]],
  ["desk", [DESK]],
] as const;

/**
 * What every console needs, in a few files instead of eighty: small ones compress badly (10 kB of the first load) and each is a
 * request. What another page uses too is apart, so that the caller's page and the wall load nothing of the desk.
 */
export function firstLoadChunks(rendererFolder: string): ChunkGroup[] {
  const loaded = new Map<string, ReadonlySet<string>>();
  const isLoadedBy = (entry: string, id: string, graph: ModuleGraph): boolean => {
    const all = loaded.get(entry) ?? staticImports(`${rendererFolder}${entry}`, graph);
    loaded.set(entry, all);
    return all.has(id);
  };
  return CHUNKS.map(([chunk, entries]) => ({
    debugName: chunk,
    name: (id, graph) => (entries.every((entry) => isLoadedBy(entry, id, graph)) ? chunk : null),
  }));
}

/** All that `entry` imports, directly or not, without what it fetches later and without itself: it is what runs. */
function staticImports(entry: string, graph: ModuleGraph): ReadonlySet<string> {
  const found = new Set([entry]);
  const waiting = [entry];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop())
    for (const imported of graph.getModuleInfo(id)?.importedIds ?? []) {
      if (found.has(imported)) continue;
      found.add(imported);
      waiting.push(imported);
    }
  found.delete(entry);
  return found;
}
