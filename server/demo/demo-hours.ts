import type { HoursCalendar, OpenRange } from "../../shared/domain/hours.ts";
import { holidayExceptions } from "../../shared/domain/holiday-exceptions.ts";
import { MAINLAND_CHINA_2026 } from "../hours/mainland-china-2026.ts";

const WORKDAY: readonly OpenRange[] = [{ opensAtMinute: 540, closesAtMinute: 1_080 }];

/**
 * Nine to six on working days with the holidays and worked weekends of 2026. No queue of the demonstration keeps them: whoever tries
 * the product in the evening is to reach somebody.
 */
export const DEMO_OFFICE_HOURS: HoursCalendar = {
  calendarId: "office-hours",
  names: { en: "Office hours", zh: "办公时间" },
  timeZone: "Asia/Shanghai",
  weekly: {
    monday: WORKDAY,
    tuesday: WORKDAY,
    wednesday: WORKDAY,
    thursday: WORKDAY,
    friday: WORKDAY,
    saturday: [],
    sunday: [],
  },
  exceptions: holidayExceptions(MAINLAND_CHINA_2026, WORKDAY),
};
