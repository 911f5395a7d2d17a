import type { NotReadyReason } from "../../shared/domain/agent.ts";
import { NOT_READY_REASONS } from "../../shared/domain/agent.ts";
import type { RoutingExplanation } from "../../shared/domain/routing-explanation.ts";
import type { ContactId, OfferId, QueueId, TimerId, UserId } from "../../shared/domain/ids.ts";
import { asId } from "../../shared/domain/ids.ts";
import { decide } from "../../server/acd/acd.ts";
import { type AcdState, createAcd } from "../../server/acd/acd-state.ts";
import type { AcdEffect } from "../../server/acd/effects.ts";
import type { AcdEvent, OfferFailure } from "../../server/acd/events.ts";
import { agentFrom, alternativesFrom, numberAfter, queueFrom, secondsAfter } from "./scenario-words.ts";

/**
 * Routing cases written as a table a supervisor can read. One row: when | what happens | what follows.
 *
 *   Ann works service:1 sales:2 german=5     (in `given`: an agent with queues:preference and skill=level)
 *   service rings 15 wraps 0 promotes 600    (in `given`: a queue; also: max 5, a strategy, german=3 or english=5)
 *     , after 30 german=2 , after 60 also-in sales , full overflow sales , max-wait 120 voicemail , no-agents callback
 *     , closed goodbye , sends-away-at-closing , service-level 0.8 20      (its rules; `service:1r`: a reserve agent)
 *
 * `C1 for Ann rings 20 wraps 30` offers in person; `Ann switches C2 wraps 30` goes on with another contact.
 *
 * `C1 given-to Ann for 60` and `C1 taken-back` are a supervisor's doing.
 *
 * "..." lets time pass: timers that are due fire there and nowhere else. `C1 calls service` may be followed by
 * `headstart 90`, `vip`, `since 0:05`, `wants Ann for 30`, `german=3 or english=2`, `called-back`, `again-after C1`.
 */
export interface Scenario {
  readonly name: string;
  readonly given: string;
  /** When (m:ss) | what happens | what follows ("*": not looked at). */
  readonly rows: string;
}

export interface ScenarioRun {
  readonly state: AcdState;
  readonly problems: readonly string[];
  /** The explanations of all offers made. */
  readonly offers: readonly RoutingExplanation[];
}

/** `1:05` or `65` -> milliseconds. */
export function msOf(text: string): number {
  const [minutes, rest] = text.includes(":") ? text.split(":") : ["0", text];
  return Math.round((Number(minutes) * 60 + Number(rest)) * 1000);
}

function configured(lines: readonly string[]): AcdEvent {
  const agents = lines.filter((line) => / works /.test(line)).map(agentFrom);
  const queues = lines.filter((line) => line.trim() !== "" && !/ works /.test(line)).map(queueFrom);
  return { type: "configured", queues, agents };
}

const FAILURES: Readonly<Record<string, OfferFailure>> = {
  rejects: "rejected",
  unreachable: "unreachable",
  busy: "busy",
  fails: "failed",
  "no-answer": "no-answer",
};

function reasonFrom(word: string | undefined): NotReadyReason {
  const reason = NOT_READY_REASONS.find((known) => known === word);
  if (reason === undefined) throw new Error(`unknown reason ${word}`);
  return reason;
}

class Table {
  readonly state = createAcd();
  readonly offers: RoutingExplanation[] = [];
  readonly #timers = new Map<TimerId, number>();

  feed(event: AcdEvent, at: number): readonly AcdEffect[] {
    const effects = decide(this.state, event, at);
    for (const effect of effects) {
      if (effect.type === "offer") this.offers.push(effect.explanation);
      if (effect.type === "schedule") this.#timers.set(effect.timerId, effect.dueAt);
      if (effect.type === "cancel") this.#timers.delete(effect.timerId);
    }
    return effects;
  }

