import type { UserId } from "../../../../shared/domain/ids.ts";
import { Store } from "../../connection/store.ts";

const KEY = "cordboard.tour";
/** More people than work at one machine. */
const USERS_MAX = 200;

/** Whether this person has not seen the tour on this machine. */
export function tourIsDue(userId: UserId): boolean {
  return !seenBy().includes(userId);
}

export function rememberTour(userId: UserId): void {
  const seen = [userId, ...seenBy().filter((each) => each !== userId)];
  localStorage.setItem(KEY, JSON.stringify(seen.slice(0, USERS_MAX)));
}

/** How often it was asked for since it was last seen to its end: each time it begins anew. */
export const tourAsked = new Store(0);

function seenBy(): readonly string[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(stored) ? stored.filter((each) => typeof each === "string") : [];
  } catch (error) {
    if (error instanceof SyntaxError) return [];
    throw error;
  }
}
