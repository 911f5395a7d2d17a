import { expect, test } from "vitest";
import { decide } from "../../server/acd/acd.ts";
import { createAcd } from "../../server/acd/acd-state.ts";
import { standing } from "../../server/acd/standing.ts";
import { StandingMoment } from "../../server/acd/standing-moment.ts";
import type { AcdEvent } from "../../server/acd/events.ts";
import { promiseScore, type KeptPromise } from "../../server/estimates/promise-score.ts";
import { QueueHistory } from "../../server/estimates/queue-history.ts";
import { estimateWait } from "../../server/estimates/wait-estimate.ts";
import { asId, type ContactId, type OfferId, type QueueId, type UserId } from "../../shared/domain/ids.ts";
import { agentFrom, queueFrom } from "./scenario-words.ts";
import { seededRandom } from "./seeded-random.ts";
import { simulationSeed } from "./simulation-seed.ts";

interface Centre {
  readonly calls: number;
  readonly agents: number;
  /** Offered load by agent: below 1 without patience, or the line grows for ever. */
  readonly load: number;
  readonly handlingMs: number;
  readonly patienceMs: number | null;
  readonly vipShare: number;
  readonly headStartMs: number;
  /** Fixed length instead of exponential. */
  readonly fixedHandling?: boolean;
}

const QUEUE = asId<QueueId>("q");

type Happening =
  | { readonly kind: "arrival" }
  | { readonly kind: "over"; readonly contactId: ContactId; readonly agentId: UserId }
  | { readonly kind: "gives-up"; readonly contactId: ContactId };

/** Callers of the routing core itself, each told on arrival how long it will take by what the queue's last calls were like. */
function play(centre: Centre): { readonly all: readonly KeptPromise[]; readonly vips: readonly KeptPromise[] } {
  const random = seededRandom(simulationSeed());
  const acd = createAcd();
  const history = new QueueHistory();
  const promises: (KeptPromise & { readonly vip: boolean })[] = [];
  const waiting = new Map<ContactId, { at: number; vip: boolean; promise: { p50Ms: number; p90Ms: number } | null }>();
  const agenda: { readonly at: number; readonly what: Happening }[] = [];
  let now = 0;
  let calls = 0;
  const later = (delayMs: number, what: Happening): void => {
    const at = now + delayMs;
    let place = agenda.length;
    while (place > 0 && (agenda[place - 1]?.at ?? 0) < at) place -= 1;
    agenda.splice(place, 0, { at, what });
  };
  const ended = (contactId: ContactId, answered: boolean): void => {
    const caller = waiting.get(contactId);
    if (!caller) return;
    waiting.delete(contactId);
    const waitedMs = now - caller.at;
    history.waitEnded(waitedMs, !answered);
    // The first calls find an empty centre and an empty history.
    if (caller.promise && calls > 500) promises.push({ ...caller.promise, waitedMs, answered, vip: caller.vip });
  };
  const submit = (event: AcdEvent): void => {
    for (const effect of decide(acd, event, now)) {
      if (effect.type !== "offer") continue;
      submit({ type: "offer-answered", offerId: asId<OfferId>(effect.offerId) });
      ended(effect.contactId, true);
      const tookMs = centre.fixedHandling === true ? centre.handlingMs : random.exponential(centre.handlingMs);
      history.handled(tookMs);
      later(tookMs, { kind: "over", contactId: effect.contactId, agentId: effect.agentId });
    }
  };
  const arrive = (): void => {
    calls += 1;
    const contactId = asId<ContactId>(`c${calls}`);
    const vip = random.chance(centre.vipShare);
    const headStartMs = vip ? centre.headStartMs : 0;
    history.arrived(now, headStartMs);
    waiting.set(contactId, { at: now, vip, promise: null });
    submit({
      type: "contact-queued",
      contactId,
      queueId: QUEUE,
      requirements: [],
      headStartMs,
      isVip: false,
      preferredAgentId: null,
      preferredWaitMs: 0,
      isCallback: false,
      mergeWith: null,
      waitingSince: null,
    });
    const caller = waiting.get(contactId);
    if (caller) {
      const place = standing(acd, contactId, new StandingMoment(now, () => 0));
      caller.promise =
        place &&
        estimateWait({
          ...place,
          handling: history.handling(),
          abandonRatePerMs: history.abandonRatePerMs(),
          arrivals: history.arrivals(now, headStartMs),
        });
      if (centre.patienceMs !== null) later(random.exponential(centre.patienceMs), { kind: "gives-up", contactId });
    }
    if (calls < centre.calls)
      later(random.exponential(centre.handlingMs / centre.agents / centre.load), { kind: "arrival" });
  };
  const agents = Array.from({ length: centre.agents }, (_, n) => agentFrom(`agent${n} works q:1`));
  submit({ type: "configured", queues: [queueFrom("q max 1000000 promotes 180")], agents });
  for (const { agentId } of agents) {
    submit({ type: "agent-signed-in", agentId });
    submit({
      type: "agent-reachability",
      agentId,
      phoneRegistered: true,
      consoleConnected: true,
      microphoneReady: true,
    });
    submit({ type: "agent-ready", agentId });
  }
  later(0, { kind: "arrival" });
  for (let next = agenda.pop(); next; next = agenda.pop()) {
    now = next.at;
    const { what } = next;
    if (what.kind === "arrival") arrive();
    else if (what.kind === "over") {
      submit({ type: "contact-ended", contactId: what.contactId });
      submit({ type: "wrap-up-done", agentId: what.agentId, contactId: what.contactId });
    } else if (waiting.has(what.contactId)) {
      ended(what.contactId, false);
      submit({ type: "contact-left", contactId: what.contactId });
    }
  }
  return { all: promises, vips: promises.filter(({ vip }) => vip) };
}

