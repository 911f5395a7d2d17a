import type { HolidaySet } from "../../shared/domain/hours.ts";

/**
 * General Office of the State Council, "国务院办公厅关于2026年部分节假日安排的通知", 4 November 2025; text as carried by Xinhua
 * (read 2026-11-22 at politics.gmw.cn and in 中山日报, which agree). The list of 2027 is published in late autumn of 2026.
 */
export const MAINLAND_CHINA_2026: HolidaySet = {
  holidaySetId: "cn-2026",
  country: "CN",
  year: 2026,
  names: { en: "Mainland China 2026", zh: "中国大陆 2026 年" },
  publishedBy: "国务院办公厅",
  publishedOn: "2025-11-04",
  sourceUrl: "https://politics.gmw.cn/2025-11/04/content_38391083.htm",
  holidays: [
    {
      names: { en: "New Year", zh: "元旦" },
      firstDate: "2026-01-01",
      lastDate: "2026-01-03",
      workedDates: ["2026-01-04"],
    },
    {
      names: { en: "Spring Festival", zh: "春节" },
      firstDate: "2026-02-15",
      lastDate: "2026-02-23",
      workedDates: ["2026-02-14", "2026-02-28"],
    },
    {
      names: { en: "Qingming", zh: "清明节" },
      firstDate: "2026-04-04",
      lastDate: "2026-04-06",
      workedDates: [],
    },
    {
      names: { en: "Labour Day", zh: "劳动节" },
      firstDate: "2026-05-01",
      lastDate: "2026-05-05",
      workedDates: ["2026-05-09"],
    },
    {
      names: { en: "Dragon Boat Festival", zh: "端午节" },
      firstDate: "2026-06-19",
      lastDate: "2026-06-21",
      workedDates: [],
    },
    {
      names: { en: "Mid-Autumn Festival", zh: "中秋节" },
      firstDate: "2026-09-25",
      lastDate: "2026-09-27",
      workedDates: [],
    },
    {
      names: { en: "National Day", zh: "国庆节" },
      firstDate: "2026-10-01",
      lastDate: "2026-10-07",
      workedDates: ["2026-09-20", "2026-10-10"],
    },
  ],
};
