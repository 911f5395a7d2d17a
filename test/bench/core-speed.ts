import type { Bench, Figure } from "./bench-result.ts";
import { withCoreLab } from "./core/measured.ts";

const CENTRE = { agents: 10_000, queues: 200 };
const WAITING = 50_000;
const EVENTS = 400_000;
/** A plain scan takes milliseconds an event. */
const LINEAR_EVENTS = 1_500;
const GROWTH_WAITING = [1_000, 2_000, 5_000, 10_000, 20_000, 50_000] as const;
const MEMORY_LIMIT_BYTES = 1_024;

/** The routing core in the largest centre it is made for, beside a plain scan over all callers and all agents. */
export const coreSpeed: Bench = {
  figures: ["acd-events-per-second", "acd-event-p99", "acd-event-p99-idle"],
  run: () =>
    withCoreLab(async (lab) => {
      const both = async (waiting: number) => {
        const load = { ...CENTRE, waiting };
        return {
          ours: await lab.times({ core: "routing", load, count: EVENTS }),
          scan: await lab.times({ core: "linear", load, count: LINEAR_EVENTS }),
        };
      };
      const full = await both(WAITING);
      const idle = await both(0);
      const of = "10,000 agents, 200 queues";
      return [
        {
          name: "acd-events-per-second",
          unit: "/s",
          value: full.ours.eventsPerSecond,
          baseline: full.scan.eventsPerSecond,
          remark: `${of}, 50,000 waiting; baseline a plain scan on this machine; wanted: 100,000/s and 50x`,
        },
        {
          name: "acd-event-p99",
          unit: "us",
          value: full.ours.p99Us,
          baseline: full.scan.p99Us,
          remark: `${of}, 50,000 waiting; baseline a plain scan; wanted: 200 us`,
        },
        {
          name: "acd-event-p99-idle",
          unit: "us",
          value: idle.ours.p99Us,
          baseline: idle.scan.p99Us,
          remark: `${of}, 9,000 of them free, every third queue by skill; baseline a plain scan; wanted: 200 us`,
        },
      ];
    }),
};

/** What an event costs with few and with many callers waiting: no more than the logarithm of their number. */
export const coreGrowth: Bench = {
  figures: ["acd-growth", ...GROWTH_WAITING.map(growthName)],
  run: (report) =>
    withCoreLab(async (lab) => {
      const means: { readonly waiting: number; readonly meanUs: number }[] = [];
      for (const waiting of GROWTH_WAITING) {
        const times = await lab.times({ core: "routing", load: { ...CENTRE, waiting }, count: EVENTS });
        means.push({ waiting, meanUs: 1e6 / times.eventsPerSecond });
        report(`${waiting} waiting: p50 ${times.p50Us.toFixed(1)}, p99 ${times.p99Us.toFixed(1)} us`);
      }
      const [first] = means;
      const last = means.at(-1);
      if (first === undefined || last === undefined) throw new Error("nothing was measured");
      const logGrowth = (waiting: number): number => Math.log(waiting) / Math.log(first.waiting);
      return [
        {
          name: "acd-growth",
          unit: "x",
          value: last.meanUs / first.meanUs,
          baseline: logGrowth(last.waiting),
          remark: "an event at 50,000 waiting against one at 1,000; baseline log n",
        },
        ...means.map(
          ({ waiting, meanUs }): Figure => ({
            name: growthName(waiting),
            unit: "us",
            value: meanUs,
            baseline: first.meanUs * logGrowth(waiting),
            remark: "mean of an event in processor time; baseline: grown with log n from 1,000 waiting",
          }),
        ),
      ];
    }),
};

function growthName(waiting: number): string {
  return `acd-event-mean-at-${waiting}`;
}

/** What one more waiting caller takes of the heap, ids and all: 50,000 of them come, and garbage is collected before each look. */
export const coreMemory: Bench = {
  figures: ["acd-memory-per-call"],
  run: () =>
    withCoreLab(async (lab) => [
      {
        name: "acd-memory-per-call",
        unit: "bytes",
        value: await lab.bytesPerCall({ load: { ...CENTRE, waiting: 1_000 }, count: WAITING }),
        baseline: MEMORY_LIMIT_BYTES,
        remark: "one waiting caller; baseline is the limit",
      },
    ]),
};
