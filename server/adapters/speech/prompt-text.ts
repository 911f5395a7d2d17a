import type { Language } from "../../../shared/domain/contact.ts";
import type { PromptSlot } from "../../../shared/domain/prompt.ts";
import { promptSlots } from "../../../shared/domain/prompt.ts";
import { PromptUnavailableError } from "./prompt-unavailable-error.ts";
import { englishDate, englishDigits, englishMinutes, englishMoney, englishNumber } from "./spoken-english.ts";
import { mandarinDate, mandarinDigits, mandarinMinutes, mandarinMoney, mandarinNumber } from "./spoken-mandarin.ts";

const MONEY_MINOR_MAX = 99_999_999_999_999;
const COUNT_MAX = 9_999;
const DIGITS_MAX = 32;

/**
 * The text of a prompt with its values in words, so that no voice has to guess how a number is read.
 * @param timeZone IANA name: a due date is a day where the customer pays.
 * @throws PromptUnavailableError when a value is missing or not of its kind.
 */
export function promptText(
  text: string,
  values: Readonly<Record<string, string>>,
  language: Language,
  timeZone: string,
): string {
  return promptSlots(text).reduce((spoken, slot) => {
    const raw = slot.valueNames.map((name) => {
      const value = values[name];
      if (value === undefined) throw new PromptUnavailableError(`value ${name} is missing`);
      return value;
    });
    const words = slotText(slot, raw, language, timeZone);
    if (words === null) throw new PromptUnavailableError(`${slot.marker} cannot be spoken`);
    return spoken.replace(slot.marker, words);
  }, text);
}

function slotText(slot: PromptSlot, raw: readonly string[], language: Language, timeZone: string): string | null {
  const [first = "", second = ""] = raw;
  const en = language === "en";
  switch (slot.kind) {
    case "digits":
      if (!new RegExp(`^\\d{1,${DIGITS_MAX}}$`).test(first)) return null;
      return en ? englishDigits(first) : mandarinDigits(first);
    case "count": {
      const count = wholeNumber(first, COUNT_MAX);
      if (count === null) return null;
      return en ? englishNumber(count) : mandarinNumber(count);
    }
    case "money": {
      const amountMinor = wholeNumber(first, MONEY_MINOR_MAX);
      if (amountMinor === null) return null;
      return en ? englishMoney(amountMinor, second) : mandarinMoney(amountMinor, second);
    }
    case "date": {
      const day = calendarDay(first, timeZone);
      if (day === null) return null;
      return en ? englishDate(day.month, day.day) : mandarinDate(day.month, day.day);
    }
    case "minutes": {
      const low = wholeNumber(first, COUNT_MAX);
      const high = wholeNumber(second, COUNT_MAX);
      if (low === null || high === null || low > high) return null;
      return en ? englishMinutes(low, high) : mandarinMinutes(low, high);
    }
    default:
      return null;
  }
}

function wholeNumber(raw: string, max: number): number | null {
  if (!/^\d{1,15}$/.test(raw)) return null;
  const value = Number(raw);
  return value <= max ? value : null;
}

function calendarDay(raw: string, timeZone: string): { readonly month: number; readonly day: number } | null {
  const at = wholeNumber(raw, Number.MAX_SAFE_INTEGER);
  if (at === null) return null;
  const parts = new Intl.DateTimeFormat("en-US", { timeZone, month: "numeric", day: "numeric" }).formatToParts(at);
  const part = (type: "month" | "day"): number => Number(parts.find((one) => one.type === type)?.value);
  return { month: part("month"), day: part("day") };
}