const PLAIN = {
  calls: 30_000,
  agents: 10,
  load: 0.9,
  handlingMs: 240_000,
  patienceMs: null,
  vipShare: 0,
  headStartMs: 0,
};

// Coverage of the upper end near 0.9 and of the lower end near 0.5, for all callers and for those with a head start.
test.each<readonly [string, Centre]>([
  ["M/M/10, load 0.9", PLAIN],
  ["M/M/10, load 0.97", { ...PLAIN, load: 0.97 }],
  ["M/M/3, load 0.85", { ...PLAIN, agents: 3, load: 0.85 }],
  ["M/M/50, load 0.97", { ...PLAIN, agents: 50, load: 0.97 }],
  ["M/M/10, 20 % VIPs with 90 s head start", { ...PLAIN, load: 0.95, vipShare: 0.2, headStartMs: 90_000 }],
  ["M/M/10, 50 % VIPs with 90 s head start", { ...PLAIN, load: 0.95, vipShare: 0.5, headStartMs: 90_000 }],
  ["M/M/10+M, overload 1.2, patience 3 min", { ...PLAIN, load: 1.2, patienceMs: 180_000 }],
  [
    "M/M/10+M, overload 1.2, 20 % VIPs",
    { ...PLAIN, load: 1.2, patienceMs: 180_000, vipShare: 0.2, headStartMs: 90_000 },
  ],
])("%s: nine of ten wait no longer than told, five of ten no longer than the lower end", (name, centre) => {
  const { all, vips } = play(centre);
  const score = promiseScore(all);
  const vipScore = promiseScore(vips);
  console.info(
    `${name}: ${score.promises} promises, within upper ${score.withinUpper?.toFixed(3)}, within lower ${score.withinLower?.toFixed(3)}, ` +
      `bias ${((score.biasMs ?? 0) / 1000).toFixed(0)} s; VIPs ${vipScore.withinUpper?.toFixed(3) ?? "-"}`,
  );
  expect(score.promises).toBeGreaterThan(2_000);
  expect(score.withinUpper).toBeGreaterThan(0.88);
  expect(score.withinUpper).toBeLessThan(0.95);
  expect(score.withinLower).toBeGreaterThan(0.45);
  expect(score.withinLower).toBeLessThan(0.62);
  if (vips.length > 0) expect(vipScore.withinUpper).toBeGreaterThan(0.88);
});

test("calls of one length (M/D/10, load 0.95) end more regularly than is assumed: the promise errs to the safe side, by little", () => {
  const score = promiseScore(play({ ...PLAIN, load: 0.95, fixedHandling: true }).all);
  expect(score.withinUpper).toBeGreaterThan(0.9);
  expect(score.withinUpper).toBeLessThan(0.98);
});