  /** The timer due first, up to `at`. */
  due(at: number): [TimerId, number] | undefined {
    return [...this.#timers]
      .filter(([, dueAt]) => dueAt <= at)
      .sort((a, b) => a[1] - b[1] || (a[0] < b[0] ? -1 : 1))[0];
  }

  passTime(at: number): AcdEffect[] {
    const effects: AcdEffect[] = [];
    for (let next = this.due(at); next !== undefined; next = this.due(at)) {
      this.#timers.delete(next[0]);
      effects.push(...this.feed({ type: "timer-fired", timerId: next[0] }, next[1]));
    }
    return effects;
  }

  offerTo(agent: string): OfferId {
    for (const [offerId, contact] of this.state.offers) {
      if (contact.agent?.agentId === agent) return offerId;
    }
    return asId<OfferId>("none.o1");
  }
}

function callFrom(words: readonly string[]): AcdEvent {
  const wanted = words[words.indexOf("wants") + 1];
  return {
    type: "contact-queued",
    contactId: asId<ContactId>(words[0] ?? ""),
    queueId: asId<QueueId>(words[2] ?? ""),
    requirements: alternativesFrom(words),
    headStartMs: numberAfter(words, "headstart", 0) * 1000,
    isVip: words.includes("vip"),
    preferredAgentId: words.includes("wants") && wanted !== undefined ? asId<UserId>(wanted) : null,
    preferredWaitMs: secondsAfter(words, "for", 0),
    isCallback: words.includes("called-back"),
    mergeWith: words.includes("again-after") ? asId<ContactId>(words[words.indexOf("again-after") + 1] ?? "") : null,
    waitingSince: words.includes("since") ? msOf(words[words.indexOf("since") + 1] ?? "0") : null,
  };
}

function reachability(agentId: UserId, lost: string | undefined): AcdEvent {
  return {
    type: "agent-reachability",
    agentId,
    phoneRegistered: lost !== "phone",
    consoleConnected: lost !== "console",
    microphoneReady: lost !== "microphone",
  };
}

/** One phrase of a row -> events. */
function eventsFrom(table: Table, phrase: string): readonly AcdEvent[] {
  const words = phrase.trim().split(/\s+/);
  const [subject = "", verb = "", object] = words;
  const agentId = asId<UserId>(subject);
  const contactId = asId<ContactId>(subject);
  const failure = FAILURES[verb];
  if (failure !== undefined) return [{ type: "offer-failed", offerId: table.offerTo(subject), failure }];
  switch (verb) {
    case "signs-in":
      return [reachability(agentId, undefined), { type: "agent-signed-in", agentId }];
    case "signs-out":
      return [{ type: "agent-signed-out", agentId }];
    case "ready":
      return [{ type: "agent-ready", agentId }];
    case "works":
      return [reachability(agentId, undefined), { type: "agent-signed-in", agentId }, { type: "agent-ready", agentId }];
    case "not-ready":
      return [{ type: "agent-not-ready", agentId, reason: reasonFrom(object) }];
    case "loses":
      return [reachability(agentId, object)];
    case "reachable":
      return [reachability(agentId, undefined)];
    case "dials":
      return [
        {
          type: "agent-dialing",
          agentId,
          contactId: asId<ContactId>(object ?? ""),
          wrapUpTimeoutMs: numberAfter(words, "wraps", 0) * 1000,
        },
      ];
    case "switches":
      return [
        {
          type: "agent-switched",
          agentId,
          contactId: asId<ContactId>(object ?? ""),
          wrapUpTimeoutMs: numberAfter(words, "wraps", 0) * 1000,
        },
      ];
    case "for":
      return [
        {
          type: "contact-direct",
          agentId: asId<UserId>(object ?? ""),
          contactId,
          offerId: asId<OfferId>(`${subject}.d1`),
          ringTimeoutMs: numberAfter(words, "rings", 20) * 1000,
          wrapUpTimeoutMs: numberAfter(words, "wraps", 0) * 1000,
        },
      ];
    case "answers":
      return [{ type: "offer-answered", offerId: table.offerTo(subject) }];
    case "done":
      return [{ type: "wrap-up-done", agentId, contactId: asId<ContactId>(object ?? "") }];
    case "calls":
      return [callFrom(words)];
    case "opens":
    case "closes":
      return [{ type: "queue-hours", queueId: asId<QueueId>(subject), open: verb === "opens" }];
    case "wants-callback":
      return [{ type: "contact-callback", contactId }];
    case "goes-to":
      return [{ type: "contact-redirected", contactId, queueId: asId<QueueId>(object ?? "") }];
    case "given-to":
    case "taken-back":
      return [
        {
          type: "contact-given",
          contactId,
          agentId: verb === "taken-back" ? null : asId<UserId>(object ?? ""),
          by: { userId: asId<UserId>("sue"), displayName: "Sue" },
          waitMs: secondsAfter(words, "for", 120),
        },
      ];
    case "leaves":
      return [{ type: "contact-left", contactId }];
    case "ends":
      return [{ type: "contact-ended", contactId }];
    case "fires":
      return [{ type: "timer-fired", timerId: asId<TimerId>(subject) }];
    default:
      throw new Error(`cannot read "${phrase}"`);
  }
}

/** Effects in words; timers and the state `offered` (a ring says it) are left out. */
function inWords(effect: AcdEffect): string | null {
  switch (effect.type) {
    case "offer":
      return [
        `ring ${effect.contactId}>${effect.agentId}`,
        effect.viaQueueId === effect.queueId ? null : `via ${effect.viaQueueId}`,
        effect.isCallback ? "as-callback" : null,
      ]
        .filter((word) => word !== null)
        .join(" ");
    case "withdraw-offer":
      return `stop ${effect.contactId}>${effect.agentId} ${effect.because}`;
    case "agent-changed": {
      const { agentId, state, reason, contactId, pendingNotReady } = effect.status;
      if (state === "offered") return null;
      const busyWith =
        state === "on-contact" ? `talks ${contactId}` : state === "wrap-up" ? `wraps-up ${contactId}` : state;
      return [agentId, busyWith, reason, pendingNotReady === null ? null : `then ${pendingNotReady}`]
        .filter((word) => word !== null)
        .join(" ");
    }
    case "contact-waiting":
      return `${effect.contactId} waits`;
    case "contact-refused":
      return `${effect.contactId} refused ${effect.because}`;
    case "contact-treated":
      return `${effect.contactId} ${effect.because} ${effect.treatment.kind}`;
    case "contact-moved":
      return `${effect.contactId} ${effect.because} moves-to ${effect.queueId}`;
    case "contact-merged":
      return `${effect.contactId} merged-into ${effect.intoContactId}`;
    case "callback-promised":
      return `${effect.contactId} is-called-back`;
    case "illegal":
      return `illegal ${effect.event} from ${effect.from}`;
    case "schedule":
    case "cancel":
      return null;
  }
}

/** Runs a table; every row whose outcome differs is a problem, in words. */
export function runScenario(given: string, rows: string): ScenarioRun {
  const table = new Table();
  const problems: string[] = [];
  table.feed(configured(given.split("\n")), 0);
  for (const row of rows.split("\n").filter((line) => line.includes("|"))) {
    const [when = "", what = "", follows = ""] = row.split("|").map((cell) => cell.trim());
    const at = msOf(when);
    const effects: AcdEffect[] = [];
    if (what === "...") {
      if (table.due(at) === undefined && follows !== "") problems.push(`${row.trim()}: no timer is due`);
      effects.push(...table.passTime(at));
    } else {
      const late = table.due(at - 1);
      if (late !== undefined) problems.push(`${row.trim()}: timer ${late[0]} was due before, say so with "..."`);
      const events = what.startsWith("config ")
        ? [configured(what.slice(7).split(";"))]
        : what.split(",").flatMap((phrase) => eventsFrom(table, phrase));
      for (const event of events) effects.push(...table.feed(event, at));
    }
    const happened = effects
      .map(inWords)
      .filter((words) => words !== null)
      .join(", ");
    if (follows !== "*" && happened !== follows) problems.push(`${row.trim()}\n    happened: ${happened}`);
  }
  return { state: table.state, problems, offers: table.offers };
}

/** The same, for tables that must hold: throws with every row that does not. */
export function played({ given, rows }: Pick<Scenario, "given" | "rows">): ScenarioRun {
  const run = runScenario(given, rows);
  if (run.problems.length > 0) throw new Error(`not as the table says:\n${run.problems.join("\n")}`);
  return run;
}
