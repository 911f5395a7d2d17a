import { describe, expect, it } from "vitest";
import {
  agentStatus,
  agentStatuses,
  explainWaiting,
  queueSummary,
  queueView,
  waitingPosition,
} from "../../server/acd/views.ts";
import { type AcdState, createAcd } from "../../server/acd/acd-state.ts";
import type { RoutingExplanation } from "../../shared/domain/routing-explanation.ts";
import type { ContactId, QueueId, UserId } from "../../shared/domain/ids.ts";
import { asId } from "../../shared/domain/ids.ts";
import { runScenario } from "./scenario-table.ts";

const contact = (id: string): ContactId => asId<ContactId>(id);
const agent = (id: string): UserId => asId<UserId>(id);
const service = asId<QueueId>("service");

function after(given: string, rows: string): AcdState {
  const { state, problems } = runScenario(given, rows);
  expect(problems).toEqual([]);
  return state;
}

const others = (explanation: RoutingExplanation | null): string[] =>
  (explanation?.others ?? []).map((other) => `${other.agentId} ${other.because}`);

const QUEUE_OF_FOUR = `
  0:00 | Ann works                          | *
  0:01 | C1 calls service                   | ring C1>Ann
  0:10 | C2 calls service                   | C2 waits
  0:20 | C3 calls service                   | C3 waits
  0:30 | V1 calls service headstart 15 vip  | V1 waits`;
const ONE_QUEUE = "service rings 300 promotes 60\nAnn works service:1\nBob works service:1";

describe("views of the routing core", () => {
  it("the summary counts who waits, since the oldest of them came; ringing ones wait no more", () => {
    const state = after(ONE_QUEUE, QUEUE_OF_FOUR);
    expect(queueSummary(state, service)).toEqual({ waiting: 3, longestWaitSince: 10_000 });
    expect(queueSummary(createAcd(), service)).toEqual({ waiting: 0, longestWaitSince: null });
  });

  it("position counts everybody served earlier, ringing ones too, and changes with promotion", () => {
    const state = after(ONE_QUEUE, QUEUE_OF_FOUR);
    const positions = (at: number): (number | undefined)[] =>
      ["C1", "C2", "V1", "C3"].map((id) => waitingPosition(state, contact(id), at)?.position);
    expect(positions(31_000)).toEqual([1, 2, 3, 4]);
    // C1, C2 and C3 are over the limit of 60 s, the VIP is not.
    expect(positions(85_000)).toEqual([1, 2, 4, 3]);
    expect(waitingPosition(state, contact("C2"), 31_000)).toEqual({
      queueId: service,
      position: 2,
      waitingSince: 10_000,
      ahead: 1,
    });
    expect(waitingPosition(state, contact("nobody"), 31_000)).toBeNull();
  });

  it("a queue shows its numbers and its first callers in true order", () => {
    const state = after(ONE_QUEUE, QUEUE_OF_FOUR);
    const view = queueView(state, service, 31_000);
    expect(view).toMatchObject({ waiting: 3, offered: 1, longestWaitMs: 30_000, readyAgents: 0, signedInAgents: 1 });
    expect(view?.contacts.map((one) => `${one.contactId} ${one.state}`)).toEqual([
      "C1 offered",
      "C2 waiting",
      "V1 waiting",
      "C3 waiting",
    ]);
    expect(view?.contacts[2]).toEqual({
      contactId: "V1",
      waitingSince: 30_000,
      headStartMs: 15_000,
      isVip: true,
      promoted: false,
      isCallback: false,
      isGuest: false,
      state: "waiting",
    });
    expect(queueView(state, service, 85_000)?.contacts.map((one) => one.contactId)).toEqual(["C1", "C2", "C3", "V1"]);
    expect(queueView(state, asId<QueueId>("nowhere"), 0)).toBeNull();
  });

  it("a long queue shows the first 50", () => {
    const rows = Array.from(
      { length: 80 },
      (_, n) => `0:${10 + (n % 50)} | c${n} calls service headstart ${n} | c${n} waits`,
    )
      .sort()
      .join("\n");
    const state = after("service max 100 promotes 900", rows);
    const shown = queueView(state, service, 70_000)?.contacts ?? [];
    expect(shown).toHaveLength(50);
    expect(shown.map((one) => waitingPosition(state, one.contactId, 70_000)?.position)).toEqual(
      Array.from({ length: 50 }, (_, n) => n + 1),
    );
  });

  it("statuses in the order of the configuration", () => {
    const state = after(ONE_QUEUE, QUEUE_OF_FOUR);
    expect(agentStatuses(state).map((one) => `${one.agentId} ${one.state}`)).toEqual(["Ann offered", "Bob signed-out"]);
    expect(agentStatus(state, agent("Ann"))).toEqual({
      agentId: "Ann",
      state: "offered",
      reason: null,
      since: 1_000,
      contactId: "C1",
      pendingNotReady: null,
    });
    expect(agentStatus(state, agent("Zoe"))).toBeNull();
  });

  it("explains why a caller waits: who missed them, who is busy, absent or lacks a skill", () => {
    const state = after(
      `service german=3
       Ann works service:1 german=5
       Bob works service:1 german=5
       Cyd works service:1 german=5
       Dan works service:1 fibre=5
       Eve works service:1 german=5`,
      `0:00 | Ann works, Bob works, Cyd signs-in, Dan works | *
       0:01 | C1 calls service                              | ring C1>Ann
       0:02 | C2 calls service vip headstart 20             | ring C2>Bob
       0:03 | Bob rejects                                   | *
       0:04 | Bob ready                                     | Bob ready`,
    );
    const explanation = explainWaiting(state, contact("C2"), 8_000);
    expect(explanation).toMatchObject({
      decidedAt: 8_000,
      waitedMs: 6_000,
      headStartMs: 20_000,
      promoted: false,
      rule: "most-skilled",
      chosen: null,
    });
    expect(others(explanation)).toEqual(["Bob just-missed-it", "Ann busy", "Cyd not-ready", "Dan lacks-skill"]);
    expect(explainWaiting(state, contact("nobody"), 8_000)).toBeNull();
  });
});

