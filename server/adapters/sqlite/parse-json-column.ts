import { DatabaseError } from "./database-error.ts";

/** A JSON column that this program wrote itself; what does not parse was damaged on disk. */
export function parseJsonColumn(column: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new DatabaseError("database-broken", `column ${column} holds no JSON`, error);
  }
}
