import { CommandError } from "../../ports/console-app.ts";

/**
 * The number a demonstration caller chose. It becomes the caller id in the PBX's configuration, so nothing but digits
 * with an optional plus gets through (E.164: at most 15 digits; service numbers may have three).
 */
export function readCallerNumber(chosen: string | null): string | null {
  if (chosen === null) return null;
  const compact = chosen.normalize("NFKC").replace(/[\s().\-‐-―]/gu, "");
  if (compact === "") return null;
  if (!/^\+?\d{3,15}$/u.test(compact)) throw new CommandError("bad-number");
  return compact;
}
