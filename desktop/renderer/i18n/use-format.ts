import { useTranslation } from "react-i18next";
import { dateAt, daysBetween } from "../../../shared/domain/calendar-day.ts";
import type { DurationMs, EpochMs } from "../../../shared/domain/time.ts";
import { useTimeZone } from "./time-zone.ts";

export interface Format {
  /** `14:05` */
  readonly time: (at: EpochMs) => string;
  /** `14:05:09`: where two steps often fall into one minute. */
  readonly exactTime: (at: EpochMs) => string;
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

/** Beyond this a date says more than a count of days. */
const RELATIVE_DAYS_MAX = 7;
/** From here on nobody asks for the seconds. */
const EXACT_BELOW_S = 600;

/** Numbers and money in the chosen language, days and times in the centre's time zone. */
export function useFormat(): Format {
  const { i18n } = useTranslation();
  return formatOf(i18n.language, useTimeZone());
}

/** One for each language and zone, of which a page sees two at most: a formatter of `Intl` costs as much as the row that shows its figure. */
const formats = new Map<string, Format>();

export function formatOf(language: string, timeZone: string): Format {
  const locale = language === "zh" ? "zh-CN" : "en-GB";
  const key = `${locale} ${timeZone}`;
  const format = formats.get(key) ?? createFormat(locale, timeZone);
  formats.set(key, format);
  return format;
}

function createFormat(locale: string, timeZone: string): Format {
  const clock = { timeZone, hour: "2-digit", minute: "2-digit", hour12: false } as const;
  const time = new Intl.DateTimeFormat(locale, clock);
  const exactTime = new Intl.DateTimeFormat(locale, { ...clock, second: "2-digit" });
  const date = new Intl.DateTimeFormat(locale, { timeZone, year: "numeric", month: "short", day: "numeric" });
  const dateOfYear = new Intl.DateTimeFormat(locale, { timeZone, month: "short", day: "numeric" });
  const dateTime = new Intl.DateTimeFormat(locale, {
    timeZone,
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
    exactTime: (at) => exactTime.format(at),
    date: (at) => date.format(at),
    dateTime: (at) => dateTime.format(at),
    day: (at, now) => {
      const days = daysBetween(at, now, timeZone);
      if (days >= 0 && days <= RELATIVE_DAYS_MAX) return relative.format(-days, "day");
      const [year, thisYear] = [at, now].map((each) => dateAt(each, timeZone).slice(0, 4));
      return (year === thisYear ? dateOfYear : date).format(at);
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
      // As a clock counts: 28.6 s are 0:28 on the band, and must not be 29 s in the timeline.
      const seconds = Math.floor(durationMs / 1000);
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
