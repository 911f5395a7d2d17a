import { createContext, use } from "react";
import { useTranslation } from "react-i18next";
import { wallClock } from "../../../shared/domain/calendar-day.ts";
import type { EpochMs } from "../../../shared/domain/time.ts";

/** Where the centre stands (IANA); null: not known, or there is none, as on the caller's page. */
export const TimeZoneContext = createContext<string | null>(null);

/** By which days and times are shown: the centre's zone, until it is known this machine's. */
export function useTimeZone(): string {
  return use(TimeZoneContext) ?? ownZone();
}

/** The name of the centre's zone where its clock shows another time than this machine's; null: both are one. */
export function useOtherZone(now: EpochMs): string | null {
  const { i18n } = useTranslation();
  const zone = useTimeZone();
  return wallClock(now, zone) === wallClock(now, ownZone()) ? null : zoneName(zone, i18n.language);
}

/** `Asia/Shanghai` -> `Shanghai`: the city is what people know. In Chinese, where cities have no name here: `中国时间`. */
export function zoneName(timeZone: string, language: string): string {
  const name = language === "zh" ? fullZoneName(timeZone, language) : null;
  if (name !== null) return name;
  return (timeZone.split("/").at(-1) ?? timeZone).replaceAll("_", " ");
}

/** `China Time`, `中国时间` (with or without "Standard": the browser's words); null: there is no such zone. */
export function fullZoneName(timeZone: string, language: string): string | null {
  const locale = language === "zh" ? "zh-CN" : "en-GB";
  try {
    const parts = new Intl.DateTimeFormat(locale, { timeZone, timeZoneName: "longGeneric" }).formatToParts(0);
    return parts.find(({ type }) => type === "timeZoneName")?.value ?? null;
  } catch (error) {
    // As it is while it is being typed.
    if (error instanceof RangeError) return null;
    throw error;
  }
}

let own: string | null = null;

/** This machine's. */
export function ownZone(): string {
  own ??= Intl.DateTimeFormat().resolvedOptions().timeZone;
  return own;
}
