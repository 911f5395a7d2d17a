import type { SnoopRequest } from "../../server/ports/telephony.ts";

export const PEOPLE = ["customer", "agent", "supervisor"] as const;
export type Person = (typeof PEOPLE)[number];

/** Customer and agent talk; the supervisor is in a bridge with a snoop on the agent's leg. Who hears whom then. */
export const WHO_HEARS_WHOM: readonly {
  readonly speaksTo: SnoopRequest["speaksTo"];
  readonly hears: Readonly<Record<Person, readonly Person[]>>;
}[] = [
  {
    speaksTo: "nobody",
    hears: { customer: ["agent"], agent: ["customer"], supervisor: ["customer", "agent"] },
  },
  {
    speaksTo: "leg",
    hears: { customer: ["agent"], agent: ["customer", "supervisor"], supervisor: ["customer", "agent"] },
  },
  {
    speaksTo: "all",
    hears: { customer: ["agent", "supervisor"], agent: ["customer", "supervisor"], supervisor: ["customer", "agent"] },
  },
];
