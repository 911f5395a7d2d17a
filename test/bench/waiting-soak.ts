import { readFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { decide } from "../../server/acd/acd.ts";
import { createAcd } from "../../server/acd/acd-state.ts";
import { journalEntries } from "../replay/journal-entries.ts";
import { upgradeEvent } from "../replay/upgrade-event.ts";
import { announcementsOfOne } from "./announcement-times.ts";
import { type Bench, percentile } from "./bench-result.ts";
import { recordMusic } from "./calls/music-capture.ts";
import { MixedCentre } from "./calls/mixed-centre.ts";
import { ANSWERED_DNIS, withStores } from "./calls/mixed-data.ts";

const CALLERS = Number(process.env["BENCH_SOAK_CALLERS"] ?? 1_000);
const MINUTES = Number(process.env["BENCH_SOAK_MINUTES"] ?? 10);
const CALLS_PER_SECOND = 25;
const ANNOUNCE_EVERY_MS = 30_000;
/** The first one comes after 4 s, in a rush up to 10 s later (waiting-room.ts). */
const FIRST_LIMIT_MS = 14_000;
/** The queue's interval is music between two announcements: it begins when the last one was said, the longest with all keys in 14 s. */
const PLAN = { firstMs: FIRST_LIMIT_MS, everyMs: ANNOUNCE_EVERY_MS + 14_000, lateMs: 2_000 };
const LOOK_EVERY_MS = 5_000;
const PAGE_KB = 4;

interface Looked {
  readonly serverMb: number;
  readonly pbxMb: number;
}

/**
 * Callers wait with music and announcements and nobody comes. Kept: when each announcement was asked of the PBX, what the two
 * processes hold, and how many of the fifty packets a second of its music each caller gets.
 */
export const waitingSoak: Bench = {
  figures: ["waiting-soak-missed", "waiting-soak-lateness-p99", "waiting-soak-memory", "waiting-soak-music-p1"],
  async run(report) {
    const centre = await MixedCentre.start({ agents: 0, announceEveryMs: ANNOUNCE_EVERY_MS }, report);
    try {
      const begunAt = Date.now();
      const numbers = Array.from({ length: CALLERS }, (_, index) => `+86138${String(20_000_000 + index)}`);
      await centre.call({
        dnis: ANSWERED_DNIS,
        numbers,
        callsPerSecond: CALLS_PER_SECOND,
        hangUpAfterMs: null,
        limitMs: (MINUTES + 5) * 60_000,
      });
      await pause((CALLERS / CALLS_PER_SECOND) * 1_000 + FIRST_LIMIT_MS);
      const allWaitAt = Date.now();
      const looks: Looked[] = [];
      let music: (() => Promise<readonly number[]>) | undefined;
      while (Date.now() - allWaitAt < MINUTES * 60_000) {
        looks.push({ serverMb: residentMb(centre.serverPid), pbxMb: residentMb(centre.pbxPid) });
        if (!music && Date.now() - allWaitAt > MINUTES * 30_000) music = await recordMusic(CALLERS);
        await pause(LOOK_EVERY_MS);
      }
      const overAt = Date.now();
      await centre.hangUpAll();
      await centre.stopServer();
      const heard = await announcements(centre.dataDir, begunAt, overAt);
      return figuresOf({ looks, music: (await music?.()) ?? [], heard, report });
    } finally {
      await centre.stop();
    }
  },
};

interface Heard {
  /** Contacts that were queued, and how many of them were still waiting at the end of the soak. */
  readonly contacts: number;
  readonly waiting: number;
  /** Announcements that should have been heard and were not. */
  readonly missed: number;
  readonly asked: number;
  readonly latenessMs: readonly number[];
}

/** From the journal: of each contact, from queueing to the end of the soak. */
function announcements(dataDir: string, fromAt: number, overAt: number): Promise<Heard> {
  return withStores(dataDir, async ({ journal }) => {
    const times = new Map<string, number[]>();
    // The core's own events say who waits: whoever hung up, or was sent away, is no caller whose silence may be forgiven.
    const acd = createAcd();
    for (const { type, at, contactId, payload } of journalEntries(journal)) {
      if (type.startsWith("acd.") && at <= overAt) decide(acd, upgradeEvent(payload), at);
      if (contactId === null || at < fromAt || at > overAt) continue;
      if (type === "acd.contact-queued") times.set(contactId, [at]);
      else if (type === "queue.announced") times.get(contactId)?.push(at);
    }
    let missed = 0;
    let asked = 0;
    const latenessMs: number[] = [];
    for (const [queuedAt = 0, ...announced] of times.values()) {
      asked += announced.length;
      const one = announcementsOfOne(PLAN, queuedAt, announced, overAt);
      missed += one.missed;
      latenessMs.push(...one.latenessMs);
    }
    const waiting = [...acd.queues.values()].reduce((sum, queue) => sum + queue.waitingCount, 0);
    return { contacts: times.size, waiting, missed, asked, latenessMs };
  });
}

function figuresOf(found: {
  readonly looks: readonly Looked[];
  readonly music: readonly number[];
  readonly heard: Heard;
  readonly report: (line: string) => void;
}) {
  const { looks, music, heard, report } = found;
  const early = looks[Math.floor(looks.length / 5)];
  const last = looks.at(-1);
  if (heard.contacts < CALLERS) throw new Error(`only ${heard.contacts} of ${CALLERS} callers waited`);
  if (heard.waiting < CALLERS) throw new Error(`only ${heard.waiting} of ${CALLERS} callers waited to the end`);
  if (early === undefined || last === undefined) throw new Error("the soak was too short to look at the memory");
  report(
    `${heard.contacts} callers, ${heard.asked} announcements, ${heard.missed} missed; server ${early.serverMb.toFixed(0)} then ${last.serverMb.toFixed(0)} MB, exchange ${early.pbxMb.toFixed(0)} then ${last.pbxMb.toFixed(0)} MB; music to ${music.length} callers`,
  );
  const remark = `${CALLERS} callers for ${MINUTES} minutes`;
  return [
    {
      name: "waiting-soak-missed",
      unit: "",
      value: heard.missed,
      remark: `of ${heard.asked} announcements; ${remark}`,
    },
    { name: "waiting-soak-lateness-p99", unit: "ms", value: percentile(heard.latenessMs, 0.99), remark },
    {
      name: "waiting-soak-memory",
      unit: "MB",
      value: last.serverMb,
      baseline: early.serverMb,
      remark: "of the server at the end; baseline: after a fifth of the time",
    },
    {
      name: "waiting-soak-music-p1",
      unit: "packets/s",
      value: percentile(music, 0.01),
      baseline: 50,
      remark: "of the caller one in a hundred is worse off than; baseline: uncut music",
    },
  ];
}

/** Resident set of a process (proc(5), statm). */
function residentMb(pid: number): number {
  const pages = Number(readFileSync(`/proc/${pid}/statm`, "utf8").split(" ")[1]);
  return (pages * PAGE_KB) / 1_024;
}
