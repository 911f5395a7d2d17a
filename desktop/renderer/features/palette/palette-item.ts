import type { IconName } from "../../ui/icon-paths.ts";

export interface PaletteItem {
  readonly id: string;
  readonly group: "dial" | "action" | "state" | "go" | "look" | "account" | "customer";
  readonly label: string;
  readonly icon: IconName;
  /** Told beside the label: a customer's number, a company. */
  readonly aside?: string;
  /** Words it is found by and not shown with: what else people call it, in Latin letters too where the label has none. */
  readonly also?: string;
  readonly keys?: readonly string[];
  readonly run: () => void;
}

/** Those whose words contain every word typed, in any order; beginnings of the label come first. */
export function matching(items: readonly PaletteItem[], text: string): readonly PaletteItem[] {
  const words = text
    .toLocaleLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "");
  if (words.length === 0) return items;
  const found = items.filter(({ label, aside = "", also = "" }) => {
    const all = `${label} ${aside}`.toLocaleLowerCase();
    const others = also.toLocaleLowerCase().split(" ");
    // Of these the beginning only: the initials of one thing stand within the words of many others.
    return words.every((word) => all.includes(word) || others.some((other) => other.startsWith(word)));
  });
  const begins = ({ label }: PaletteItem) => (label.toLocaleLowerCase().startsWith(words[0] ?? "") ? 0 : 1);
  // Groups stay together: a list that is sorted anew with every letter cannot be read.
  const groups = [...new Set(found.map(({ group }) => group))];
  return groups.flatMap((group) => found.filter((item) => item.group === group).sort((a, b) => begins(a) - begins(b)));
}
