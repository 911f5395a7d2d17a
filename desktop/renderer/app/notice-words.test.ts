import { expect, it } from "vitest";
import type { Notice } from "../../../shared/wire/notice-schema.ts";
import { startI18n } from "../i18n/start-i18n.ts";
import { noticeWords } from "./notice-words.ts";

const NOON_UTC = Date.UTC(2026, 10, 23, 12);
const notice = (code: string, callback?: Partial<NonNullable<Notice["callback"]>>): Notice => ({
  at: NOON_UTC,
  code,
  severity: "warning",
  callback:
    callback === undefined
      ? null
      : {
          customerName: "Lin Huimin",
          number: "+8613800138001",
          attempt: 1,
          attemptsMax: 3,
          nextAttemptAt: NOON_UTC + 1_200_000,
          ...callback,
        },
});
const words = async (what: Notice, language: "en" | "zh" = "en") => {
  // It sets the document's language, and there is none here.
  Object.assign(globalThis, { document: { documentElement: {} } });
  return noticeWords(await startI18n(language), what, "Asia/Shanghai");
};

it.each([
  ["callback-no-answer", {}, "Lin Huimin did not answer", "Attempt 1 of 3. They are called again at 20:20"],
  ["callback-busy", {}, "Lin Huimin: busy, or the call was refused", "called again at 20:20"],
  ["callback-unreachable", { customerName: null }, ": this number cannot be reached", "called again at 20:20"],
  ["callback-failed", { nextAttemptAt: null, attempt: 3 }, "could not be called", "last of 3 attempts"],
  ["callback-abandoned", { nextAttemptAt: null }, "hung up before you were connected", "not called again"],
])("%s: whom, what happened, what comes next by the centre's clock", async (code, callback, title, detail) => {
  const said = await words(notice(code, callback));
  expect(said.title).toContain(title);
  expect(said.detail).toContain(detail);
});

it("speaks Chinese, and knows notices without a callback and of another version", async () => {
  expect(await words(notice("callback-no-answer", {}), "zh")).toMatchObject({
    title: "Lin Huimin 未接听",
    detail: expect.stringContaining("20:20"),
  });
  expect((await words(notice("offer-no-answer"))).title).toBe("You missed a call");
  expect((await words(notice("of-tomorrow"))).title).not.toContain("of-tomorrow");
});
