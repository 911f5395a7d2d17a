import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it } from "vitest";
import type { HolidaySet, HoursCalendar } from "../../../../../shared/domain/hours.ts";
import { ConsolePage } from "../../../../../test/fakes/console-page.tsx";
import { newCalendar } from "./calendar-draft.ts";
import { HoursPanel } from "./hours-panel.tsx";

const OFFICE: HoursCalendar = {
  ...newCalendar([], "Asia/Shanghai"),
  calendarId: "office",
  names: { en: "Office", zh: "办公" },
  exceptions: [
    { date: "2026-10-02", ranges: [{ opensAtMinute: 600, closesAtMinute: 720 }], names: { en: "Half", zh: "半天" } },
  ],
};
const NATIONAL_DAY: HolidaySet = {
  holidaySetId: "cn-2026",
  country: "CN",
  year: 2026,
  names: { en: "China 2026", zh: "中国 2026" },
  publishedBy: "State Council",
  publishedOn: "2025-11-04",
  sourceUrl: "https://www.gov.cn/",
  holidays: [
    {
      names: { en: "National Day", zh: "国庆节" },
      firstDate: "2026-09-30",
      lastDate: "2026-10-02",
      workedDates: ["2026-10-10"],
    },
  ],
};
let page: ConsolePage;
function open(calendars: readonly HoursCalendar[] = [OFFICE], language: "en" | "zh" = "en"): void {
  page = new ConsolePage({ role: "admin", language });
  page.onRequest("GET api/hours", () => ({ json: { calendars, revisions: [], holidaySets: [NATIONAL_DAY] } }));
  page.onRequest("PUT api/hours", () => ({ status: 204 }));
  page.onRequest("DELETE api/hours", () => ({ status: 204 }));
  render(<HoursPanel />, { wrapper: page.wrapper });
}
const saved = () =>
  page.requests
    .filter(({ method }) => method === "PUT")
    .map(({ body }) => (body as { calendar: HoursCalendar }).calendar);
const isDisabled = (testId: string): boolean => screen.getByTestId<HTMLButtonElement>(testId).disabled;
const change = (testId: string, value: string): void =>
  void fireEvent.change(screen.getByTestId(testId), { target: { value } });

afterEach(() => {
  cleanup();
  sessionStorage.clear();
});

describe("opening hours", () => {
  it("are written as people write them, and saved", async () => {
    open();
    await screen.findByTestId("calendar-form");
    change("calendar-saturday", "9-12, 13-16:30");
    await userEvent.click(screen.getByTestId("calendar-save"));
    expect(saved()).toMatchObject([
      {
        calendarId: "office",
        weekly: {
          saturday: [
            { opensAtMinute: 540, closesAtMinute: 720 },
            { opensAtMinute: 780, closesAtMinute: 990 },
          ],
          sunday: [],
        },
      },
    ]);
  });

  it("that cannot be read are said so and not saved", async () => {
    open();
    await screen.findByTestId("calendar-form");
    change("calendar-monday", "whenever");
    expect(screen.getByTestId("calendar-form").textContent).toContain("Write times like");
    expect(isDisabled("calendar-save")).toBe(true);
  });

  it("take the holidays and the days worked in exchange of a published list", async () => {
    open();
    await screen.findByTestId("calendar-form");
    await userEvent.click(screen.getByTestId("apply-holidays"));
    await userEvent.click(screen.getByTestId("calendar-save"));
    const exceptions = saved()[0]?.exceptions ?? [];
    expect(exceptions.map(({ date, ranges }) => `${date} ${ranges.length}`)).toEqual([
      "2026-09-30 0",
      "2026-10-01 0",
      "2026-10-02 0",
      "2026-10-10 1",
    ]);
    expect(exceptions.at(-1)).toMatchObject({ ranges: OFFICE.weekly.monday, names: { zh: "国庆节调休上班" } });
  });

  it.each([
    ["en", /China (Standard )?Time/u],
    ["zh", /中国(标准)?时间/u],
  ] as const)("name their time zone in the reader's language (%s)", async (language, name) => {
    open([OFFICE], language);
    await screen.findByTestId("calendar-form");
    expect(screen.getByTestId("calendar-form").textContent).toMatch(name);
    change("calendar-zone", "Asia/Shang");
    expect(screen.getByTestId("calendar-form").textContent).not.toMatch(name);
  });

  it("can be added and removed", async () => {
    open([]);
    await userEvent.click(await screen.findByTestId("calendar-new"));
    change("calendar-name-en", "Night line");
    await userEvent.click(screen.getByTestId("calendar-save"));
    expect(saved()).toMatchObject([{ calendarId: "hours-1", names: { en: "Night line" } }]);
    cleanup();
    open();
    await userEvent.click(await screen.findByTestId("calendar-remove"));
    expect(page.requests.some(({ method }) => method === "DELETE")).toBe(true);
  });
});
