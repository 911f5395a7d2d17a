import type { Page } from "playwright-core";
import { type GalleryView, inGroup, steps, testId, there } from "./gallery-view.ts";

const { view, main } = inGroup("wallboard");
const on = (state: string, at = "desk", more = "") => `?state=${state}${more}#/${at}`;
const asSupervisor = on("ready", "wallboard", "&role=supervisor");

/** The reasons of the first caller who can be sent elsewhere. */
const whyOfFirst = async (page: Page) => {
  const row = page.locator(testId("waiting-row")).filter({ has: page.locator(testId("waiting-send")) });
  await row.locator("summary").first().click();
  await page
    .locator(`${testId("waiting-send")}:visible`)
    .first()
    .waitFor();
};
const otherQueues = async (page: Page) => {
  await page
    .locator(`${testId("waiting-send")}:visible`)
    .first()
    .click();
  await there(page, "menu-sales");
};
const toSales = async (page: Page) => page.locator(testId("menu-sales")).click();
const told = (page: Page) =>
  page
    .locator(`${testId("notices")} > *`)
    .first()
    .waitFor();

/** What supervisors see: the board, its lists, whom they listen to; and the wall. */
export const SUPERVISION_VIEWS: readonly GalleryView[] = [
  main("wallboard", on("ready", "wallboard", "&role=supervisor"), "queue-table"),
  ...[
    "monitor-ringing",
    "monitor-listen",
    "monitor-whisper",
    "monitor-barge",
    "monitor-all-held",
    "monitor-all-held-barge",
    "monitor-away",
    "monitor-long",
  ].map((state) => view(`wallboard, ${state}`, on(state, "wallboard", "&role=supervisor"), "monitor-strip")),
  view(
    "wallboard, agents of one queue",
    on("ready", "wallboard", "&role=supervisor&zone=Pacific/Honolulu"),
    "queue-table",
    async (page) => {
      await page
        .locator(`${testId("queue-agents")} button`)
        .first()
        .click();
      await there(page, "agents-of-queue");
    },
  ),
  ...[
    ["whisper", "reconnecting"],
    ["barge", "reconnecting"],
    ["listen", "woken"],
  ].map(([mode, link]) =>
    view(
      `wallboard, ${mode}, ${link}`,
      on(`monitor-${mode}`, "wallboard", `&role=supervisor&link=${link}`),
      "queue-table",
      (page) =>
        page
          .locator(link === "woken" ? `${testId("notices")} > *` : testId("reconnect-banner"))
          .first()
          .waitFor(),
    ),
  ),
  view("wallboard, why a caller waits", asSupervisor, "queue-table", whyOfFirst),
  view(
    "wallboard, a caller is sent on",
    asSupervisor,
    "queue-table",
    steps(whyOfFirst, otherQueues, (page) => there(page, "menu-search")),
  ),
  view(
    "wallboard, another queue, pending",
    `${asSupervisor.replace("#", "&silent=1#")}`,
    "queue-table",
    steps(whyOfFirst, otherQueues, toSales, (page) => page.locator("[data-pending=true]").first().waitFor()),
  ),
  view("wallboard, another queue, done", asSupervisor, "queue-table", steps(whyOfFirst, otherQueues, toSales, told)),
  view(
    "wallboard, another queue, refused",
    `${asSupervisor.replace("#", "&refuse=queue-unattended#")}`,
    "queue-table",
    steps(whyOfFirst, otherQueues, toSales, told),
  ),
  view("wallboard, connecting", on("ready", "wallboard", "&role=supervisor&mood=loading"), "skeleton", (page) =>
    page.locator(`${testId("wallboard-view")} ${testId("skeleton")}`).waitFor(),
  ),
  view(
    "wallboard, listening, newer version",
    on("monitor-listen", "wallboard", "&role=supervisor&build=older"),
    "newer-banner",
  ),
  ...["monitor-listen", "monitor-whisper"].map((state) =>
    view(
      `wallboard, ${state}, no microphone`,
      on(state, "wallboard", "&role=supervisor&plug=gone"),
      "microphone-banner",
    ),
  ),
  view("wallboard, stale", on("ready", "wallboard", "&role=supervisor&link=reconnecting"), "queue-table"),
  main("wall", "?page=wall&role=supervisor", "wall-queues"),
  view("wall, many", "?page=wall&role=supervisor&queues=7&agents=40", "wall-queues"),
  view("wall, a long name closed", "?page=wall&role=supervisor&queues=6&closed=faults", "wall-queues"),
  view("wall, stale", "?page=wall&role=supervisor&link=reconnecting", "stale"),
  view("wall, exchange gone", "?page=wall&role=supervisor&state=pbx-gone", "pbx-down"),
  view("wall, newer version", "?page=wall&role=supervisor&build=older", "newer-banner"),
  view("wall, sign-in", "?page=wall&state=signed-out", "login-form"),
  view("wall, no permission", "?page=wall&role=agent", "empty-state"),
];
