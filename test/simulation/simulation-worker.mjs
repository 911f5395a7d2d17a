// One thread of play-in-parallel.ts. Plain JavaScript, because a thread reads TypeScript only after this line:
import { register } from "tsx/esm/api";
import { parentPort, workerData } from "node:worker_threads";

register();
const { playSeeds } = await import("./play-seeds.ts");
parentPort?.postMessage(playSeeds(workerData));
