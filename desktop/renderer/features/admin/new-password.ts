/** Without 0/O, 1/l/I and the like: a password is read aloud once, then changed. */
const LETTERS = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";
const GROUPS = 4;
const GROUP_LENGTH = 4;

/** Four groups of four, 92 bits. `fill` is `crypto.getRandomValues`. */
export function newPassword(fill: (bytes: Uint8Array<ArrayBuffer>) => void): string {
  const letters: string[] = [];
  // Bytes beyond the last whole multiple would favour the first letters.
  const usable = 256 - (256 % LETTERS.length);
  while (letters.length < GROUPS * GROUP_LENGTH) {
    const bytes = new Uint8Array(32);
    fill(bytes);
    for (const byte of bytes) if (byte < usable) letters.push(LETTERS.charAt(byte % LETTERS.length));
  }
  return Array.from({ length: GROUPS }, (_, group) =>
    letters.slice(group * GROUP_LENGTH, (group + 1) * GROUP_LENGTH).join(""),
  ).join("-");
}
