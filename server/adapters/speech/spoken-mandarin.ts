const DIGITS = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
const PLACES = ["", "十", "百", "千"];
const GROUPS = ["", "万", "亿"];

interface MandarinCurrency {
  readonly major: string;
  /** A currency with a tenth is spoken in tenths and hundredths. */
  readonly tenth: string | null;
  readonly minor: string;
}

const CURRENCIES: Readonly<Record<string, MandarinCurrency>> = {
  CNY: { major: "元", tenth: "角", minor: "分" },
  HKD: { major: "港元", tenth: null, minor: "港仙" },
  USD: { major: "美元", tenth: null, minor: "美分" },
  EUR: { major: "欧元", tenth: null, minor: "欧分" },
  GBP: { major: "英镑", tenth: null, minor: "便士" },
};

/**
 * Whole numbers 0..999,999,999,999 as they are read: a gap is bridged by one 零, a leading 一十 is 十, and 二 becomes 两 before
 * 千, 万 and 亿.
 */
export function mandarinNumber(value: number): string {
  if (value === 0) return "零";
  let text = "";
  let gap = false;
  for (let group = 2; group >= 0; group -= 1) {
    const part = Math.floor(value / 10_000 ** group) % 10_000;
    if (part === 0) {
      gap = text !== "";
      continue;
    }
    if (text !== "" && (gap || part < 1_000)) text += "零";
    text += (part === 2 && group > 0 ? "两" : belowTenThousand(part)) + (GROUPS[group] ?? "");
    gap = false;
  }
  return text.startsWith("一十") ? text.slice(1) : text;
}

/** 两 where 二 alone counts things. */
function mandarinAmount(value: number): string {
  return value === 2 ? "两" : mandarinNumber(value);
}

/** Commas make the voice pause between the digits. */
export function mandarinDigits(digits: string): string {
  return [...digits].map((digit) => DIGITS[Number(digit)] ?? "").join("，");
}

/** 12850 CNY -> 一百二十八元五角; null for a currency whose name is not known. */
export function mandarinMoney(amountMinor: number, currency: string): string | null {
  const names = CURRENCIES[currency];
  if (names === undefined) return null;
  const major = Math.floor(amountMinor / 100);
  const minor = amountMinor % 100;
  const majorText = major === 0 && minor > 0 ? "" : mandarinAmount(major) + names.major;
  if (minor === 0) return majorText;
  if (names.tenth === null) return majorText + mandarinAmount(minor) + names.minor;
  const tenths = Math.floor(minor / 10);
  const hundredths = minor % 10;
  const tenthText = tenths === 0 ? "" : mandarinAmount(tenths) + names.tenth;
  const bridge = tenths === 0 && majorText !== "" ? "零" : "";
  return majorText + tenthText + (hundredths === 0 ? "" : bridge + mandarinAmount(hundredths) + names.minor);
}

/** month 1..12, day 1..31: 十二月五日. */
export function mandarinDate(month: number, day: number): string {
  return `${mandarinNumber(month)}月${mandarinNumber(day)}日`;
}

export function mandarinMinutes(low: number, high: number): string {
  if (high < 1) return "不到一分钟";
  if (low === high || low < 1) return `大约${mandarinAmount(high)}分钟`;
  return `大约${mandarinAmount(low)}到${mandarinAmount(high)}分钟`;
}

/** 1..9,999 */
function belowTenThousand(value: number): string {
  let text = "";
  let gap = false;
  for (let place = 3; place >= 0; place -= 1) {
    const digit = Math.floor(value / 10 ** place) % 10;
    if (digit === 0) {
      gap = text !== "";
      continue;
    }
    if (gap) text += "零";
    text += (digit === 2 && place === 3 ? "两" : (DIGITS[digit] ?? "")) + (PLACES[place] ?? "");
    gap = false;
  }
  return text;
}
