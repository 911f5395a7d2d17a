/** Global hot keys as Electron writes them (`CommandOrControl+Shift+F9`): parsed strictly, said by one way of writing. */

const MODIFIERS = [
  "CommandOrControl",
  "Control",
  "Command",
  "Alt",
  "Option",
  "AltGr",
  "Shift",
  "Super",
  "Meta",
] as const;
export type Modifier = (typeof MODIFIERS)[number];

/** Keys that exist on their own for telephones and players; nobody types with them. */
const MEDIA_KEYS = ["VolumeMute", "MediaPlayPause", "MediaStop", "MediaNextTrack", "MediaPreviousTrack"];
const NAMED_KEYS = [
  "Space",
  "Insert",
  "Delete",
  "Home",
  "End",
  "PageUp",
  "PageDown",
  "Up",
  "Down",
  "Left",
  "Right",
  ...MEDIA_KEYS,
];
const PLAIN_KEY = /^(?:[A-Z]|[0-9]|F(?:[1-9]|1[0-9]|2[0-4]))$/u;
/** Beyond F12 a keyboard has them only where somebody programmed them. */
const FREE_FUNCTION_KEY = /^F(?:1[3-9]|2[0-4])$/u;

export interface Accelerator {
  readonly modifiers: readonly Modifier[];
  readonly key: string;
}

/** The combination, or null when it is none or would eat what somebody types (a letter alone, or only with Shift). */
export function parseAccelerator(text: string): Accelerator | null {
  const parts = text.split("+");
  const key = parts.at(-1) ?? "";
  const modifiers = parts.slice(0, -1).map((part) => MODIFIERS.find((modifier) => modifier === part));
  if (modifiers.some((modifier) => modifier === undefined)) return null;
  const known = modifiers.filter((modifier) => modifier !== undefined);
  if (new Set(known).size !== known.length) return null;
  if (!PLAIN_KEY.test(key) && !NAMED_KEYS.includes(key)) return null;
  const standsAlone = FREE_FUNCTION_KEY.test(key) || MEDIA_KEYS.includes(key);
  if (!standsAlone && !known.some((modifier) => modifier !== "Shift")) return null;
  return { modifiers: known, key };
}

/** Two ways to write the same combination give the same text; `isMac` decides what `CommandOrControl` is. */
export function sameKey(text: string, isMac: boolean): string {
  const parsed = parseAccelerator(text);
  if (parsed === null) return text;
  const plain = parsed.modifiers.map((modifier) => {
    if (modifier === "CommandOrControl") return isMac ? "Meta" : "Control";
    if (modifier === "Command" || modifier === "Super") return "Meta";
    return modifier === "Option" ? "Alt" : modifier;
  });
  return [...[...new Set<string>(plain)].toSorted(), parsed.key].join("+");
}
