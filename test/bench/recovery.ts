import { existsSync, readFileSync } from "node:fs";
import type { ContactRecord } from "../../shared/domain/contact.ts";
import type { ContactId } from "../../shared/domain/ids.ts";
import { journalEntries } from "../replay/journal-entries.ts";
import type { Bench } from "./bench-result.ts";
import { MixedCentre } from "./calls/mixed-centre.ts";
import { ANSWERED_DNIS, MENU_DNIS, RINGING_AGENTS, RINGING_DNIS, withStores } from "./calls/mixed-data.ts";
import { AGENTS } from "./calls/rig-addresses.ts";

const MIX = { wrappingUp: 15, talking: 30, ringing: RINGING_AGENTS, waiting: 80, menu: 60 } as const;
const CALLS = Object.values(MIX).reduce((sum, calls) => sum + calls, 0);
const HELD = 10;
const LIMIT_MS = 3_000;
const SETTLE_LIMIT_MS = 60_000;
const CALL_LIMIT_MS = 600_000;
const LOOK_AGAIN_MS = 250;
/** USER_HZ of Linux (proc(5)). */
const CLOCK_TICK_MS = 10;

type Place = Pick<ContactRecord, "phase" | "arrivedAt" | "queuedAt" | "answeredAt" | "agentId">;

/**
 * 200 live calls in menu, queue, ringing, talking, held and wrap-up; the server is killed like the out-of-memory killer does
 * it and started again. Each must be in its true place with its true age, and end up in one record.
 */
export const recovery: Bench = {
  figures: ["recovery-200-calls"],
  async run(report) {
    const centre = await MixedCentre.start({ agents: AGENTS, announceEveryMs: 30_000 }, report);
    const begunAt = Date.now();
    try {
      await fill(centre);
      await centre.killServer();
      const before = await withStores(centre.dataDir, ({ contacts }) => placesOf(contacts.open()));
      report(`killed with ${before.size} live contacts: ${countPhases(before)}`);
      const startedAt = await centre.startServer();
      const readyAt = Date.now();
      const worked = processorTimeMs(centre.serverPid);
      const heldAgain = await settle(centre);
      const after = new Map((await ours(centre)).map((record) => [record.contactId, record]));
      const misplaced = [...before].filter(([id, place]) => !isInPlace(place, after.get(id)));
      await emptyOut(centre);
      await centre.stopServer();
      const { adoptedAt, closedTwice, startedSecondAt, records } = await readBack(
        centre.dataDir,
        new Set(before.keys()),
        begunAt,
      );
      const adoptedIn = (from: number): number => Math.max(...[...adoptedAt.values()].map((at) => at - from));
      report(
        `new process listens after ${readyAt - startedAt} ms (${worked} ms of processor time); ${adoptedAt.size} contacts adopted, the last ${adoptedIn(startedAt)} ms after its start, ${adoptedIn(startedSecondAt)} ms after the centre began, ${heldAgain} held again`,
      );
      const wrong = [
        before.size < CALLS ? `only ${before.size} of ${CALLS} contacts were live` : "",
        misplaced.length > 0
          ? `${misplaced.length} in a wrong place, e.g. ${JSON.stringify(misplaced[0])} became ${JSON.stringify(placeOf(after.get(misplaced[0]?.[0] ?? ("" as ContactId))))}`
          : "",
        adoptedAt.size < before.size ? `only ${adoptedAt.size} were adopted` : "",
        heldAgain < HELD ? `only ${heldAgain} of ${HELD} are held` : "",
        closedTwice > 0 ? `${closedTwice} were closed more than once or never` : "",
        records !== CALLS ? `${records} records of ${CALLS} calls` : "",
      ].filter((text) => text !== "");
      if (wrong.length > 0) throw new Error(`${wrong.join("; ")}\n${centre.serverOutput.slice(-1_500)}`);
      return [
        {
          name: "recovery-200-calls",
          unit: "ms",
          value: adoptedIn(startedAt),
          baseline: LIMIT_MS,
          remark: `from the start of the new process to the last adoption; ${countPhases(before)}, ${HELD} of them held; baseline is the limit`,
        },
      ];
    } finally {
      await centre.stop();
    }
  },
};

/** Of a process of this machine, where /proc tells; tells apart a slow start and a machine that has no time for it. */
function processorTimeMs(pid: number): number | string {
  const file = `/proc/${pid}/stat`;
  if (!existsSync(file)) return "?";
  const fields = readFileSync(file, "utf8").split(") ").at(-1)?.split(" ") ?? [];
  return (Number(fields[11]) + Number(fields[12])) * CLOCK_TICK_MS;
}

let nextNumber = 8_200;
function numbers(count: number): readonly string[] {
  return Array.from({ length: count }, () => {
    nextNumber += 1;
    return `+861380013${nextNumber}`;
  });
}

