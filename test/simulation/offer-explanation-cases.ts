import type { ExplanationCase } from "./explanation-case.ts";

/** Why this agent, and why this caller. */
export const OFFER_EXPLANATION_CASES: readonly ExplanationCase[] = [
  {
    name: "the agent idle longest; others are idle for less, or have the queue as their second choice",
    given: `service
            Ann works service:1
            Bob works service:1
            Cyd works service:2`,
    rows: `
      0:00 | Cyd works        | *
      0:01 | Bob works        | *
      0:02 | Ann works        | *
      0:10 | C1 calls service | ring C1>Bob`,
    says: `
      rang Bob (idle 9 s), rule longest-idle
      not Ann (idle 8 s): idle-shorter
      not Cyd (idle 10 s, choice 2): less-preferred
      first because alone`,
  },
  {
    name: "the agent occupied least",
    given: `service least-occupied
            Ann works service:1
            Bob works service:1`,
    rows: `
      0:00 | Ann works               | *
      0:10 | C1 calls service        | ring C1>Ann
      0:20 | Ann answers, C1 ends    | *
      0:21 | Bob works               | *
      0:40 | C2 calls service        | ring C2>Bob`,
    says: `
      rang Bob (idle 19 s), rule least-occupied
      not Ann (idle 20 s, occupied 25 %): busier
      first because alone`,
  },
  {
    name: "the agent whose turn it is",
    given: `service round-robin
            Ann works service:1
            Bob works service:1`,
    rows: `
      0:00 | Ann works               | *
      0:01 | Bob works               | *
      0:10 | C1 calls service        | ring C1>Ann
      0:11 | Ann answers, C1 ends    | *
      0:20 | C2 calls service        | ring C2>Bob`,
    says: `
      rang Bob (idle 19 s), rule round-robin
      not Ann (idle 9 s, occupied 5 %): turn-later
      first because alone`,
  },
  {
    name: "the most skilled agent; one has none of the skill, one too little, one less, one as much and is idle for less",
    given: `service most-skilled fibre=3
            Ann works service:1 fibre=9
            Bob works service:1 fibre=4
            Cyd works service:1 fibre=9
            Dan works service:1 german=9
            Eve works service:1 fibre=2`,
    rows: `
      0:00 | Bob works, Dan works, Eve works | *
      0:01 | Ann works                       | *
      0:02 | Cyd works                       | *
      0:10 | C1 calls service                | ring C1>Ann`,
    says: `
      rang Ann (idle 9 s, skill 9), rule most-skilled
      asked for fibre=3
      not Cyd (idle 8 s, skill 9): idle-shorter
      not Bob (idle 10 s, skill 4): less-skilled
      not Dan (idle 10 s): lacks-skill fibre 0 of 3
      not Eve (idle 10 s, skill 2): level-too-low fibre 2 of 3
      first because alone`,
  },
  {
    name: "what is missing is named for the alternative that comes closest",
    given: `service german=8 or english=5 fibre=2
            Ann works service:1 german=3 english=4 fibre=2`,
    rows: `
      0:00 | Ann works        | *
      0:10 | C1 calls service | C1 waits`,
    asks: "C1 0:15",
    says: `
      waited 5 s, rule longest-idle
      asked for german=8 or english=5 fibre=2
      not Ann (idle 15 s, skill 6): level-too-low english 4 of 5
      place 1; 1 lackingSkill
      next: promotionAt 10:10`,
  },
  {
    name: "a VIP: the most skilled agent whatever the queue's strategy",
    given: `service german=1
            Ann works service:1 german=3
            Bob works service:2 german=8`,
    rows: `
      0:00 | Ann works            | *
      0:01 | Bob works            | *
      0:02 | V1 calls service vip | ring V1>Bob`,
    says: `
      rang Bob (idle 1 s, skill 8, choice 2), rule most-skilled
      asked for german=1
      not Ann (idle 2 s, skill 3): less-skilled
      first because alone`,
  },
  {
    name: "the caller's own agent before whoever is idle longer",
    given: `service
            Ann works service:1
            Bob works service:1`,
    rows: `
      0:00 | Ann works                  | *
      0:01 | Bob works                  | *
      0:02 | C1 calls service wants Bob | ring C1>Bob`,
    says: `
      rang Bob (idle 1 s), rule preferred-agent
      not Ann (idle 2 s): less-preferred
      first because alone`,
  },
  {
    name: "a colleague was rung in person: nobody was compared",
    given: `service
            Ann works service:1 german=4
            Bob works service:1`,
    rows: `
      0:00 | Ann works, Bob works | *
      0:05 | C1 for Ann rings 20  | ring C1>Ann`,
    says: `
      rang Ann (idle 5 s, skill 4), rule in-person`,
  },
  {
    name: "the caller who came first",
    given: `service
            Ann works service:1`,
    rows: `
      0:00 | C1 calls service             | C1 waits
      0:01 | C2 calls service             | C2 waits
      0:07 | Ann works                    | *`,
    says: `
      rang Ann, rule next-free, waited 7 s
      before C2 of service (waited 6 s) because age`,
  },
  {
    name: "the caller whose head start makes up for having come later",
    given: `service
            Ann works service:1`,
    rows: `
      0:00 | C1 calls service              | C1 waits
      0:05 | C2 calls service headstart 30 | C2 waits
      0:07 | Ann works                     | *`,
    says: `
      rang Ann, rule next-free, waited 2 s, head start 30 s
      before C1 of service (waited 7 s) because priority`,
  },
  {
    name: "the caller who waited longer than the limit, before a head start",
    given: `service promotes 60
            Ann works service:1`,
    rows: `
      0:00 | C1 calls service                   | C1 waits
      0:30 | V1 calls service vip headstart 300 | V1 waits
      1:05 | Ann works                          | *`,
    says: `
      rang Ann, rule next-free, waited 65 s, promoted
      before V1 of service (waited 35 s, head start 300 s) because promoted`,
  },
  {
    name: "the caller of the queue the agent prefers, although the other one came first",
    given: `service
            sales
            Ann works service:2 sales:1`,
    rows: `
      0:00 | C1 calls service | C1 waits
      0:05 | C2 calls sales   | C2 waits
      0:07 | Ann works        | *`,
    says: `
      rang Ann, rule next-free, waited 2 s
      before C1 of service (waited 7 s) because queue-preference`,
  },
  {
    name: "the caller who waited for this agent alone",
    given: `service
            Ann works service:1
            Bob works service:1`,
    rows: `
      0:00 | Ann works                         | *
      0:01 | C1 calls service                  | ring C1>Ann
      0:02 | Ann answers                       | *
      0:03 | Bob works                         | *
      0:04 | C2 calls service wants Ann for 60 | C2 waits
      0:10 | C1 ends                           | *`,
    says: `
      rang Ann (occupied 90 %), rule preferred-agent, waited 6 s
      not Bob (idle 7 s): less-preferred
      first because own-agent`,
  },
  {
    name: "a supervisor gave the caller to an agent who was talking, before callers who came earlier",
    given: `service
            Ann works service:1
            Bob works service:1`,
    rows: `
      0:00 | Ann works, X1 calls service | *
      0:00 | Ann answers                 | *
      0:01 | C1 calls service            | C1 waits
      0:02 | C2 calls service, C2 given-to Ann | *
      0:10 | X1 ends                     | *`,
    says: `
      rang Ann (occupied 100 %), rule given, given by Sue, waited 8 s
      before C1 of service (waited 9 s) because given`,
  },
  {
    name: "a supervisor gave the caller to an agent who lacks the skill; who is free beside them may not have it",
    given: `service german=5
            Ann works service:1 german=1
            Bob works service:1 german=5`,
    rows: `
      0:00 | Ann works, X1 calls service, X1 given-to Ann | *
      0:00 | Ann answers                 | *
      0:01 | C1 calls service, C1 given-to Ann | *
      0:02 | Bob works                   | *
      0:10 | X1 ends                     | *`,
    says: `
      rang Ann (occupied 100 %, skill 1), rule given, given by Sue, waited 9 s
      asked for german=5
      not Bob (idle 8 s, skill 5): given-to-another
      first because given`,
  },
  {
    name: "a callback that was promised",
    given: `service
            Ann works service:1`,
    rows: `
      0:00 | C1 calls service  | C1 waits
      0:05 | C1 wants-callback | *
      0:30 | Ann works         | *`,
    says: `
      rang Ann, rule next-free, waited 30 s, callback
      first because alone`,
  },
  {
    name: "a reserve agent was free longest, and stays free while the service level is met",
    given: `service
            Ann works service:1r
            Bob works service:1`,
    rows: `
      0:00 | Ann works        | *
      0:01 | Bob works        | *
      0:10 | C1 calls service | ring C1>Bob`,
    says: `
      rang Bob (idle 9 s), rule longest-idle
      not Ann (idle 10 s, reserve): reserve
      first because alone`,
  },
  {
    name: "after a step fewer skills are asked for",
    given: `service german=5, after 30 german=2
            Ann works service:1 german=2`,
    rows: `
      0:00 | Ann works        | *
      0:01 | C1 calls service | C1 waits
      0:31 | ...              | ring C1>Ann`,
    says: `
      rang Ann (idle 31 s, skill 2), rule next-free, waited 30 s
      asked for german=2 (step 1)
      first because alone`,
  },
  {
    name: "after a step another queue's agents may help",
    given: `service, after 20 also-in sales
            sales
            Ann works sales:2`,
    rows: `
      0:00 | Ann works        | *
      0:01 | C1 calls service | C1 waits
      0:21 | ...              | ring C1>Ann via sales`,
    says: `
      rang Ann (idle 21 s, choice 2), rule next-free, waited 20 s
      also in sales
      by a seat of sales
      first because alone`,
  },
];
