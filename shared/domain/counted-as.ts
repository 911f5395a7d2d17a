/**
 * As what a contact stands in a figure of the day, so that the contacts behind a figure can be asked for: rows and figure are the same
 * number. The first ones are a queue's columns (`queue-fate.ts`); `handled`: talked and wrapped up by whoever it was, the figure of an
 * agent's day; `queue-handled`: of these the inbound ones, of which a queue's average handle time is made; `menu`: in a menu now. `service-level`: counted by a variant of the service level, of which
 * `in-time` and `not-in-time` are the two sides (`service-level.ts`); they are of a variant.
 */
export const COUNTED_AS = [
  "offered",
  "answered",
  "abandoned",
  "overflowed",
  "callback",
  "callback-reached",
  "message",
  "turned-away",
  "in-progress",
  "queue-handled",
  "handled",
  "menu",
  "service-level",
  "in-time",
  "not-in-time",
] as const;
export type CountedAs = (typeof COUNTED_AS)[number];

export const SERVICE_LEVEL_SIDES = ["service-level", "in-time", "not-in-time"] as const satisfies readonly CountedAs[];
export type ServiceLevelSide = (typeof SERVICE_LEVEL_SIDES)[number];

export function isServiceLevelSide(counted: CountedAs | "any"): counted is ServiceLevelSide {
  return SERVICE_LEVEL_SIDES.some((side) => side === counted);
}
