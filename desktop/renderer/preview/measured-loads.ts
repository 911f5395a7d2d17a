import { asId, type ContactId, type OfferId } from "../../../shared/domain/ids.ts";
import type { EpochMs } from "../../../shared/domain/time.ts";
import type { ConsoleContact } from "../../../shared/wire/console.ts";
import type { Wallboard } from "../../../shared/wire/wallboard-schemas.ts";
import { boardOf } from "./board-of.ts";
import type { FakePhonePort } from "./fake-phone.ts";
import type { FakeServer } from "./fake-server.ts";
import { contact, vip } from "./fixtures.ts";

/** Loads under which the bench measures the renderer: what the server would send, and more of it. */

const BOARDS_A_SECOND = 500;
const RUSH_TICK_MS = 10;
const RUSH_AGENTS = 60;
const RUSH_BOARDS = 100;
/** An eight-hour shift of a busy agent: a call every two minutes. */
const CALLS_A_SHIFT = 240;
const BOARDS_A_CALL = 20;

/**
 * 500 boards a second, each with other figures, made beforehand: what is measured is the console, not its source. `data-sent` of
 * the document tells how many there were.
 */
export function startRush(server: FakeServer, now: EpochMs): void {
  const whole = boardOf({ queues: 7, agents: RUSH_AGENTS, now });
  const boards = Array.from({ length: RUSH_BOARDS }, (_, index) => changed(whole, index, now));
  const began = performance.now();
  let seq = 1;
  setInterval(() => {
    // As many as are due: a timer that comes late must not lighten the load.
    const due = ((performance.now() - began) * BOARDS_A_SECOND) / 1_000;
    for (; seq <= due; seq += 1) {
      const board = boards[seq % boards.length];
      if (board !== undefined) server.emit("wallboard", { ...board, seq, serverNow: now + seq });
    }
    document.documentElement.dataset["sent"] = String(seq);
  }, RUSH_TICK_MS);
}

function changed(board: Wallboard, index: number, now: EpochMs): Wallboard {
  const copy = structuredClone(board);
  const queue = copy.queues[index % copy.queues.length];
  const agent = copy.agents[index % copy.agents.length];
  if (queue !== undefined) queue.answered += index;
  if (agent !== undefined) agent.status = { ...agent.status, since: now - (index % 900) * 1_000 };
  return copy;
}

/**
 * A shift after the other: offer, ring, answer, talk, wrap-up, ready, with boards between. `data-shifts` of the document
 * counts those that are over; the agent is idle then until the event `next-shift`, so that each is weighed at the same desk.
 */
export function startShift(server: FakeServer, phone: FakePhonePort, now: EpochMs): void {
  let call = 0;
  const step = (index: number): void => {
    const phase = (["offered", "connected", "wrap-up", null] as const)[index % 4] ?? null;
    if (phase === "offered") call += 1;
    // What the fakes remember is not the console's memory.
    server.commands.length = 0;
    server.painted.length = 0;
    phone.calls.length = 0;
    server.push({ contact: phase === null ? null : ofCall(call, phase, now) });
    if (phase === "offered") phone.ring(`call-${call}`, callId(call));
    if (phase === "connected") phone.establish(`call-${call}`);
    if (phase === "wrap-up") phone.end(`call-${call}`);
    for (let board = 0; board < BOARDS_A_CALL / 4; board += 1)
      server.emit("wallboard", boardOf({ queues: 5, agents: 30, now, seq: call * BOARDS_A_CALL + board }));
    // Every step is painted, as a real one is.
    const next = (): void => {
      requestAnimationFrame(() => setTimeout(() => step(index + 1)));
    };
    if (phase !== null || call % CALLS_A_SHIFT > 0) {
      next();
      return;
    }
    document.documentElement.dataset["shifts"] = String(call / CALLS_A_SHIFT);
    document.addEventListener("next-shift", next, { once: true });
  };
  step(0);
}

function callId(call: number): ContactId {
  return asId<ContactId>(`c-shift-${call}`);
}

function ofCall(call: number, phase: "offered" | "connected" | "wrap-up", now: EpochMs): ConsoleContact {
  const base = contact(now, phase, vip(now));
  return {
    ...base,
    context: { ...base.context, contactId: callId(call) },
    offerId: phase === "offered" ? asId<OfferId>(`${callId(call)}.o1`) : null,
    draft: { disposition: null, note: `Call ${call}: ${"what was said ".repeat(20)}` },
  };
}
