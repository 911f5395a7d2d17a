import type { ConsoleContact } from "../../../shared/wire/console.ts";

/**
 * A callback in the order "customer first", not answered yet: the customer's phone rings, the agent's does not. The agent's ring has
 * an end from the moment it is planned (an agent-first callback and every other offer: at once), so without one it is not planned.
 */
export function isCustomerCalledFirst({ phase, context, ringEndsAt }: ConsoleContact): boolean {
  return phase === "offered" && context.routing?.isCallback === true && ringEndsAt === null;
}
