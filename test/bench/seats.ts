import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import { io } from "socket.io-client";
import { PROTOCOL_VERSION } from "../../shared/wire/console.ts";
import { journalEntries } from "../replay/journal-entries.ts";
import type { Bench } from "./bench-result.ts";
import { MixedCentre } from "./calls/mixed-centre.ts";
import { ANSWERED_DNIS, withStores } from "./calls/mixed-data.ts";

const SEATS = Number(process.env["BENCH_SEATS"] ?? 1_000);
const TALKS = Math.round(SEATS * 0.6);
const BOARDS = 20;
const CALLS_PER_SECOND = 20;
const RETURN_LIMIT_MS = 120_000;
const LOOK_AGAIN_MS = 50;
const CALL_LIMIT_MS = 900_000;

/** One supervisor's board: what comes in. */
class Board {
  readonly #socket: ReturnType<typeof io>;
  bytes = 0;
  pictures = 0;
  /** As large as a whole board is. */
  wholeBytes = 0;

  constructor(url: string, token: string) {
    this.#socket = io(url, {
      transports: ["websocket"],
      auth: { token, protocolVersion: PROTOCOL_VERSION, clientKind: "wallboard" },
      reconnectionDelayMax: 1_000,
    });
    this.#socket.on("wallboard", (board: object) => this.#took(board, true));
    this.#socket.on("wallboard-change", (change: object) => this.#took(change, false));
  }

  async open(): Promise<void> {
    await once(this.#socket as never, "wallboard");
  }

  #took(picture: object, isWhole: boolean): void {
    const bytes = Buffer.byteLength(JSON.stringify(picture));
    this.pictures += 1;
    this.bytes += bytes;
    if (isWhole) this.wholeBytes = bytes;
  }

  close(): void {
    this.#socket.close();
  }
}

/**
 * A centre of a thousand seats: what twenty supervisors' boards cost while twenty calls a second are answered, and how soon everybody is
 * back after the server was killed with six hundred talks.
 */
export const seats: Bench = {
  figures: ["board-bytes-per-second", "recovery-600-talks", "seats-back"],
  async run(report) {
    const centre = await MixedCentre.start({ agents: SEATS, announceEveryMs: 30_000 }, report);
    const boards = Array.from({ length: BOARDS }, () => new Board(centre.url, centre.api.token));
    try {
      await Promise.all(boards.map((board) => board.open()));
      const before = boards.map(({ bytes, pictures }) => ({ bytes, pictures }));
      const begunAt = performance.now();
      await centre.call({
        dnis: ANSWERED_DNIS,
        numbers: Array.from({ length: TALKS }, (_, index) => `+86138001${String(20_000 + index)}`),
        callsPerSecond: CALLS_PER_SECOND,
        hangUpAfterMs: null,
        limitMs: CALL_LIMIT_MS,
      });
      await lookUntil(() => talking(centre) >= TALKS, "everybody talks");
      const seconds = (performance.now() - begunAt) / 1_000;
      const bytes = boards.reduce((sum, board, index) => sum + board.bytes - (before[index]?.bytes ?? 0), 0);
      const pictures = boards.reduce((sum, board, index) => sum + board.pictures - (before[index]?.pictures ?? 0), 0);
      const whole = (pictures / BOARDS / seconds) * (boards[0]?.wholeBytes ?? 0);

      await centre.killServer();
      const startedAt = await centre.startServer();
      const isBack = () => [...centre.consoles.values()].filter(({ starts }) => starts >= 2).length;
      await lookUntil(() => isBack() === SEATS, "every console is back");
      const backMs = Date.now() - startedAt;
      report(`everybody back after ${backMs} ms, ${talking(centre)} of ${TALKS} talk`);
      if (talking(centre) < TALKS) throw new Error(`${TALKS - talking(centre)} talks are lost`);
      await centre.stopServer();
      const adoptedMs = await lastAdoption(centre.dataDir, startedAt);
      return [
        {
          name: "board-bytes-per-second",
          unit: "bytes",
          value: bytes / BOARDS / seconds,
          baseline: whole,
          remark: `to each of ${BOARDS} boards of ${SEATS} agents at ${CALLS_PER_SECOND} calls/s, ${(pictures / BOARDS / seconds).toFixed(1)} pictures a second; baseline: each a whole board`,
        },
        {
          name: "recovery-600-talks",
          unit: "ms",
          value: adoptedMs,
          baseline: 3_000,
          remark: `from the start of the new process to the last of ${TALKS} adoptions; baseline is the limit for 200`,
        },
        {
          name: "seats-back",
          unit: "ms",
          value: backMs,
          remark: `from the start of the new process until all ${SEATS} consoles have their login again`,
        },
      ];
    } finally {
      for (const board of boards) board.close();
      await centre.stop();
    }
  },
};

function talking(centre: MixedCentre): number {
  return [...centre.consoles.values()].filter(({ view }) => view?.contact?.phase === "connected").length;
}

async function lookUntil(isSo: () => boolean, what: string): Promise<void> {
  const until = performance.now() + RETURN_LIMIT_MS;
  while (!isSo()) {
    if (performance.now() > until) throw new Error(`not within ${RETURN_LIMIT_MS} ms: ${what}`);
    await pause(LOOK_AGAIN_MS);
  }
}

function lastAdoption(dataDir: string, startedAt: number): Promise<number> {
  return withStores(dataDir, async ({ journal }) => {
    const adopted = [...journalEntries(journal)].filter(
      ({ type, at }) => type === "recovery.adopted" && at >= startedAt,
    );
    if (adopted.length !== TALKS) throw new Error(`${adopted.length} of ${TALKS} talks were adopted`);
    return Math.max(...adopted.map(({ at }) => at)) - startedAt;
  });
}
