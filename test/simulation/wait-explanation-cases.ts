import type { ExplanationCase } from "./explanation-case.ts";

/** Why somebody still waits. */
export const WAIT_EXPLANATION_CASES: readonly ExplanationCase[] = [
  {
    name: "why still waiting: somebody missed them, is busy, is not ready, lacks a skill, has signed out",
    given: `service german=3, max-wait 300 voicemail
            Ann works service:1 german=5
            Bob works service:1 german=5
            Cyd works service:1 german=5
            Dan works service:1 fibre=5
            Eve works service:1 german=5`,
    rows: `
      0:00 | Ann works, Bob works, Cyd signs-in, Dan works | *
      0:01 | C1 calls service                              | ring C1>Ann
      0:02 | C2 calls service vip headstart 20             | ring C2>Bob
      0:03 | Bob rejects                                   | *
      0:04 | Bob ready                                     | Bob ready`,
    asks: "C2 0:08",
    says: `
      waited 6 s, rule most-skilled, head start 20 s
      asked for german=3
      not Bob (idle 4 s, occupied 13 %, skill 5): just-missed-it
      not Ann (occupied 88 %, skill 5): busy
      not Cyd (skill 5): not-ready just-signed-in
      not Dan (idle 8 s): lacks-skill german 0 of 3
      place 1; 1 ringing, 1 notReady, 1 lackingSkill, 1 freeButNot, 1 signedOut
      not ready: 1 just-signed-in
      next: promotionAt 10:02, maxWaitAt 5:02`,
  },
  {
    name: "why still waiting: everybody who could is talking, ringing or wrapping up; the second in line",
    given: `service rings 60 wraps 60 promotes 120
            Ann works service:1
            Bob works service:1
            Cyd works service:1`,
    rows: `
      0:00 | Ann works, Bob works, Cyd works | *
      0:01 | C1 calls service                | ring C1>Ann
      0:02 | Ann answers                     | Ann talks C1
      0:03 | C2 calls service                | ring C2>Bob
      0:04 | Bob answers, C2 ends            | *
      0:05 | C3 calls service                | ring C3>Cyd
      0:06 | C4 calls service                | C4 waits`,
    asks: "C4 0:10",
    says: `
      waited 4 s, rule longest-idle
      not Ann (occupied 90 %): busy
      not Bob (occupied 70 %): busy
      not Cyd (occupied 50 %): busy
      place 2; 1 talking, 1 ringing, 1 wrappingUp
      next: promotionAt 2:06`,
  },
  {
    name: "while somebody is rung for them: who rings is not among those who did not get the call",
    given: `service rings 60 promotes 120
            Ann works service:1
            Bob works service:1`,
    rows: `
      0:00 | Ann works, Bob works | *
      0:01 | C1 calls service     | ring C1>Ann
      0:02 | Ann answers          | Ann talks C1
      0:03 | C2 calls service     | ring C2>Bob`,
    asks: "C2 0:10",
    says: `
      waited 7 s, rule longest-idle
      not Ann (occupied 90 %): busy
      place 1; 1 talking, 1 ringing
      next: promotionAt 2:03`,
  },
  {
    name: "why still waiting: each of those who are not ready has a reason, also who missed, rejected or lost their telephone",
    given: `service rings 10 wraps 5
            Ann works service:1
            Bob works service:1
            Cyd works service:1
            Dan works service:1
            Eve works service:1
            Fay works service:1
            Gus works service:1
            Hal works service:1 sales:1
            Ivy works service:1
            Jim works service:1
            Kay works service:1
            Lou works service:1
            Moe works service:1`,
    rows: `
      0:00 | Moe works                                                                | *
      0:00 | Ann works, Bob works, Cyd works, Dan works, Eve works, Hal works         | *
      0:00 | Fay works, Gus works, Ivy works, Jim works, Kay works, Lou signs-in      | *
      0:01 | Ann not-ready break, Bob not-ready break, Cyd not-ready lunch            | *
      0:01 | Dan not-ready meeting, Eve not-ready training, Hal not-ready admin-work  | *
      0:01 | Kay not-ready after-wrap-up, Moe not-ready monitoring                    | *
      0:02 | Fay loses phone, Gus loses console                                       | *
      0:03 | C1 calls service                                                         | ring C1>Ivy
      0:04 | Ivy rejects                                                              | *
      0:05 | Bob not-ready lunch                                                      | *
      0:14 | ...                                                                      | *`,
    asks: "C1 0:20",
    says: `
      waited 17 s, rule longest-idle
      not Jim (occupied 50 %): just-missed-it
      not Ann: not-ready break
      not Bob: not-ready lunch
      not Cyd: not-ready lunch
      not Dan: not-ready meeting
      place 1; 13 notReady
      not ready: 1 break, 2 lunch, 1 meeting, 1 training, 1 admin-work, 1 just-signed-in, 1 ring-no-answer, 1 rejected-offer, 1 phone-unreachable, 1 console-disconnected, 1 after-wrap-up, 1 monitoring
      next: promotionAt 10:03`,
  },
  {
    name: "why still waiting: the only free seat is a reserve",
    given: `service promotes 120
            Ann works service:1r`,
    rows: `
      0:00 | Ann works        | *
      0:01 | C1 calls service | C1 waits`,
    asks: "C1 0:10",
    says: `
      waited 9 s, rule longest-idle
      not Ann (idle 10 s, reserve): reserve
      place 1; 1 freeButNot
      next: promotionAt 2:01`,
  },
  {
    name: "why still waiting: for their own agent, although another is free",
    given: `service
            Ann works service:1
            Bob works service:1`,
    rows: `
      0:00 | Ann works                         | *
      0:01 | C1 calls service                  | ring C1>Ann
      0:02 | Ann answers                       | *
      0:03 | Bob works                         | *
      0:04 | C2 calls service wants Ann for 60 | C2 waits`,
    asks: "C2 0:10",
    says: `
      waited 6 s, rule longest-idle
      not Bob (idle 7 s): preferred-waits
      not Ann (occupied 90 %): busy
      place 1; 1 talking, 1 freeButNot
      waits for Ann alone until 1:04
      next: promotionAt 10:04`,
  },
  {
    name: "why still waiting, and each step to come at its own time",
    given: `service german=5, after 30 german=2, after 20 also-in sales, max-wait 120 voicemail
            sales
            Ann works service:1 german=5`,
    rows: `
      0:00 | Ann signs-in     | *
      0:10 | C1 calls service | C1 waits`,
    asks: "C1 0:15",
    says: `
      waited 5 s, rule longest-idle
      asked for german=5
      not Ann (skill 5): not-ready just-signed-in
      place 1; 1 notReady
      not ready: 1 just-signed-in
      next: relaxationAt 0:40, overflowAt 0:30, promotionAt 10:10, maxWaitAt 2:10`,
  },
  {
    name: "why still waiting, in two queues: agents of the other one count once the caller is there",
    given: `service german=5, after 30 german=2, after 20 also-in sales, after 90 english=1, max-wait 120 voicemail
            sales
            Ann works service:1 german=5
            Bob works sales:1`,
    rows: `
      0:00 | Ann signs-in, Bob signs-in | *
      0:10 | C1 calls service           | C1 waits
      0:30 | ...                        | *`,
    asks: "C1 0:35",
    says: `
      waited 25 s, rule longest-idle
      asked for german=5
      also in sales
      not Ann (skill 5): not-ready just-signed-in
      place 1; 2 notReady
      not ready: 2 just-signed-in
      next: relaxationAt 0:40, promotionAt 10:10, maxWaitAt 2:10`,
  },
];