/** The menu last: who says nothing there goes on to an agent after a while. */
async function fill(centre: MixedCentre): Promise<void> {
  const stay = { callsPerSecond: 30, hangUpAfterMs: null, limitMs: CALL_LIMIT_MS };
  await centre.call({ ...stay, dnis: ANSWERED_DNIS, numbers: numbers(MIX.wrappingUp), hangUpAfterMs: 1_500 });
  await reached(centre, "wrap-up", MIX.wrappingUp);
  await centre.call({ ...stay, dnis: ANSWERED_DNIS, numbers: numbers(MIX.talking) });
  await centre.call({ ...stay, dnis: RINGING_DNIS, numbers: numbers(MIX.ringing) });
  await reached(centre, "connected", MIX.talking);
  await reached(centre, "offered", MIX.ringing);
  const talking = [...centre.consoles.values()].filter((console) => console.view?.contact?.phase === "connected");
  for (const console of talking.slice(0, HELD)) {
    await console.command("call.hold", { contactId: console.view?.contact?.context.contactId });
    await console.until((view) => view.contact?.held === true, "the hold");
  }
  await centre.call({ ...stay, dnis: ANSWERED_DNIS, numbers: numbers(MIX.waiting) });
  await reached(centre, "queued", MIX.waiting);
  await centre.call({ ...stay, dnis: MENU_DNIS, numbers: numbers(MIX.menu) });
  await reached(centre, "ivr", MIX.menu);
}

async function ours(centre: MixedCentre): Promise<readonly ContactRecord[]> {
  return (await centre.api.contacts()).filter(({ ani }) => /^\+8613800138[2-9]/u.test(ani.e164 ?? ""));
}

async function reached(centre: MixedCentre, phase: ContactRecord["phase"], wanted: number): Promise<void> {
  await lookUntil(`${wanted} calls in ${phase}`, async () => {
    const found = (await ours(centre)).filter((record) => record.phase === phase).length;
    return found >= wanted ? null : `${found} calls in ${phase}`;
  });
}

/** Looks until nothing is missing (null); says what was when it takes too long. */
async function lookUntil(what: string, missing: () => Promise<string | null>): Promise<void> {
  const until = performance.now() + SETTLE_LIMIT_MS;
  for (;;) {
    const problem = await missing();
    if (problem === null) return;
    if (performance.now() > until) throw new Error(`${what}: only ${problem}`);
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
  }
}

/** All consoles are back; resolves with the number of calls that are held. */
async function settle(centre: MixedCentre): Promise<number> {
  const consoles = [...centre.consoles.values()];
  await lookUntil("every console is back", () => {
    const back = consoles.filter((console) => console.starts >= 2).length;
    return Promise.resolve(back === consoles.length ? null : `${back} of ${consoles.length}`);
  });
  return consoles.filter((console) => console.view?.contact?.held === true).length;
}

async function emptyOut(centre: MixedCentre): Promise<void> {
  await centre.hangUpAll();
  await lookUntil("everybody has hung up", async () => {
    const left = (await ours(centre)).filter(({ phase }) => phase !== "wrap-up" && phase !== "closed").length;
    return left === 0 ? null : `not ${left}`;
  });
  for (const console of centre.consoles.values()) {
    const contact = console.view?.contact;
    if (contact?.phase !== "wrap-up") continue;
    await console.command("wrap-up.complete", {
      contactId: contact.context.contactId,
      disposition: "resolved",
      note: "",
      notReadyReason: null,
    });
  }
  await lookUntil("every record is closed", async () => {
    const left = (await ours(centre)).filter(({ phase }) => phase !== "closed").length;
    return left === 0 ? null : `not ${left}`;
  });
}

function placeOf(record: ContactRecord | undefined): Place | null {
  if (record === undefined) return null;
  const { phase, arrivedAt, queuedAt, answeredAt, agentId } = record;
  return { phase, arrivedAt, queuedAt, answeredAt, agentId };
}

async function placesOf(records: Promise<readonly ContactRecord[]>): Promise<Map<ContactId, Place>> {
  return new Map((await records).map(({ contactId, ...record }) => [contactId, record]));
}

/** Who was rung waits again, or is rung again, with the same age; everybody else is where they were. */
function isInPlace(before: Place, after: ContactRecord | undefined): boolean {
  if (after === undefined) return false;
  const sameAge = after.arrivedAt === before.arrivedAt && after.queuedAt === before.queuedAt;
  if (before.phase === "offered") return sameAge && (after.phase === "queued" || after.phase === "offered");
  return (
    sameAge &&
    after.phase === before.phase &&
    after.answeredAt === before.answeredAt &&
    after.agentId === before.agentId
  );
}

function countPhases(places: ReadonlyMap<ContactId, Place>): string {
  const counts = new Map<string, number>();
  for (const { phase } of places.values()) counts.set(phase, (counts.get(phase) ?? 0) + 1);
  return [...counts].map(([phase, count]) => `${count} ${phase}`).join(", ");
}

/** What the journal says: when each contact was put in its place by the second run, and how often it was closed. */
function readBack(dataDir: string, wanted: ReadonlySet<string>, begunAt: number) {
  return withStores(dataDir, async ({ journal, contacts }) => {
    const adoptedAt = new Map<string, number>();
    const closed = new Map<string, number>();
    let startedSecondAt = 0;
    for (const { type, at, contactId } of journalEntries(journal)) {
      if (type === "centre.started") startedSecondAt = at;
      if (contactId === null || !wanted.has(contactId)) continue;
      if (type.startsWith("recovery.") && !adoptedAt.has(contactId)) adoptedAt.set(contactId, at);
      if (type === "contact.closed") closed.set(contactId, (closed.get(contactId) ?? 0) + 1);
    }
    const records = (await contacts.since(begunAt)).filter(({ direction }) => direction === "inbound");
    const closedTwice = [...wanted].filter((contactId) => closed.get(contactId) !== 1).length;
    return { adoptedAt, closedTwice, startedSecondAt, records: records.length };
  });
}
