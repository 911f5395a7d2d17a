const ONES = [
  "zero",
  "one",
  "two",
  "three",
  "four",
  "five",
  "six",
  "seven",
  "eight",
  "nine",
  "ten",
  "eleven",
  "twelve",
  "thirteen",
  "fourteen",
  "fifteen",
  "sixteen",
  "seventeen",
  "eighteen",
  "nineteen",
];
const TENS = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
const SCALES = [
  [1_000_000_000, "billion"],
  [1_000_000, "million"],
  [1_000, "thousand"],
] as const;
const ORDINAL_ENDS: Readonly<Record<string, string>> = {
  one: "first",
  two: "second",
  three: "third",
  five: "fifth",
  eight: "eighth",
  nine: "ninth",
  twelve: "twelfth",
};
const MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];

interface EnglishCurrency {
  readonly one: string;
  readonly many: string;
  readonly minorOne: string;
  readonly minorMany: string;
}

const CURRENCIES: Readonly<Record<string, EnglishCurrency>> = {
  CNY: { one: "yuan", many: "yuan", minorOne: "fen", minorMany: "fen" },
  HKD: { one: "Hong Kong dollar", many: "Hong Kong dollars", minorOne: "cent", minorMany: "cents" },
  USD: { one: "dollar", many: "dollars", minorOne: "cent", minorMany: "cents" },
  EUR: { one: "euro", many: "euros", minorOne: "cent", minorMany: "cents" },
  GBP: { one: "pound", many: "pounds", minorOne: "penny", minorMany: "pence" },
};

/** 0..999,999,999,999 in words: 1128 -> "one thousand one hundred twenty-eight". */
export function englishNumber(value: number): string {
  for (const [size, name] of SCALES) {
    if (value < size) continue;
    const rest = value % size;
    const head = `${englishNumber(Math.floor(value / size))} ${name}`;
    return rest === 0 ? head : `${head} ${englishNumber(rest)}`;
  }
  if (value >= 100) {
    const rest = value % 100;
    const head = `${ONES[Math.floor(value / 100)] ?? ""} hundred`;
    return rest === 0 ? head : `${head} ${englishNumber(rest)}`;
  }
  if (value < 20) return ONES[value] ?? "";
  const ones = value % 10;
  const tens = TENS[Math.floor(value / 10)] ?? "";
  return ones === 0 ? tens : `${tens}-${ONES[ones] ?? ""}`;
}

/** Commas make the voice pause between the digits. */
export function englishDigits(digits: string): string {
  return [...digits].map((digit) => ONES[Number(digit)] ?? "").join(", ");
}

/** 12850 CNY -> "one hundred twenty-eight yuan fifty"; null for a currency whose name is not known. */
export function englishMoney(amountMinor: number, currency: string): string | null {
  const names = CURRENCIES[currency];
  if (names === undefined) return null;
  const major = Math.floor(amountMinor / 100);
  const minor = amountMinor % 100;
  const majorText = `${englishNumber(major)} ${major === 1 ? names.one : names.many}`;
  const minorText = `${englishNumber(minor)} ${minor === 1 ? names.minorOne : names.minorMany}`;
  if (minor === 0) return majorText;
  if (major === 0) return minorText;
  // "twelve yuan five" would be heard as 12.50.
  return minor < 10 ? `${majorText} and ${minorText}` : `${majorText} ${englishNumber(minor)}`;
}

/** month 1..12, day 1..31: "December fifth". */
export function englishDate(month: number, day: number): string {
  return `${MONTHS[month - 1] ?? ""} ${englishOrdinal(day)}`;
}

export function englishMinutes(low: number, high: number): string {
  if (high < 1) return "less than one minute";
  if (low === high) return low === 1 ? "about one minute" : `about ${englishNumber(low)} minutes`;
  if (low < 1) return high === 1 ? "about one minute" : `up to ${englishNumber(high)} minutes`;
  return `about ${englishNumber(low)} to ${englishNumber(high)} minutes`;
}

function englishOrdinal(value: number): string {
  const words = englishNumber(value);
  const cut = Math.max(words.lastIndexOf("-"), words.lastIndexOf(" ")) + 1;
  const last = words.slice(cut);
  const ordinal = ORDINAL_ENDS[last] ?? (last.endsWith("y") ? `${last.slice(0, -1)}ieth` : `${last}th`);
  return words.slice(0, cut) + ordinal;
}
