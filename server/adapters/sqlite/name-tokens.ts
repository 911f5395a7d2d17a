const HAN = /\p{Script=Han}/gu;
const TOKENS = /\p{Script=Han}+|(?:(?!\p{Script=Han})[\p{L}\p{N}\p{M}])+/gu;
const TOKENS_MAX = 8;

const APOSTROPHES = /['’‘`]/gu;

/**
 * A name as it is indexed: each Han character a token of its own, because Chinese is written without spaces; a name with an
 * apostrophe stands there without it as well, so that OBrien finds O'Brien.
 */
export function indexedName(name: string): string {
  const text = name.normalize("NFKC");
  const joined = text.replace(APOSTROPHES, "");
  return (joined === text ? text : `${text} ${joined}`).replace(HAN, " $& ").trim();
}

/**
 * The FTS5 query for what somebody typed: Han characters as a phrase in their order, other words by their beginning, all of them
 * required. null where the text holds no letter or digit. Only token characters are quoted, so FTS5 syntax cannot be injected.
 */
export function nameQuery(text: string): string | null {
  const tokens = text.normalize("NFKC").match(TOKENS)?.slice(0, TOKENS_MAX) ?? [];
  if (tokens.length === 0) return null;
  return tokens
    .map((token) => (/^\p{Script=Han}/u.test(token) ? `"${[...token].join(" ")}"` : `"${token}"*`))
    .join(" ");
}
