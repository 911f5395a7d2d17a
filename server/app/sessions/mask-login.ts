/** People type their password into the login field: the log gets the first character and the length, never the text. */
export function maskLogin(login: string): string {
  const characters = [...login];
  return `${characters[0] ?? ""}…(${characters.length})`;
}
