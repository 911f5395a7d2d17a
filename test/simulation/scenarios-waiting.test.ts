import { describe, expect, it } from "vitest";
import { played, type Scenario } from "./scenario-table.ts";

/** What changes while a caller waits. Each row: when | what happens | what follows ("*": not looked at). */
const scenarios: readonly Scenario[] = [
  {
    name: "requirements are relaxed step by step; age and place stay",
    given: `service german=5, after 30 german=2, after 60 english=1
            Ann works service:1 german=3
            Bob works service:1 english=4`,
    rows: `
      0:00 | Ann works, Bob works | *
      0:01 | C1 calls service     | C1 waits
      0:02 | C2 calls service     | C2 waits
      0:31 | ...                  | ring C1>Ann
      0:32 | ...                  |
      0:33 | Ann answers, C1 ends | Ann talks C1, Ann ready, ring C2>Ann
      0:34 | Ann rejects          | stop C2>Ann rejected, Ann not-ready rejected-offer, C2 waits
      1:02 | ...                  | ring C2>Bob`,
  },
  {
    name: "a relaxed caller comes in the easier lane where their age puts them",
    given: `service german=5, after 30 german=1
            Ann works service:1 german=3`,
    rows: `
      0:00 | C1 calls service                  | C1 waits
      0:10 | C2 calls service                  | C2 waits
      0:20 | V1 calls service vip headstart 60 | V1 waits
      0:45 | ...                               |
      0:46 | Ann works                         | Ann not-ready just-signed-in, Ann ready, ring C1>Ann
      0:47 | Ann answers, C1 ends              | Ann talks C1, Ann ready, ring C2>Ann
      0:50 | ...                               |
      0:51 | Ann answers, C2 ends              | Ann talks C2, Ann ready, ring V1>Ann`,
  },
  {
    name: "after an overflow step the caller waits in both lines, and the first free agent of either takes them",
    given: `service rings 300, after 30 also-in sales
            sales
            Ann works service:1
            Bob works sales:1`,
    rows: `
      0:00 | Bob works        | *
      0:01 | C1 calls service | C1 waits
      0:31 | ...              | ring C1>Bob via sales
      0:32 | C2 calls service | C2 waits
      0:33 | S1 calls sales   | S1 waits
      0:34 | Ann works        | Ann not-ready just-signed-in, Ann ready, ring C2>Ann
      0:35 | Bob answers      | Bob talks C1
      0:36 | C3 calls service | C3 waits
      1:06 | ...              |
      1:07 | C1 ends          | Bob ready, ring S1>Bob
      1:08 | Bob answers, S1 ends | Bob talks S1, Bob ready, ring C3>Bob via sales
      1:09 | Bob rejects      | stop C3>Bob rejected, Bob not-ready rejected-offer, C3 waits
      1:10 | Ann answers, C2 ends | Ann talks C2, Ann ready, ring C3>Ann`,
  },
  {
    name: "a full queue sends on, takes a message or says goodbye; who is sent round in a circle is told goodbye",
    given: `service max 1, full overflow sales
            sales max 1, full overflow vip
            vip max 0, full overflow service`,
    rows: `
      0:00 | C1 calls service | C1 waits
      0:01 | C2 calls service | C2 queue-full moves-to sales, C2 waits
      0:02 | C3 calls service | C3 queue-full moves-to sales, C3 queue-full moves-to vip, C3 queue-full goodbye`,
  },
  {
    name: "who is moved keeps the age",
    given: `service max 0, full overflow sales
            sales
            Ann works sales:1`,
    rows: `
      0:01 | C1 calls service since 0:00 | C1 waits
      0:02 | C2 calls sales              | C2 waits
      0:03 | C3 calls service            | C3 queue-full moves-to sales, C3 waits
      0:04 | Ann works                   | Ann not-ready just-signed-in, Ann ready, ring C2>Ann
      0:05 | Ann answers, C2 ends        | Ann talks C2, Ann ready, ring C3>Ann`,
  },
  {
    name: "who is sent to another queue by hand keeps the age, is taken by a full queue, and is not sent back by a rule",
    given: `service, max-wait 30 overflow sales
            sales max 1, max-wait 60 overflow service
            Ann works sales:1`,
    rows: `
      0:00 | C1 calls service         | C1 waits
      0:05 | C2 calls sales           | C2 waits
      0:06 | C1 goes-to sales         | C1 redirected moves-to sales, C1 waits
      0:07 | Ann works                | Ann not-ready just-signed-in, Ann ready, ring C1>Ann
      0:08 | Ann answers, C1 ends     | Ann talks C1, Ann ready, ring C2>Ann
      0:09 | C2 goes-to service       | illegal contact-redirected from offered
      0:10 | C9 goes-to service       | illegal contact-redirected from unknown`,
  },
  {
    name: "sent by hand to where somebody is free: rung at once; to where one is already, or nowhere: nothing happens",
    given: `service
            sales
            Ann works sales:1`,
    rows: `
      0:00 | Ann works                        | *
      0:01 | C1 calls service                 | C1 waits
      0:02 | C1 goes-to service               | illegal contact-redirected from unknown-queue
      0:03 | C1 goes-to returns               | illegal contact-redirected from unknown-queue
      0:04 | C1 goes-to sales                 | C1 redirected moves-to sales, ring C1>Ann
      0:05 | C2 calls service, C2 wants-callback, C2 goes-to sales | C2 waits, C2 is-called-back, illegal contact-redirected from callback`,
  },
  {
    name: "given to an agent who talks: kept for them with age and place, before everybody else of theirs; nobody else is rung",
    given: `service promotes 20
            Ann works service:1
            Bob works service:1`,
    rows: `
      0:00 | Ann works               | *
      0:01 | X1 calls service        | ring X1>Ann
      0:02 | Ann answers             | Ann talks X1
      0:03 | C1 calls service        | C1 waits
      0:04 | V1 calls service vip headstart 60 | V1 waits
      0:05 | C2 calls service        | C2 waits
      0:06 | C2 given-to Ann for 60  |
      0:07 | V1 leaves               |
      0:25 | C1 leaves               |
      0:26 | Bob works               | Bob not-ready just-signed-in, Bob ready
      0:30 | C3 calls service        | ring C3>Bob
      0:31 | Bob answers             | Bob talks C3
      0:32 | C4 calls service        | C4 waits
      0:55 | X1 ends                 | Ann ready, ring C2>Ann`,
  },
  {
    name: "given to an agent who is free, but kept for VIPs and without the skill: rung at once",
    given: `service german=5
            Ann works service:1r german=1`,
    rows: `
      0:00 | Ann works        | *
      0:01 | C1 calls service | C1 waits
      0:02 | C1 given-to Ann  | ring C1>Ann
      0:03 | Ann rejects      | stop C1>Ann rejected, Ann not-ready rejected-offer, C1 waits
      0:04 | Ann ready        | Ann ready
      0:20 | ...              |`,
  },
  {
    name: "what was given ends after its time, by a missed ring, a sign-out, a break, a wish for one, or taken back; the age stays",
    given: `service rings 20
            Ann works service:1
            Bob works service:1`,
    rows: `
      0:00 | Ann works, X1 calls service | *
      0:00 | Ann answers, C1 calls service | Ann talks X1, C1 waits
      0:01 | C1 given-to Ann for 60 |
      0:02 | Bob works            | Bob not-ready just-signed-in, Bob ready
      1:01 | ...                  | ring C1>Bob
      1:02 | Bob answers          | Bob talks C1
      1:03 | C2 calls service     | C2 waits
      1:04 | C3 calls service     | C3 waits
      1:05 | C3 given-to Ann      |
      1:06 | X1 ends              | Ann ready, ring C3>Ann
      1:26 | ...                  | stop C3>Ann no-answer, Ann not-ready ring-no-answer, C3 waits
      1:27 | C1 ends              | Bob ready, ring C2>Bob
      1:28 | Bob answers          | Bob talks C2
      1:29 | C3 given-to Bob      |
      1:30 | Ann ready            | Ann ready
      1:37 | ...                  |
      1:38 | Bob not-ready break  | Bob talks C2 then break, ring C3>Ann
      1:39 | Ann answers          | Ann talks C3
      1:40 | C4 calls service     | C4 waits
      1:41 | C4 given-to Bob      | illegal contact-given from on-contact
      1:42 | Bob ready            | Bob talks C2
      1:43 | C4 given-to Bob      |
      1:44 | C3 ends              | Ann ready
      1:45 | C2 ends              | Bob ready, ring C4>Bob
      1:46 | C5 calls service     | ring C5>Ann
      1:47 | C6 calls service     | C6 waits
      1:48 | C6 given-to Bob      |
      1:49 | Ann answers          | Ann talks C5
      1:50 | C5 ends              | Ann ready
      1:51 | Bob signs-out        | stop C4>Bob agent-gone, Bob signed-out, ring C4>Ann`,
  },
  {
    name: "who was given to an agent who goes comes by age beside whom that agent was being rung for",
    given: `service rings 20
            Ann works service:1
            Bob works service:1`,
    rows: `
      0:00 | C1 calls service     | C1 waits
      0:01 | C2 calls service     | C2 waits
      0:02 | Ann works            | Ann not-ready just-signed-in, Ann ready, ring C1>Ann
      0:03 | Ann busy             | stop C1>Ann busy, Ann ready, C1 waits
      0:04 | C1 given-to Ann      |
      0:08 | ...                  | ring C2>Ann
      0:09 | Bob works            | Bob not-ready just-signed-in, Bob ready
      0:10 | Ann rejects          | stop C2>Ann rejected, Ann not-ready rejected-offer, ring C1>Bob, C2 waits`,
  },
  {
    name: "who calls again is still theirs; who is sent to another queue is not; given to nobody of the queue, or by then served: nothing happens",
    given: `service
            sales
            Ann works service:1 sales:1
            Cyd works sales:1`,
    rows: `
      0:00 | Ann works, X1 calls service | *
      0:00 | Ann answers, C1 calls service | Ann talks X1, C1 waits
      0:01 | C1 given-to Cyd                  | illegal contact-given from no-seat
      0:02 | C1 taken-back                    | illegal contact-given from not-given
      0:03 | C1 given-to Ann, C0 calls service | C0 waits
      0:04 | C2 calls service again-after C1  | C1 merged-into C2, C2 waits
      0:05 | C3 calls service, C3 given-to Ann, C3 goes-to sales | C3 waits, C3 redirected moves-to sales, C3 waits
      0:06 | Cyd works                        | Cyd not-ready just-signed-in, Cyd ready, ring C3>Cyd
      0:07 | X1 ends                          | Ann ready, ring C2>Ann
      0:08 | C2 given-to Ann                  | illegal contact-given from offered
      0:09 | C9 given-to Ann                  | illegal contact-given from unknown`,
  },
  {
    name: "a promised callback may be given, too; the limits of the queue hold for who is given",
    given: `service, max-wait 60 voicemail, no-agents goodbye
            Ann works service:1`,
    rows: `
      0:00 | Ann works, X1 calls service | *
      0:00 | Ann answers | Ann talks X1
      0:01 | C1 calls service, C1 wants-callback, C1 given-to Ann | C1 waits, C1 is-called-back
      0:02 | C2 calls service, C2 given-to Ann for 600 | C2 waits
      1:02 | ...                              | C2 max-wait voicemail
      1:03 | X1 ends                          | Ann ready, ring C1>Ann as-callback`,
  },
  {
    name: "a wait that is too long ends as the queue says, not while an agent is rung",
    given: `service rings 20, max-wait 60 voicemail
            Ann works service:1`,
    rows: `
      0:00 | C1 calls service | C1 waits
      0:50 | C2 calls service | C2 waits
      0:55 | Ann works        | Ann not-ready just-signed-in, Ann ready, ring C1>Ann
      1:00 | ...              |
      1:15 | ...              | stop C1>Ann no-answer, Ann not-ready ring-no-answer, C1 max-wait voicemail
      1:50 | ...              | C2 max-wait voicemail`,
  },
  {
    name: "too long a wait can lead to another queue, but not back",
    given: `service, max-wait 30 overflow sales
            sales, max-wait 60 overflow service`,
    rows: `
      0:00 | C1 calls service | C1 waits
      0:30 | ...              | C1 max-wait moves-to sales, C1 waits
      1:00 | ...              |
      5:00 | C1 leaves        |`,
  },
  {
    name: "nobody signed in who could ever serve the caller: told at once, and when the last one leaves",
    given: `service german=5, after 60 german=2, no-agents callback
            Ann works service:1 german=3
            Bob works service:1 english=9`,
    rows: `
      0:00 | Bob works        | *
      0:01 | C1 calls service | C1 no-agents callback
      0:02 | Ann signs-in     | Ann not-ready just-signed-in
      0:03 | C2 calls service | C2 waits
      0:04 | C3 calls service | C3 waits
      0:05 | Ann signs-out    | Ann signed-out, C2 no-agents callback, C3 no-agents callback`,
  },
  {
    name: "a queue to which the caller would overflow counts as somebody",
    given: `service, after 600 also-in sales, no-agents goodbye
            sales
            Bob works sales:1`,
    rows: `
      0:00 | C1 calls service | C1 no-agents goodbye
      0:01 | Bob signs-in     | Bob not-ready just-signed-in
      0:02 | C2 calls service | C2 waits
      0:03 | Bob signs-out    | Bob signed-out, C2 no-agents goodbye`,
  },
  {
    name: "closed: who calls is sent away, who waits is served",
    given: `service, closed voicemail
            Ann works service:1`,
    rows: `
      0:00 | C1 calls service            | C1 waits
      0:01 | service closes              |
      0:02 | C2 calls service            | C2 closed voicemail
      0:03 | C3 calls service since 0:00 | C3 waits
      0:04 | Ann works                   | Ann not-ready just-signed-in, Ann ready, ring C1>Ann
      0:05 | service opens               |
      0:06 | C4 calls service            | C4 waits`,
  },
  {
    name: "closed, and those who wait are sent away, too; a promised callback stays",
    given: `service, closed goodbye, sends-away-at-closing
            Ann works service:1`,
    rows: `
      0:00 | Ann works                    | *
      0:01 | C1 calls service             | ring C1>Ann
      0:02 | C2 calls service             | C2 waits
      0:03 | C3 calls service             | C3 waits
      0:04 | C3 wants-callback            | C3 is-called-back
      0:05 | service closes               | C2 closed goodbye
      0:06 | Ann answers, C1 ends         | Ann talks C1, Ann ready, ring C3>Ann as-callback`,
  },
  {
    name: "a closed queue is no place to overflow to, until it opens",
    given: `service, after 30 also-in sales
            sales
            Bob works sales:1`,
    rows: `
      0:00 | Bob works        | *
      0:01 | sales closes     |
      0:02 | C1 calls service | C1 waits
      0:32 | ...              |
      1:00 | sales opens      | ring C1>Bob via sales`,
  },
  {
    name: "a callback keeps place and age, and is neither counted in a full queue nor sent away",
    given: `service max 1, max-wait 60 goodbye
            Ann works service:1`,
    rows: `
      0:00 | C1 calls service             | C1 waits
      0:01 | C2 calls service             | C2 queue-full goodbye
      0:02 | C1 wants-callback            | C1 is-called-back
      0:03 | C1 wants-callback            | illegal contact-callback from callback
      0:04 | C3 calls service             | C3 waits
      0:05 | C4 calls service called-back since 0:01 | C4 waits
      1:04 | ...                          | C3 max-wait goodbye
      2:00 | Ann works                    | Ann not-ready just-signed-in, Ann ready, ring C1>Ann as-callback
      2:01 | Ann answers, C1 ends         | Ann talks C1, Ann ready, ring C4>Ann as-callback`,
  },
  {
    name: "who calls again takes the place they had, with the older wait and the better head start",
    given: `service max 3
            Ann works service:1
            Bob works service:1`,
    rows: `
      0:00 | C1 calls service headstart 10        | C1 waits
      0:05 | C2 calls service                     | C2 waits
      0:06 | C1 wants-callback                    | C1 is-called-back
      1:00 | C3 calls service again-after C1      | C1 merged-into C3, C3 waits
      1:01 | C4 calls service again-after nobody  | C4 waits
      1:02 | Ann works                            | Ann not-ready just-signed-in, Ann ready, ring C3>Ann
      1:03 | C5 calls service again-after C3      | stop C3>Ann merged, C3 merged-into C5, Ann ready, ring C5>Ann
      1:04 | Ann answers                          | Ann talks C5
      1:05 | C6 calls service again-after C5      | C6 waits`,
  },
  {
    name: "rules change while callers wait: nobody is dropped or overtaken, and deadlines move",
    given: `service rings 300 german=5, after 60 german=1
            sales
            Ann works service:1 german=2
            Bob works sales:1`,
    rows: `
      0:00 | Ann works, Bob works | *
      0:01 | C1 calls service     | C1 waits
      0:02 | C2 calls service     | C2 waits
      0:10 | config service rings 300 german=5, after 20 german=1; sales; Ann works service:1 german=2; Bob works sales:1 |
      0:21 | ...                  | ring C1>Ann
      0:22 | ...                  |
      0:30 | config service rings 300 german=5, after 10 also-in sales; sales; Ann works service:1 german=2; Bob works sales:1 | ring C2>Bob via sales
      0:31 | C3 calls service     | C3 waits
      0:32 | config service rings 300 german=5, max-wait 10 goodbye; sales; Ann works service:1 german=2; Bob works sales:1 |
      0:41 | ...                  | C3 max-wait goodbye`,
  },
  {
    name: "who waited too long by the time their agent signs out while rung is told goodbye, and not said to wait",
    given: `service rings 60, max-wait 10 goodbye
            Ann works service:1`,
    rows: `
      0:00 | Ann works                         | *
      0:01 | C1 calls service                  | ring C1>Ann
      0:07 | C2 calls service wants Ann for 60 | C2 waits
      0:15 | Ann signs-out                     | stop C1>Ann agent-gone, Ann signed-out, C1 max-wait goodbye`,
  },
];

/** More demands than a queue keeps counts for: the one that matters is among those it has forgotten. */
function manyDemands(): Pick<Scenario, "given" | "rows"> {
  const skills = Array.from({ length: 70 }, (_, n) => `k${n}`);
  const calls = skills.map((skill) => `0:02 | ${skill} calls service ${skill}=1 | ${skill} waits`);
  return {
    given: `service max 100, no-agents goodbye
            Ann works service:1 law=9
            Bob works service:1 ${skills.map((skill) => `${skill}=9`).join(" ")}`,
    rows: [
      "0:00 | Ann signs-in, Bob signs-in | *",
      ...calls.slice(0, 50),
      "0:02 | X calls service law=9 | X waits",
      ...calls.slice(50),
      "0:03 | Ann signs-out | Ann signed-out, X no-agents goodbye",
    ].join("\n"),
  };
}

it("whom nobody is there for any more is told so, however many others ask for something else", () => {
  expect(() => played(manyDemands())).not.toThrow();
});

describe("while callers wait", () => {
  it.each(scenarios)("$name", (scenario) => {
    expect(() => played(scenario)).not.toThrow();
  });
});
