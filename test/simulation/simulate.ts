/**
 * `npm run simulate -- <seed>`: plays the one random centre of that seed again, and prints what went wrong first and what
 * happened to those concerned before. `--calls 1000000` plays many, from the seed on. `--broken <name>`: with a core
 * broken on purpose (broken-cores.ts). `--wild`: centres with all rules and habits at once, own agents, callbacks, hours.
 */
import { argv, stdout } from "node:process";
import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import { BROKEN_CORES, type BrokenCoreName, brokenCore } from "./broken-cores.ts";
import { playCallCentre } from "./call-centre.ts";
import { playInParallel } from "./play-in-parallel.ts";
import { randomCentre } from "./random-centre.ts";
import { simulationSeed } from "./simulation-seed.ts";

const SHOWN_MAX = 25;
const REMEMBERED_MAX = 5_000;

function isBrokenCore(name: string): name is BrokenCoreName {
  return Object.hasOwn(BROKEN_CORES, name);
}

async function simulate(): Promise<number> {
  const { positionals, values } = parseArgs({
    args: argv.slice(2),
    allowPositionals: true,
    options: { calls: { type: "string" }, broken: { type: "string" }, wild: { type: "boolean", default: false } },
  });
  const seed = positionals[0] === undefined ? simulationSeed() : Number(positionals[0]);
  const broken = values.broken ?? null;
  if (!Number.isSafeInteger(seed)) throw new Error(`a seed is a whole number, not "${positionals[0]}"`);
  if (broken !== null && !isBrokenCore(broken))
    throw new Error(`no broken core "${broken}"; there are: ${Object.keys(BROKEN_CORES).join(", ")}`);
  const { wild: isWild, calls } = values;
  return calls === undefined ? playOne(seed, broken, isWild) : playMany(seed, Number(calls), broken, isWild);
}

async function playMany(from: number, calls: number, broken: BrokenCoreName | null, isWild: boolean): Promise<number> {
  const begun = performance.now();
  const count = Math.ceil(calls / randomCentre(from).calls);
  const { failures, ...sums } = await playInParallel({ from, count, broken, isWild }, availableParallelism());
  stdout.write(`${JSON.stringify({ ...sums, seconds: (performance.now() - begun) / 1_000 })}\n`);
  for (const { seed, problems } of failures) stdout.write(`seed ${seed}: ${problems[0]}\n`);
  return failures.length === 0 ? 0 : 1;
}

function playOne(seed: number, broken: BrokenCoreName | null, isWild: boolean): number {
  const options = randomCentre(seed, isWild);
  const log: string[] = [];
  const { problems, acd } = playCallCentre({
    ...options,
    problemsMax: 1,
    ...(broken === null ? {} : { decide: brokenCore(broken) }),
    watch: (event, effects, at) => {
      log.push(
        `${at} ${JSON.stringify(event)}\n      -> ${effects.map((effect) => JSON.stringify(effect)).join("\n         ")}`,
      );
      if (log.length > 2 * REMEMBERED_MAX) log.splice(0, REMEMBERED_MAX);
    },
  });
  stdout.write(
    `seed ${seed}: ${options.queues.length} queues, ${options.agents.length} agents, faults ${JSON.stringify(options.faults)}\n` +
      `${acd.tally.events} events, books ${JSON.stringify(acd.books)}\n`,
  );
  const [first] = problems;
  if (first === undefined) {
    stdout.write("nothing went wrong\n");
    return 0;
  }
  const concerned = first.match(/\b(?:c|out|agent|q)\d+\b/g) ?? [];
  const about = log.filter((entry) => concerned.length === 0 || concerned.some((name) => entry.includes(`"${name}"`)));
  stdout.write(`${about.slice(-SHOWN_MAX).join("\n")}\n${problems.join("\n")}\n`);
  return 1;
}

process.exitCode = await simulate();
