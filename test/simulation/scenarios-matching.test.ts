import { describe, expect, it } from "vitest";
import { played, type Scenario } from "./scenario-table.ts";

/** Who may serve whom, and which agent is chosen. Each row: when | what happens | what follows ("*": not looked at). */
const scenarios: readonly Scenario[] = [
  {
    name: "one alternative of several is enough, and all of it is needed",
    given: `service german=3 law=2 or english=5
            Ann works service:1 german=9 law=1
            Bob works service:1 english=5
            Cyd works service:1 german=3 law=2`,
    rows: `
      0:00 | Ann works        | *
      0:01 | C1 calls service | C1 waits
      0:02 | Bob works        | Bob not-ready just-signed-in, Bob ready, ring C1>Bob
      0:03 | C2 calls service | C2 waits
      0:04 | Cyd works        | Cyd not-ready just-signed-in, Cyd ready, ring C2>Cyd`,
  },
  {
    name: "what the caller asks for comes on top, alternative by alternative",
    given: `service german=3 or english=3
            Ann works service:1 german=5
            Bob works service:1 english=5 law=4
            Cyd works service:1 english=5 tax=2`,
    rows: `
      0:00 | Ann works, Bob works               | *
      0:01 | C1 calls service law=5 or tax=2    | C1 waits
      0:02 | C2 calls service law=4 or tax=2    | ring C2>Bob
      0:03 | Cyd works                          | Cyd not-ready just-signed-in, Cyd ready, ring C1>Cyd`,
  },
  {
    name: "longest idle: preference first, then who has waited for work longest",
    given: `service
            Ann works service:2
            Bob works service:1
            Cyd works service:1`,
    rows: `
      0:00 | Ann works        | *
      0:01 | Cyd works        | *
      0:02 | Bob works        | *
      0:03 | C1 calls service | ring C1>Cyd
      0:04 | C2 calls service | ring C2>Bob
      0:05 | C3 calls service | ring C3>Ann`,
  },
  {
    name: "least occupied: the smallest share of the time since sign-in, whoever was idle longer",
    given: `service least-occupied
            Ann works service:1
            Bob works service:1`,
    rows: `
      0:00 | Ann works        | *
      0:01 | C1 calls service | ring C1>Ann
      0:02 | Ann answers      | Ann talks C1
      0:30 | Bob works        | *
      0:40 | C2 calls service | ring C2>Bob
      0:41 | Bob answers      | Bob talks C2
      0:51 | C1 ends          | Ann ready
      0:52 | C2 ends          | Bob ready
      1:30 | C3 calls service | ring C3>Bob`,
  },
  {
    name: "round robin: in turn, however long the calls are; a lost ring costs no turn",
    given: `service round-robin
            Ann works service:1
            Bob works service:1
            Cyd works service:1`,
    rows: `
      0:00 | Ann works, Bob works, Cyd works | *
      0:01 | C1 calls service                | ring C1>Ann
      0:02 | Ann answers, C1 ends            | Ann talks C1, Ann ready
      0:03 | C2 calls service                | ring C2>Bob
      0:04 | C2 leaves                       | stop C2>Bob caller-left, Bob ready
      0:05 | C3 calls service                | ring C3>Bob
      0:06 | Bob answers, C3 ends            | Bob talks C3, Bob ready
      0:07 | C4 calls service                | ring C4>Cyd
      0:08 | Cyd answers, C4 ends            | Cyd talks C4, Cyd ready
      0:09 | C5 calls service                | ring C5>Ann`,
  },
  {
    name: "a VIP gets the most skilled agent whatever the strategy",
    given: `service round-robin german=1
            Ann works service:1 german=3
            Bob works service:2 german=8`,
    rows: `
      0:00 | Ann works            | *
      0:01 | Bob works            | *
      0:02 | V1 calls service vip | ring V1>Bob
      0:03 | C1 calls service     | ring C1>Ann`,
  },
  {
    name: "the caller's own agent is waited for, but not for ever and not past the limit for everybody",
    given: `service promotes 60
            Ann works service:1
            Bob works service:1`,
    rows: `
      0:00 | Ann works, Bob works              | *
      0:01 | C1 calls service                  | ring C1>Ann
      0:02 | Ann answers                       | Ann talks C1
      0:03 | C2 calls service wants Ann for 30 | C2 waits
      0:10 | C3 calls service wants Ann for 300 | C3 waits
      0:11 | C4 calls service wants Ann         | ring C4>Bob
      0:12 | Bob answers, C4 ends               | Bob talks C4, Bob ready
      0:33 | ...                                | ring C2>Bob
      0:34 | Bob answers, C2 ends               | Bob talks C2, Bob ready
      1:10 | ...                                | ring C3>Bob`,
  },
  {
    name: "an own agent who becomes free is given who waits for them; one who leaves frees them for all",
    given: `service
            Ann works service:1
            Bob works service:1`,
    rows: `
      0:00 | Ann works                          | *
      0:01 | C1 calls service                   | ring C1>Ann
      0:02 | Ann answers                        | Ann talks C1
      0:03 | C2 calls service wants Ann for 300 | C2 waits
      0:04 | C3 calls service wants Ann for 300 | C3 waits
      0:05 | Bob works                          | Bob not-ready just-signed-in, Bob ready
      0:10 | C1 ends                            | Ann ready, ring C2>Ann
      0:11 | Ann signs-out                      | stop C2>Ann agent-gone, Ann signed-out, ring C2>Bob
      0:12 | Bob answers, C2 ends               | Bob talks C2, Bob ready, ring C3>Bob`,
  },
  {
    name: "an own agent who misses the caller is not waited for any more",
    given: `service
            Ann works service:1
            Bob works service:1`,
    rows: `
      0:00 | Ann works, Bob works               | *
      0:01 | C1 calls service wants Ann for 300 | ring C1>Ann
      0:02 | Ann rejects                        | stop C1>Ann rejected, Ann not-ready rejected-offer, ring C1>Bob`,
  },
  {
    name: "reserve agents serve VIPs only, until the others' service level is missed",
    given: `service, service-level 0.8 20
            Ann works service:1
            Rea works service:1r`,
    rows: `
      0:00 | Ann works, Rea works | *
      0:01 | C1 calls service     | ring C1>Ann
      0:02 | Ann answers          | Ann talks C1
      0:03 | C2 calls service     | C2 waits
      0:04 | C3 calls service     | C3 waits
      0:05 | V1 calls service vip | ring V1>Rea
      0:06 | Rea answers, V1 ends | Rea talks V1, Rea ready
      0:40 | C1 ends              | Ann ready, ring C2>Ann
      0:41 | Ann answers          | Ann talks C2, ring C3>Rea`,
  },
  {
    name: "who waited too long is served by reserve agents, too",
    given: `service promotes 60, service-level 0.8 20
            Rea works service:1r`,
    rows: `
      0:00 | Rea works        | *
      0:01 | C1 calls service | C1 waits
      1:01 | ...              | ring C1>Rea`,
  },
  {
    name: "a caller who gives up may open the reserve seat of the agent who was rung: it counts for whom they take next",
    given: `service promotes 10, service-level 0.8 5
            sales
            Rea works service:1r sales:2`,
    rows: `
      0:00 | Rea works        | *
      0:01 | C1 calls service | C1 waits
      0:11 | ...              | ring C1>Rea
      0:12 | C2 calls service | C2 waits
      0:13 | S1 calls sales   | S1 waits
      0:14 | C1 leaves        | stop C1>Rea caller-left, Rea ready, ring C2>Rea`,
  },
  {
    name: "a reserve that opens: its free agents come in their own order, too, who waited for work longest first",
    given: `service, service-level 0.8 5
            Ann works service:1
            Rea works service:1r
            Roy works service:1r`,
    rows: `
      0:00 | Ann works, Roy works | *
      0:01 | Rea works            | *
      0:02 | C1 calls service     | ring C1>Ann
      0:03 | C2 calls service     | C2 waits
      0:12 | Ann answers          | Ann talks C1, ring C2>Roy`,
  },
  {
    name: "a queue that opens serves whoever is first in its own line, whatever their queues promise them",
    given: `service promotes 60, after 0 also-in sales
            vip promotes 600, after 0 also-in sales
            sales promotes 30
            Bob works sales:1`,
    rows: `
      0:00 | Bob works            | *
      0:01 | sales closes         |
      0:02 | V1 calls vip         | V1 waits
      0:03 | C1 calls service     | C1 waits
      1:10 | sales opens          | ring V1>Bob via sales
      1:11 | Bob answers, V1 ends | Bob talks V1, Bob ready, ring C1>Bob via sales`,
  },
  {
    name: "an own agent who signs out leaves several callers to a free one, who takes the preferred queue's first",
    given: `service
            sales
            Ann works service:1 sales:1
            Bob works service:2 sales:1`,
    rows: `
      0:00 | Ann signs-in, Bob works                         | *
      0:01 | C1 calls service headstart 30 wants Ann for 300 | C1 waits
      0:02 | S1 calls sales wants Ann for 300                | S1 waits
      0:03 | Ann signs-out                                   | Ann signed-out, ring S1>Bob
      0:04 | Bob answers, S1 ends                            | Bob talks S1, Bob ready, ring C1>Bob`,
  },
  {
    name: "an agent signs out while rung: their caller and whoever waited for them alone are matched at once, the first one first",
    given: `service
            Ann works service:1
            Bob works service:1`,
    rows: `
      0:00 | Ann works                                       | *
      0:01 | C1 calls service                                | ring C1>Ann
      0:02 | C2 calls service headstart 30 wants Ann for 300 | C2 waits
      0:03 | Bob works                                       | *
      0:04 | Ann signs-out                                   | stop C1>Ann agent-gone, Ann signed-out, ring C2>Bob, C1 waits`,
  },
  {
    name: "a caller gives up and the reserve opens: who was rung for them is free again and comes before it",
    given: `service, service-level 0.8 5
            Ann works service:1
            Roy works service:1r`,
    rows: `
      0:00 | Ann works, Roy works | *
      0:01 | C1 calls service     | ring C1>Ann
      0:02 | C2 calls service     | C2 waits
      0:12 | C1 leaves            | stop C1>Ann caller-left, Ann ready, ring C2>Ann`,
  },
  {
    name: "who calls again while being rung keeps the agent, also where somebody else would be next by now",
    given: `service
            Ann works service:1`,
    rows: `
      0:00 | Ann works                       | *
      0:01 | C1 calls service                | ring C1>Ann
      0:02 | V1 calls service headstart 90   | V1 waits
      0:03 | C2 calls service again-after C1 | stop C1>Ann merged, C1 merged-into C2, Ann ready, ring C2>Ann
      0:04 | Ann answers, C2 ends            | Ann talks C2, Ann ready, ring V1>Ann`,
  },
  {
    name: "who calls another queue again while rung takes the older age there, not the agent: whoever has waited longer comes first",
    given: `service
            sales
            Ann works service:1 sales:1`,
    rows: `
      0:00 | C1 calls service                | C1 waits
      0:07 | Ann works                       | Ann not-ready just-signed-in, Ann ready, ring C1>Ann
      0:08 | S1 calls sales headstart 60     | S1 waits
      0:09 | C2 calls sales again-after C1   | stop C1>Ann merged, C1 merged-into C2, Ann ready, ring S1>Ann, C2 waits
      0:10 | Ann answers, S1 ends            | Ann talks S1, Ann ready, ring C2>Ann
      0:11 | C3 calls service again-after C2 | stop C2>Ann merged, C2 merged-into C3, Ann ready, ring C3>Ann`,
  },
  {
    name: "an overdue caller who calls another queue again is served there if the agent who was rung is free for them",
    given: `service
            sales, max-wait 5 goodbye
            Ann works service:1 sales:1`,
    rows: `
      0:00 | C1 calls service              | C1 waits
      0:08 | Ann works                     | Ann not-ready just-signed-in, Ann ready, ring C1>Ann
      0:09 | C2 calls sales again-after C1 | stop C1>Ann merged, C1 merged-into C2, Ann ready, ring C2>Ann
      0:10 | S1 calls sales headstart 60   | S1 waits
      0:11 | C3 calls service again-after C2 | stop C2>Ann merged, C2 merged-into C3, Ann ready, ring S1>Ann, C3 waits
      0:12 | C4 calls sales again-after C3 | C3 merged-into C4, C4 max-wait goodbye`,
  },
];

describe("matching callers and agents", () => {
  it.each(scenarios)("$name", (scenario) => {
    expect(() => played(scenario)).not.toThrow();
  });
});
