import { describe, expect, it } from "vitest";
import { played, runScenario, type Scenario } from "./scenario-table.ts";

/** Each row: when (m:ss) | what happens | what follows ("*": not looked at). See scenario-table.ts for the words. */
const scenarios: readonly Scenario[] = [
  {
    name: "a caller is rung through, answered, wrapped up, and the next one follows at once",
    given: `service rings 15 wraps 30
            Ann works service:1`,
    rows: `
      0:00 | Ann works        | *
      0:01 | C1 calls service | ring C1>Ann
      0:02 | C2 calls service | C2 waits
      0:05 | Ann answers      | Ann talks C1
      1:00 | C1 ends          | Ann wraps-up C1
      1:30 | ...              | Ann ready, ring C2>Ann
      1:31 | Ann answers      | Ann talks C2
      2:00 | C2 ends          | Ann wraps-up C2
      2:10 | Ann done C2      | Ann ready
      2:11 | Ann done C2      | illegal wrap-up-done from ready`,
  },
  {
    name: "agents who sign in are not ready until they say so and can be reached",
    given: `service
            Ann works service:1`,
    rows: `
      0:00 | C1 calls service     | C1 waits
      0:01 | Ann loses phone      |
      0:02 | Ann ready            | illegal agent-ready from signed-out:phone-unreachable
      0:03 | Ann loses console    |
      0:04 | Ann signs-in         | Ann not-ready just-signed-in
      0:05 | Ann loses microphone |
      0:06 | Ann ready            | illegal agent-ready from not-ready:phone-unreachable
      0:07 | Ann reachable        |
      0:08 | Ann ready            | Ann ready, ring C1>Ann`,
  },
  {
    name: "a call for one agent in person rings them, and nobody else when they do not take it",
    given: `service rings 15
            Ann works service:1
            Bob works service:1`,
    rows: `
      0:00 | Ann works, Bob works       | *
      0:01 | T1 for Ann rings 20 wraps 5 | ring T1>Ann
      0:21 | ...                        | stop T1>Ann no-answer, Ann not-ready ring-no-answer, T1 refused agent-unavailable
      0:22 | T2 for Bob rings 20 wraps 5 | ring T2>Bob
      0:23 | T3 for Bob                 | T3 refused agent-unavailable
      0:24 | Bob answers                | Bob talks T2
      0:30 | T2 ends                    | Bob wraps-up T2
      0:35 | ...                        | Bob ready`,
  },
  {
    name: "who is not ready may be rung in person and is not ready again afterwards",
    given: `service rings 15
            Ann works service:1`,
    rows: `
      0:00 | Ann works           | *
      0:01 | Ann not-ready lunch | Ann not-ready lunch
      0:02 | T1 for Ann          | ring T1>Ann
      0:03 | T1 leaves           | stop T1>Ann caller-left, Ann not-ready lunch
      0:04 | T2 for Ann          | ring T2>Ann
      0:05 | Ann busy            | stop T2>Ann busy, Ann not-ready lunch, T2 refused agent-unavailable
      0:06 | T3 for Ann          | ring T3>Ann
      0:07 | Ann answers         | Ann talks T3 then lunch
      0:08 | T3 ends             | Ann not-ready lunch`,
  },
  {
    name: "an agent goes from one call to another without a moment in which they could be rung",
    given: `service rings 15 wraps 30
            Ann works service:1`,
    rows: `
      0:00 | Ann works             | *
      0:01 | C1 calls service      | ring C1>Ann
      0:02 | Ann answers           | Ann talks C1
      0:03 | C2 calls service      | C2 waits
      0:04 | Ann switches C3       | Ann talks C3
      0:05 | C1 ends               | illegal contact-ended from unknown
      0:06 | C3 ends               | Ann ready, ring C2>Ann
      0:07 | Ann answers           | Ann talks C2
      0:08 | C2 ends               | Ann wraps-up C2
      0:09 | Ann switches C4 wraps 5 | Ann talks C4
      0:10 | C4 ends               | Ann wraps-up C4
      0:15 | ...                   | Ann ready
      0:16 | Ann switches C5       | illegal agent-switched from ready`,
  },
  {
    name: "nobody answers: the caller keeps age and place, the agent is taken out",
    given: `service rings 15
            Ann works service:1
            Bob works service:1`,
    rows: `
      0:00 | Ann works        | *
      0:01 | C1 calls service | ring C1>Ann
      0:02 | C2 calls service | C2 waits
      0:16 | ...              | stop C1>Ann no-answer, Ann not-ready ring-no-answer, C1 waits
      0:20 | Bob works        | Bob not-ready just-signed-in, Bob ready, ring C1>Bob
      0:21 | Ann ready        | Ann ready, ring C2>Ann`,
  },
  {
    name: "each way a ring can fail has its own consequence",
    given: `service
            Ann works service:1`,
    rows: `
      0:00 | Ann works                | *
      0:00 | C1 calls service         | ring C1>Ann
      0:01 | Ann rejects              | stop C1>Ann rejected, Ann not-ready rejected-offer, C1 waits
      0:02 | Ann ready                | Ann ready
      0:11 | ...                      | ring C1>Ann
      0:12 | Ann unreachable          | stop C1>Ann unreachable, Ann not-ready phone-unreachable, C1 waits
      0:13 | Ann ready                | Ann ready
      0:22 | ...                      | ring C1>Ann
      0:23 | Ann busy                 | stop C1>Ann busy, Ann ready, C1 waits
      0:24 | C2 calls service         | C2 waits
      0:28 | ...                      | ring C2>Ann
      0:29 | Ann fails                | stop C2>Ann failed, Ann ready, C2 waits
      0:33 | ...                      |
      0:34 | ...                      | ring C1>Ann
      0:35 | Ann not-ready lunch      | stop C1>Ann rejected, Ann not-ready rejected-offer, C1 waits`,
  },
  {
    name: "a caller who leaves while ringing costs the agent no place in turn",
    given: `service
            Ann works service:1
            Bob works service:1`,
    rows: `
      0:00 | Ann works        | *
      0:01 | Bob works        | *
      0:10 | C1 calls service | ring C1>Ann
      0:12 | C1 leaves        | stop C1>Ann caller-left, Ann ready
      0:13 | C2 calls service | ring C2>Ann
      0:14 | C2 leaves        | stop C2>Ann caller-left, Ann ready
      0:15 | C2 leaves        | illegal contact-left from unknown`,
  },
  {
    name: "a busy phone costs the agent no place in turn, only a short pause",
    given: `service
            Ann works service:1
            Bob works service:1`,
    rows: `
      0:00 | Ann works        | *
      0:01 | Bob works        | *
      0:02 | C1 calls service | ring C1>Ann
      0:03 | Ann busy         | stop C1>Ann busy, Ann ready, ring C1>Bob
      0:04 | C1 leaves        | stop C1>Bob caller-left, Bob ready
      0:08 | ...              |
      0:09 | C2 calls service | ring C2>Ann`,
  },
  {
    name: "a head start passes those who came up to that much earlier, nobody else",
    given: `service
            Ann works service:1`,
    rows: `
      0:00 | C1 calls service                  | C1 waits
      0:29 | C2 calls service                  | C2 waits
      0:31 | C3 calls service                  | C3 waits
      2:00 | V1 calls service headstart 90 vip | V1 waits
      2:01 | Ann works                         | Ann not-ready just-signed-in, Ann ready, ring C1>Ann
      2:02 | Ann answers, C1 ends              | Ann talks C1, Ann ready, ring C2>Ann
      2:03 | Ann answers, C2 ends              | Ann talks C2, Ann ready, ring V1>Ann
      2:04 | Ann answers, V1 ends              | Ann talks V1, Ann ready, ring C3>Ann`,
  },
  {
    name: "whoever waited past the limit is served before any head start, the oldest first",
    given: `service promotes 60
            Ann works service:1`,
    rows: `
      0:00 | C1 calls service                   | C1 waits
      0:01 | C2 calls service                   | C2 waits
      0:30 | V1 calls service headstart 300 vip | V1 waits
      1:00 | Ann works                          | Ann not-ready just-signed-in, Ann ready, ring C1>Ann
      1:00 | Ann answers, C1 ends               | Ann talks C1, Ann ready, ring V1>Ann
      1:01 | V2 calls service headstart 300 vip | V2 waits
      1:01 | Ann answers, V1 ends               | Ann talks V1, Ann ready, ring C2>Ann`,
  },
  {
    name: "an agent serves the preferred queue first, but a caller past the limit before all",
    given: `sales
            service promotes 60
            Ann works sales:1 service:2`,
    rows: `
      0:00 | S1 calls service    | S1 waits
      0:10 | S2 calls service    | S2 waits
      0:20 | A1 calls sales      | A1 waits
      0:30 | A2 calls sales      | A2 waits
      0:40 | Ann works           | Ann not-ready just-signed-in, Ann ready, ring A1>Ann
      0:41 | Ann answers         | Ann talks A1
      1:05 | A1 ends             | Ann ready, ring S1>Ann
      1:06 | Ann answers, S1 ends| Ann talks S1, Ann ready, ring A2>Ann`,
  },
  {
    name: "the agent idle for longest is rung; those who have the queue as first choice before the others",
    given: `service
            Ann works service:2
            Bob works service:1
            Cyd works service:1`,
    rows: `
      0:00 | Ann works        | *
      0:01 | Bob works        | *
      0:02 | Cyd works        | *
      0:10 | C1 calls service | ring C1>Bob
      0:11 | C2 calls service | ring C2>Cyd
      0:12 | C3 calls service | ring C3>Ann`,
  },
  {
    name: "the most skilled agent is rung where the queue says so, and always for VIPs",
    given: `expert most-skilled fibre=2
            service fibre=2
            Ann works expert:1 service:1 fibre=3
            Bob works expert:1 service:1 fibre=9
            Cyd works expert:1 service:1 fibre=9
            Dan works expert:1 service:1 fibre=1`,
    rows: `
      0:00 | Ann works            | *
      0:01 | Bob works            | *
      0:02 | Cyd works            | *
      0:03 | Dan works            | *
      0:10 | C1 calls expert      | ring C1>Bob
      0:11 | V1 calls service vip | ring V1>Cyd
      0:12 | C2 calls service     | ring C2>Ann
      0:13 | C3 calls service     | C3 waits`,
  },
  {
    name: "the caller's own agent wins when free, others help when not",
    given: `service
            Ann works service:1
            Bob works service:2`,
    rows: `
      0:00 | Ann works                  | *
      0:01 | Bob works                  | *
      0:02 | C1 calls service wants Bob | ring C1>Bob
      0:03 | C2 calls service wants Bob | ring C2>Ann
      0:04 | C3 calls service wants Bob | C3 waits`,
  },
  {
    name: "an agent who frees gets the first caller they can serve, not the first of all",
    given: `service
            Ann works service:1
            Bob works service:1 german=5`,
    rows: `
      0:00 | C1 calls service needs german=3 | C1 waits
      0:01 | C2 calls service                | C2 waits
      0:02 | Ann works                       | Ann not-ready just-signed-in, Ann ready, ring C2>Ann
      0:03 | C3 calls service                | C3 waits
      0:04 | Bob works                       | Bob not-ready just-signed-in, Bob ready, ring C1>Bob`,
  },
  {
    name: "losing console or phone: by what the agent is doing",
    given: `service wraps 10
            Ann works service:1`,
    rows: `
      0:00 | Ann works            | *
      0:01 | Ann loses console    | Ann not-ready console-disconnected
      0:02 | Ann reachable        |
      0:03 | Ann ready            | Ann ready
      0:04 | C1 calls service     | ring C1>Ann
      0:05 | Ann loses phone      | stop C1>Ann agent-gone, Ann not-ready phone-unreachable, C1 waits
      0:06 | Ann reachable        |
      0:07 | Ann ready            | Ann ready, ring C1>Ann
      0:08 | Ann answers          | Ann talks C1
      0:09 | Ann loses console    | Ann talks C1 then console-disconnected
      0:10 | Ann reachable        | Ann talks C1
      0:11 | Ann loses console    | Ann talks C1 then console-disconnected
      0:12 | C1 ends              | Ann wraps-up C1 then console-disconnected
      0:22 | ...                  | Ann not-ready console-disconnected`,
  },
  {
    name: "asking for a break during a call takes effect after wrap-up and can be taken back",
    given: `service wraps 10
            Ann works service:1`,
    rows: `
      0:00 | Ann works            | *
      0:01 | C1 calls service     | ring C1>Ann
      0:02 | Ann answers          | Ann talks C1
      0:03 | Ann not-ready break  | Ann talks C1 then break
      0:04 | Ann ready            | Ann talks C1
      0:05 | C1 ends              | Ann wraps-up C1
      0:06 | Ann not-ready lunch  | Ann wraps-up C1 then lunch
      0:15 | ...                  | Ann not-ready lunch`,
  },
  {
    name: "signing out: withdraws a ring, ends wrap-up, but not a conversation",
    given: `service wraps 10
            Ann works service:1`,
    rows: `
      0:00 | Ann works            | *
      0:01 | C1 calls service     | ring C1>Ann
      0:02 | Ann signs-out        | stop C1>Ann agent-gone, Ann signed-out, C1 waits
      0:03 | Ann works            | Ann not-ready just-signed-in, Ann ready, ring C1>Ann
      0:04 | Ann answers          | Ann talks C1
      0:05 | Ann signs-out        | illegal agent-signed-out from on-contact
      0:06 | C1 ends              | Ann wraps-up C1
      0:07 | Ann signs-out        | Ann signed-out
      0:20 | wrap:C1 fires        |`,
  },
  {
    name: "an outbound call takes the agent and gives back the state from before",
    given: `service
            Ann works service:1`,
    rows: `
      0:00 | Ann works             | *
      0:01 | Ann dials O1 wraps 20 | Ann talks O1
      0:02 | C1 calls service      | C1 waits
      0:30 | O1 ends               | Ann wraps-up O1
      0:50 | ...                   | Ann ready, ring C1>Ann
      0:51 | Ann dials O2          | illegal agent-dialing from offered
      0:52 | C1 leaves             | stop C1>Ann caller-left, Ann ready
      0:53 | Ann not-ready break   | Ann not-ready break
      0:54 | Ann dials O2          | Ann talks O2 then break
      0:55 | O2 ends               | Ann not-ready break`,
  },
  {
    name: "a full queue refuses who would have to wait, nobody else",
    given: `service max 1
            Ann works service:1`,
    rows: `
      0:00 | Ann works          | *
      0:01 | C1 calls service   | ring C1>Ann
      0:02 | C2 calls service   | C2 waits
      0:03 | C3 calls service   | C3 queue-full goodbye
      0:04 | C2 calls service   | C2 refused duplicate
      0:05 | C4 calls nowhere   | C4 refused unknown-queue
      0:06 | C2 leaves          |
      0:07 | C5 calls service   | C5 waits`,
  },
  {
    name: "a caller adopted after a restart keeps the age",
    given: `service
            Ann works service:1`,
    rows: `
      5:00 | C1 calls service            | C1 waits
      5:01 | C2 calls service since 1:00 | C2 waits
      5:02 | Ann works                   | Ann not-ready just-signed-in, Ann ready, ring C2>Ann`,
  },
  {
    name: "a change of configuration neither drops nor reorders callers, and matches at once",
    given: `service
            old
            Ann works old:1`,
    rows: `
      0:00 | C1 calls service                                                        | C1 waits
      0:01 | C2 calls service headstart 90                                           | C2 waits
      0:02 | C3 calls old                                                            | C3 waits
      0:03 | config service german=3; Ann works service:1; Bob works service:1 german=4 |
      0:04 | C4 calls old                                                            | C4 refused unknown-queue
      0:05 | Ann works                                                               | Ann not-ready just-signed-in, Ann ready, ring C3>Ann
      0:06 | Ann answers, C3 ends                                                    | Ann talks C3, Ann ready
      0:07 | Bob works                                                               | Bob not-ready just-signed-in, Bob ready, ring C2>Bob
      0:08 | config service; Ann works service:1; Bob works service:1                | ring C1>Ann
      0:09 | config service; Ann works service:1                                     | stop C2>Bob agent-gone, Bob signed-out, C2 waits
      0:09 | Bob ready                                                               | illegal agent-ready from unknown
      0:10 | Ann answers                                                             | Ann talks C1
      0:11 | config service                                                          |
      0:12 | C1 ends                                                                 | Ann signed-out
      0:13 | Ann signs-in                                                            | illegal agent-reachability from unknown, illegal agent-signed-in from unknown`,
  },
  {
    name: "hang-up and answer cross: no agent stays busy with nobody",
    given: `service wraps 5
            Ann works service:1`,
    rows: `
      0:00 | Ann works            | *
      0:01 | C1 calls service     | ring C1>Ann
      0:02 | Ann answers          | Ann talks C1
      0:03 | C1 leaves            | Ann wraps-up C1
      0:04 | C1 ends              | illegal contact-ended from wrap-up
      0:08 | ...                  | Ann ready
      0:09 | C2 calls service     | ring C2>Ann
      0:10 | C2 ends              | stop C2>Ann caller-left, Ann ready
      0:11 | Ann answers          | illegal offer-answered from offer-over
      0:12 | Ann rejects          | illegal offer-failed from offer-over
      0:13 | ring:C2.o1 fires     |`,
  },
];

describe("routing scenarios", () => {
  it.each(scenarios)("$name", (scenario) => {
    expect(() => played(scenario)).not.toThrow();
  });

  it("a table that is wrong is found out", () => {
    const { problems } = runScenario("service\nAnn works service:1", "0:00 | C1 calls service | ring C1>Ann");
    expect(problems).toHaveLength(1);
  });
});
