import { type RawBuilder, sql } from "kysely";

const TEXT_LENGTH_MAX = 100;

/** `%text%` in which the wildcards somebody typed stand for themselves; use it as the right side of `like`. */
export function likePattern(text: string): RawBuilder<string> {
  const escaped = text.slice(0, TEXT_LENGTH_MAX).replace(/[\\%_]/gu, (wildcard) => `\\${wildcard}`);
  return sql<string>`${`%${escaped}%`} escape '\\'`;
}