describe("explanations of an offer", () => {
  function offerOf(given: string, rows: string): RoutingExplanation | undefined {
    return runScenario(given, rows).offers.at(-1);
  }

  it("by idle time", () => {
    const explanation = offerOf(
      "service\nAnn works service:1 fibre=9\nBob works service:1\nCyd works service:2",
      "0:00 | Bob works | *\n0:01 | Ann works, Cyd works | *\n0:10 | C1 calls service | ring C1>Bob",
    );
    expect(explanation).toMatchObject({
      rule: "longest-idle",
      waitedMs: 0,
      chosen: { agentId: "Bob", idleMs: 10_000, skillSum: 0 },
    });
    expect(others(explanation ?? null)).toEqual(["Ann idle-shorter", "Cyd less-preferred"]);
  });

  it("by skill", () => {
    const explanation = offerOf(
      "service most-skilled fibre=1\nAnn works service:1 fibre=9\nBob works service:1 fibre=4\nCyd works service:1 fibre=9\nDan works service:1",
      "0:00 | Bob works, Dan works | *\n0:01 | Ann works | *\n0:02 | Cyd works | *\n0:10 | C1 calls service | ring C1>Ann",
    );
    expect(explanation).toMatchObject({ rule: "most-skilled", chosen: { agentId: "Ann", skillSum: 9 } });
    expect(others(explanation ?? null).sort()).toEqual(["Bob less-skilled", "Cyd idle-shorter", "Dan lacks-skill"]);
  });

  it("by the caller's own agent, and by who became free", () => {
    const own = offerOf(
      "service\nAnn works service:1\nBob works service:1",
      "0:00 | Ann works | *\n0:01 | Bob works | *\n0:02 | C1 calls service wants Bob | ring C1>Bob",
    );
    expect(own?.rule).toBe("preferred-agent");
    expect(others(own ?? null)).toEqual(["Ann less-preferred"]);
    const freed = offerOf(
      "service promotes 5\nAnn works service:1",
      "0:00 | C1 calls service | C1 waits\n0:07 | Ann works | *",
    );
    expect(freed).toMatchObject({ rule: "next-free", waitedMs: 7_000, promoted: true, others: [] });
  });

  it("never names more than five others", () => {
    const agents = Array.from({ length: 30 }, (_, n) => `a${n} works service:1`);
    const explanation = offerOf(
      `service\n${agents.join("\n")}`,
      `0:00 | ${agents.map((line) => line.split(" service")[0]).join(", ")} | *\n0:01 | C1 calls service | ring C1>a0`,
    );
    expect(explanation?.others).toHaveLength(5);
  });
});
