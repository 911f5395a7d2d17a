import { percentile } from "../bench-result.ts";
import { type Core, type Load, LoadedCentre } from "./loaded-centre.ts";

export interface EventTimes {
  readonly p50Us: number;
  readonly p99Us: number;
  /**
   * Per second of processor time, over a run without a clock around each event; the load's own work and the collection of
   * garbage are in it. Not wall time: on a shared machine that counts the neighbours.
   */
  readonly eventsPerSecond: number;
}

/** Events before anything is measured: the machine's compiler is done with them by then. */
const WARM_UP_SHARE = 0.5;

/** Times single events of a core under a load; to be run on a machine that does nothing else. */
export function timeEvents(load: Load, core: Core, events: number): EventTimes {
  let timesUs: number[] | null = null;
  const centre = new LoadedCentre(load, (event, at) => {
    if (timesUs === null) return core(event, at);
    const before = performance.now();
    const offers = core(event, at);
    timesUs.push((performance.now() - before) * 1_000);
    return offers;
  });
  churnFor(centre, events * WARM_UP_SHARE);
  const before = process.cpuUsage();
  const done = churnFor(centre, events);
  const { user, system } = process.cpuUsage(before);
  timesUs = [];
  churnFor(centre, events);
  return {
    p50Us: percentile(timesUs, 0.5),
    p99Us: percentile(timesUs, 0.99),
    eventsPerSecond: (done / (user + system)) * 1e6,
  };
}

function churnFor(centre: LoadedCentre, events: number): number {
  const before = centre.events;
  while (centre.events - before < events) centre.churn();
  return centre.events - before;
}
