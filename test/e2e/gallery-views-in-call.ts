import type { Page } from "playwright-core";
import { click, type GalleryView, inGroup, press, steps, testId, there } from "./gallery-view.ts";

const { view } = inGroup("in-call");
const on = (state: string, at = "desk", more = "") => `?state=${state}${more}#/${at}`;
const asAdmin = on("connected", "admin", "&role=admin");
const aNumber = [
  click("tab-routing", "queue-form"),
  click("tab-numbers", "plan-number"),
  click("plan-number", "plan-number-dialog"),
];
/** Opens a list of choices, as a person does: what is scrolled to is pressed once it stands. A list closes when its field moves. */
const list = (id: string) => async (page: Page) => {
  const field = page.locator(testId(id)).first();
  await field.scrollIntoViewIfNeeded();
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  await field.click();
  await page.locator("[role=option]").first().waitFor();
};

/** Every dialog and menu that can be opened while somebody is on the line; those of the desk itself are with the desk's views. */
export const IN_CALL_VIEWS: readonly GalleryView[] = [
  view("state menu", on("connected"), "contact-card", press("n", "menu-break")),
  view("state menu, two calls", on("consulting"), "second-call", press("n", "menu-break")),
  view("account menu", on("connected"), "contact-card", click("user-menu", "menu-sign-out")),
  view(
    "account menu, over the strip",
    on("two-customers", "search"),
    "call-strip",
    click("user-menu", "menu-sign-out"),
  ),
  view("keys", on("connected"), "contact-card", press("?", "shortcut-overlay")),
  view(
    "keys, connection lost",
    on("connected", "desk", "&link=reconnecting"),
    "contact-card",
    press("?", "shortcut-overlay"),
  ),
  view("promise a call", on("connected"), "contact-card", press("b", "agenda-form")),
  view("palette over the strip", on("connected", "history"), "call-strip", press("Control+k", "palette")),
  view("another time", on("connected", "agenda"), "agenda-entry", click("agenda-move", "agenda-form")),
  view("import", on("connected", "lists", "&role=supervisor"), "call-list", click("import-list", "import-dialog")),
  view("a person", asAdmin, "user-row", click("user-row", "user-dialog")),
  view("a new person", asAdmin, "user-row", click("new-user", "new-user-dialog")),
  view("a number", asAdmin, "user-row", steps(...aNumber)),
  view(
    "alerts",
    on("connected", "wallboard", "&role=supervisor"),
    "queue-table",
    click("open-alerts", "alerts-dialog"),
  ),
  view(
    "alerts, changed by somebody meanwhile",
    on("connected", "wallboard", "&role=supervisor&mood=changing"),
    "queue-table",
    steps(click("open-alerts", "alerts-dialog"), click("alerts-save", "alerts-outdated")),
  ),
  view("a list of choices", on("connected", "settings"), "settings-view", list("language-select")),
  view("the microphones", on("connected", "settings"), "settings-view", list("device-microphone")),
  view("the microphones, two calls", on("consulting", "settings"), "settings-view", list("device-microphone")),
  view("a period of the history", on("two-customers", "history"), "history-row", list("history-period")),
  view("the order of the agents", on("connected", "wallboard", "&role=supervisor"), "queue-table", list("agent-order")),
  view("a person's role", asAdmin, "user-row", steps(click("user-row", "user-dialog"), list("user-role"))),
  view("a new person's role", asAdmin, "user-row", steps(click("new-user", "new-user-dialog"), list("user-role"))),
  view(
    "a new person's role, two calls",
    on("consulting", "admin", "&role=admin"),
    "user-row",
    steps(click("new-user", "new-user-dialog"), list("user-role")),
  ),
  view("a number's flow", asAdmin, "user-row", steps(...aNumber, list("plan-number-flow"))),
  view("a number's queue", asAdmin, "user-row", steps(...aNumber, list("plan-number-queue"))),
  view("offered, state menu", on("offered"), "offer-card", async (page) => {
    await page.keyboard.press("n");
    await there(page, "menu-break");
  }),
];
