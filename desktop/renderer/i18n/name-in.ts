/**
 * Of a thing's names by language the one to show: the reader's, else English, else any; else `otherwise`, its id. An empty name
 * is none, so what is just being renamed keeps a name that can be read and pressed.
 */
export function nameIn(
  language: string,
  names: Readonly<Record<string, string>> | undefined,
  otherwise: string,
): string {
  if (names === undefined) return otherwise;
  return names[language] || names["en"] || Object.values(names).find((name) => name !== "") || otherwise;
}
