import { useTranslation } from "react-i18next";
import type { DurationMs, EpochMs } from "../../../shared/domain/time.ts";

export interface Format {
  /** `14:05` */
  readonly time: (at: EpochMs) => string;
  /** `21 Nov 2026` / `2026年11月21日` */
  readonly date: (at: EpochMs) => string;
  /** `21 Nov, 14:05` */
  readonly dateTime: (at: EpochMs) => string;
  /** `today` / `yesterday` / `3 days ago`, then the date, with the year only when it is another one. */
  readonly day: (at: EpochMs, now: EpochMs) => string;
  /** Minor units (cents, fen) to money. */
  readonly money: (amountMinor: number, currency: string) => string;
  /** Major units without the small change: `¥38,400`. */
  readonly wholeMoney: (amount: number, currency: string) => string;
  readonly number: (value: number) => string;
  /** 0..1 to `83%` */
  readonly percent: (share: number) => string;
  /** 0..1 to `0.4%`: where a tenth of a per cent matters. */
  readonly finePercent: (share: number) => string;
  /** `42s`, `1m 27s`, `12m`, `1h 5m` as the reader writes them. */
  readonly duration: (durationMs: DurationMs) => string;
}

const DAY_MS = 86_400_000;
/** Beyond this a date says more than a count of days. */
const RELATIVE_DAYS_MAX = 7;
/** From here on nobody asks for the seconds. */
const EXACT_BELOW_S = 600;

/** Dates, numbers and money in the chosen language and this machine's time zone. */
export function useFormat(): Format {
  const { i18n } = useTranslation();
  return formatOf(i18n.language === "zh" ? "zh-CN" : "en-GB");
}

/** One for each language: a formatter of `Intl` costs as much as the row that shows its figure. */
const formats = new Map<"en-GB" | "zh-CN", Format>();

function formatOf(locale: "en-GB" | "zh-CN"): Format {
  const format = formats.get(locale) ?? createFormat(locale);
  formats.set(locale, format);
  return format;
}

function createFormat(locale: string): Format {
  const time = new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit", hour12: false });
  const date = new Intl.DateTimeFormat(locale, { year: "numeric", month: "short", day: "numeric" });
  const dateOfYear = new Intl.DateTimeFormat(locale, { month: "short", day: "numeric" });
  const dateTime = new Intl.DateTimeFormat(locale, {
    month: "short",
    day: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    hour12: false,
  });
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
  const number = new Intl.NumberFormat(locale);
  const finePercent = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 1 });
  const percent = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 0 });
  const unit = (value: number, name: "second" | "minute" | "hour") =>
    new Intl.NumberFormat(locale, { style: "unit", unit: name, unitDisplay: "narrow" }).format(value);
  return {
    time: (at) => time.format(at),
    date: (at) => date.format(at),
    dateTime: (at) => dateTime.format(at),
    day: (at, now) => {
      const days = Math.round((startOfDay(now) - startOfDay(at)) / DAY_MS);
      if (days >= 0 && days <= RELATIVE_DAYS_MAX) return relative.format(-days, "day");
      const sameYear = new Date(at).getFullYear() === new Date(now).getFullYear();
      return (sameYear ? dateOfYear : date).format(at);
    },
    money: (amountMinor, currency) =>
      new Intl.NumberFormat(locale, { style: "currency", currency, currencyDisplay: "narrowSymbol" }).format(
        amountMinor / 100,
      ),
    wholeMoney: (amount, currency) =>
      new Intl.NumberFormat(locale, {
        style: "currency",
        currency,
        currencyDisplay: "narrowSymbol",
        maximumFractionDigits: 0,
      }).format(amount),
    number: (value) => number.format(value),
    percent: (share) => percent.format(share),
    finePercent: (share) => finePercent.format(share),
    duration: (durationMs) => {
      const seconds = Math.round(durationMs / 1000);
      const minutes = Math.floor(seconds / 60);
      const hours = Math.floor(minutes / 60);
      const parts =
        seconds < 60
          ? [unit(seconds, "second")]
          : seconds < EXACT_BELOW_S
            ? [unit(minutes, "minute"), ...(seconds % 60 === 0 ? [] : [unit(seconds % 60, "second")])]
            : hours === 0
              ? [unit(minutes, "minute")]
              : [unit(hours, "hour"), ...(minutes % 60 === 0 ? [] : [unit(minutes % 60, "minute")])];
      return parts.join(" ");
    },
  };
}

function startOfDay(at: EpochMs): number {
  const day = new Date(at);
  day.setHours(0, 0, 0, 0);
  return day.getTime();
}
