import { click, type GalleryView, inGroup, press, steps, there } from "./gallery-view.ts";

const { view } = inGroup("in-call");
const on = (state: string, at = "desk", more = "") => `?state=${state}${more}#/${at}`;
const asAdmin = on("connected", "admin", "&role=admin");

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
  view(
    "a number",
    asAdmin,
    "user-row",
    steps(
      click("tab-routing", "queue-form"),
      click("tab-numbers", "plan-number"),
      click("plan-number", "plan-number-dialog"),
    ),
  ),
  view(
    "alerts",
    on("connected", "wallboard", "&role=supervisor"),
    "queue-table",
    click("open-alerts", "alerts-dialog"),
  ),
  view("a list of choices", on("connected", "settings"), "settings-view", async (page) => {
    await page.locator('[data-testid="language-select"]').click();
    await page.locator("[role=option]").first().waitFor();
  }),
  view("offered, state menu", on("offered"), "offer-card", async (page) => {
    await page.keyboard.press("n");
    await there(page, "menu-break");
  }),
];
