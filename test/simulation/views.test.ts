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
import type { ContactId, QueueId, UserId } from "../../shared/domain/ids.ts";
import { asId } from "../../shared/domain/ids.ts";
import { played } from "./scenario-table.ts";

const contact = (id: string): ContactId => asId<ContactId>(id);
const agent = (id: string): UserId => asId<UserId>(id);
const service = asId<QueueId>("service");

const after = (given: string, rows: string): AcdState => played({ given, rows }).state;

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
    expect(queueSummary(state, service)).toEqual({
      waiting: 3,
      longestWaitSince: 10_000,
      signedInAgents: 1,
    });
    expect(queueSummary(createAcd(), service)).toEqual({ waiting: 0, longestWaitSince: null, signedInAgents: 0 });
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

  it("nobody is explained who is not there", () => {
    const state = after(ONE_QUEUE, QUEUE_OF_FOUR);
    expect(explainWaiting(state, contact("C2"), 31_000)).toMatchObject({ decidedAt: 31_000, chosen: null });
    expect(explainWaiting(state, contact("nobody"), 31_000)).toBeNull();
  });
});

describe("explanations of an offer", () => {
  it("never names more than five others", () => {
    const agents = Array.from({ length: 30 }, (_, n) => `a${n} works service:1`);
    const { offers } = played({
      given: `service\n${agents.join("\n")}`,
      rows: `0:00 | ${agents.map((line) => line.split(" service")[0]).join(", ")} | *\n0:01 | C1 calls service | ring C1>a0`,
    });
    expect(offers.at(-1)?.others).toHaveLength(5);
  });
});
