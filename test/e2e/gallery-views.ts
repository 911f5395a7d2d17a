import { click, fieldOf, type GalleryView, inGroup, press, steps, testId, there } from "./gallery-view.ts";

const signIn = inGroup("sign-in");
const desk = inGroup("desk");
const two = inGroup("two-calls");
const comfort = inGroup("comfort");
const office = inGroup("office");
const boards = inGroup("wallboard");
const admin = inGroup("admin");
const phone = inGroup("phone");

const SIGN_IN: readonly GalleryView[] = [
  signIn.view("sign-in", "?state=signed-out", "login-form"),
  signIn.view("sign-in refused", "?state=signed-out&mood=failing", "login-form", async (page) => {
    await fieldOf(page, "login-name").fill("li.na");
    await fieldOf(page, "login-password").fill("wrong");
    await page.locator(testId("login-submit")).click();
    await there(page, "login-failure");
  }),
  signIn.view("taken over", "?state=ready&link=elsewhere#/desk", "session-ended"),
  signIn.view("outdated", "?state=ready&link=outdated#/desk", "session-ended"),
  signIn.view("first tour", "?state=ready&tour=1#/desk", "tour"),
];

const DESK: readonly GalleryView[] = [
  desk.main("desk ready", "?state=ready#/desk", "idle"),
  ...["not-ready", "missed", "no-queues", "pbx-gone"].map((state) =>
    desk.view(`desk ${state}`, `?state=${state}#/desk`, "idle"),
  ),
  ...["refused", "missing"].map((mic) =>
    desk.view(`desk microphone ${mic}`, `?state=not-ready&mic=${mic}#/desk`, "idle"),
  ),
  desk.view("desk state menu", "?state=ready#/desk", "agent-state", press("n", "menu-break")),
  desk.view("desk account menu", "?state=ready#/desk", "agent-state", click("user-menu", "menu-sign-out")),
  desk.main("desk offered", "?state=offered#/desk", "offer-card"),
  desk.view("desk callback, customer is called", "?state=callback-called#/desk", "offer-card"),
  desk.view("desk callback, customer answered", "?state=callback-answered#/desk", "offer-card"),
  desk.main("desk connected", "?state=connected#/desk", "contact-card"),
  ...["held", "unknown", "several", "long", "dialing", "outbound"].map((state) =>
    desk.view(`desk ${state}`, `?state=${state}#/desk`, "contact-card"),
  ),
  desk.view("desk muted", "?state=connected#/desk", "contact-card", async (page) => {
    await page.locator(`${testId("mute")}:not([disabled])`).click();
    await page.locator('[data-muted="true"]').first().waitFor();
  }),
  desk.view(
    "desk keypad",
    "?state=connected#/desk",
    "contact-card",
    steps(click("keypad", "keypad-panel"), (page) => page.keyboard.type("123#")),
  ),
  desk.main("desk wrap-up", "?state=wrap-up#/desk", "contact-card"),
  desk.view("desk wrap-up without result", "?state=wrap-up#/desk", "contact-card", press("Control+Enter", "wrap-up")),
  desk.view("desk promise a call", "?state=wrap-up#/desk", "contact-card", press("b", "agenda-form")),
  desk.view(
    "desk poor voice",
    "?state=connected&voice=poor#/desk",
    "voice-banner",
    click("voice-quality", "voice-figures"),
  ),
  desk.view("desk fair voice", "?state=connected&voice=fair#/desk", "voice-quality"),
  desk.view("desk connection lost", "?state=connected&link=reconnecting#/desk", "reconnect-banner"),
  desk.view("desk ready, connection lost", "?state=ready&link=reconnecting#/desk", "reconnect-banner"),
  desk.view("desk notice", "?state=ready&link=missed#/desk", "notices"),
  desk.view(
    "desk command failed",
    "?state=connected&refuse=pbx-timeout#/desk",
    "contact-card",
    click("hold", "notices"),
  ),
];

const TWO: readonly GalleryView[] = [
  two.view("transfer picker", "?state=connected#/desk", "contact-card", press("t", "target")),
  two.view(
    "transfer picker, number",
    "?state=connected#/desk",
    "contact-card",
    steps(press("t", "target"), async (page) => {
      await fieldOf(page, "target-search").fill("01065529988");
      await page.locator('[data-target="number"]').waitFor();
    }),
  ),
  two.view(
    "transfer picker, nobody",
    "?state=connected#/desk",
    "contact-card",
    steps(press("t", "target"), async (page) => {
      await fieldOf(page, "target-search").fill("xyz");
      await page.locator(`${testId("target-picker")} ${testId("empty-state")}`).waitFor();
    }),
  ),
  ...[
    "asking",
    "consult-swapped",
    "consult-gone",
    "conference",
    "two-customers",
    "two-customers-swapped",
    "two-customers-together",
  ].map((state) => two.view(`desk ${state}`, `?state=${state}#/desk`, "second-call")),
  two.main("desk consulting", "?state=consulting#/desk", "second-call"),
  two.view("desk consulted", "?state=consulted#/desk", "contact-card"),
  two.view("desk parked", "?state=parked#/desk", "parked-call"),
  two.view("desk idle, parked", "?state=parked-idle#/desk", "parked-call"),
  two.view("strip, call", "?state=connected#/search", "call-strip"),
  two.view("strip, consulting", "?state=consulting#/history", "second-call"),
  two.view("strip, two customers", "?state=two-customers#/settings", "second-call"),
  two.view("strip, wrap-up", "?state=wrap-up#/agenda", "call-strip"),
  two.view("strip, customer is called", "?state=callback-called#/desk", "offer-card", async (page) => {
    await page.evaluate(() => {
      location.hash = "#/search";
    });
    await there(page, "call-strip");
  }),
];

const COMFORT: readonly GalleryView[] = [
  comfort.view("keys", "?state=ready#/desk", "idle", press("?", "shortcut-overlay")),
  comfort.view("palette", "?state=ready#/desk", "idle", press("Control+k", "palette")),
  comfort.view(
    "palette, customers",
    "?state=ready#/desk",
    "idle",
    steps(press("Control+k", "palette"), async (page) => {
      await page.keyboard.type("lin");
      await page.locator('[data-item^="customer-"]').first().waitFor();
    }),
  ),
  comfort.view("palette in a call", "?state=consulting#/desk", "second-call", press("Control+k", "palette")),
  comfort.view("dial", "?state=ready#/desk", "idle", press("c", "dial-dialog")),
  comfort.view("dial, in a call", "?state=wrap-up#/desk", "contact-card", press("c", "dial-dialog")),
  comfort.view(
    "dial, refused",
    "?state=ready&refuse=dial-forbidden#/desk",
    "idle",
    steps(press("c", "dial-dialog"), async (page) => {
      await fieldOf(page, "dial-number").fill("0019005551234");
      await page.locator(testId("dial-confirm")).click();
      await there(page, "dial-failure");
    }),
  ),
  comfort.main("settings", "?state=ready#/settings", "settings-view"),
  comfort.view("settings in the shell", "?state=ready&shell=1#/settings", "settings-view", async (page) => {
    await page.locator(testId("settings-view")).evaluate((view) => view.scrollTo(0, view.scrollHeight));
  }),
  comfort.main("audio check", "?state=ready#/check", "audio-check"),
];

const failing = (hash: string) => `?state=ready&mood=failing#/${hash}`;
const empty = (hash: string) => `?state=ready&mood=empty#/${hash}`;
const OFFICE: readonly GalleryView[] = [
  office.view("search, before", "?state=ready#/search", "search-view"),
  office.main("search", "?state=ready#/search", "search-view", async (page) => {
    await fieldOf(page, "search-input").fill("lin");
    await there(page, "search-result");
  }),
  office.view("search, nobody", empty("search"), "search-view", async (page) => {
    await fieldOf(page, "search-input").fill("xyz");
    await there(page, "empty-state");
  }),
  office.view("search, failing", failing("search"), "search-view", async (page) => {
    await fieldOf(page, "search-input").fill("lin");
    await there(page, "error-state");
  }),
  office.main("customer", "?state=ready#/customers/cust-0001", "customer-view"),
  office.view("customer, failing", failing("customers/cust-0001"), "error-state"),
  office.main("history", "?state=ready#/history", "history-row"),
  office.view("history of a team", "?state=ready&role=supervisor#/history", "history-row"),
  office.view("history, loading", "?state=ready&mood=loading#/history", "skeleton"),
  office.view("history, empty", empty("history"), "empty-state"),
  office.view("history, failing", failing("history"), "error-state"),
  office.view("missed offers", "?state=ready#/history", "history-row", click("tab-missed", "missed-offer")),
  office.view("missed offers, none", empty("history"), "empty-state", click("tab-missed", "empty-state")),
  office.main("agenda", "?state=ready#/agenda", "agenda-entry"),
  office.view("agenda, another time", "?state=ready#/agenda", "agenda-entry", click("agenda-move", "agenda-form")),
  office.view("agenda, empty", empty("agenda"), "empty-state"),
  office.main("waiting inbox", "?state=ready&role=supervisor#/waiting", "waiting-inbox-view"),
  office.view("waiting inbox, agent", "?state=ready#/waiting", "waiting-inbox-view"),
  office.view("waiting inbox, empty", empty("waiting"), "waiting-inbox-view"),
  office.view("waiting inbox, failing", failing("waiting"), "error-state"),
  office.view("call lists", "?state=ready#/lists", "call-list"),
  office.view(
    "call list entry",
    "?state=ready#/lists",
    "call-list",
    steps(click("call-list", "list-next"), click("list-next", "entry-name")),
  ),
  office.view("call lists, empty", empty("lists"), "empty-state"),
  office.view("import", "?state=ready&role=supervisor#/lists", "call-list", click("import-list", "import-dialog")),
  office.view("journal of a contact", "?state=ready&role=supervisor#/contacts/c-1", "journal-entry"),
  office.view("journal, failing", "?state=ready&role=supervisor&mood=failing#/contacts/c-1", "error-state"),
  office.view("no permission", "?state=ready#/admin", "empty-state"),
];

const BOARDS: readonly GalleryView[] = [
  boards.main("wallboard", "?state=ready&role=supervisor#/wallboard", "queue-table"),
  boards.view("wallboard, connecting", "?state=ready&role=supervisor&mood=loading#/wallboard", "skeleton"),
  boards.view("wallboard, stale", "?state=ready&role=supervisor&link=reconnecting#/wallboard", "queue-table"),
  boards.main("wall", "?page=wall&role=supervisor", "wall-queues"),
  boards.view("wall, many", "?page=wall&role=supervisor&queues=7&agents=40", "wall-queues"),
  boards.view("wall, stale", "?page=wall&role=supervisor&link=reconnecting", "stale"),
  boards.view("wall, exchange gone", "?page=wall&role=supervisor&state=pbx-gone", "pbx-down"),
  boards.view("wall, sign-in", "?page=wall&state=signed-out", "login-form"),
  boards.view("wall, no permission", "?page=wall&role=agent", "empty-state"),
];

const asAdmin = "?state=ready&role=admin#/admin";
const tab = (id: string, shows: string) => click(`tab-${id}`, shows);
const ADMIN: readonly GalleryView[] = [
  admin.main("people", asAdmin, "user-row"),
  admin.view("a person", asAdmin, "user-row", click("user-row", "user-dialog")),
  admin.view("a new person", asAdmin, "user-row", click("new-user", "new-user-dialog")),
  admin.main("routing queues", asAdmin, "user-row", tab("routing", "queue-form")),
  admin.view("routing agents", asAdmin, "user-row", steps(tab("routing", "queue-form"), tab("agents", "plan-agent"))),
  admin.view(
    "routing an agent",
    asAdmin,
    "user-row",
    steps(tab("routing", "queue-form"), tab("agents", "plan-agent"), click("plan-agent", "plan-agent-dialog")),
  ),
  admin.view(
    "routing numbers",
    asAdmin,
    "user-row",
    steps(tab("routing", "queue-form"), tab("numbers", "plan-number")),
  ),
  admin.view(
    "routing a number",
    asAdmin,
    "user-row",
    steps(tab("routing", "queue-form"), tab("numbers", "plan-number"), click("plan-number", "plan-number-dialog")),
  ),
  admin.main("hours", asAdmin, "user-row", tab("hours", "calendar-form")),
  admin.main("waiting options", asAdmin, "user-row", tab("waiting", "waiting-form")),
  admin.view("announcements", asAdmin, "user-row", tab("prompts", "prompt-row")),
  admin.view("health", asAdmin, "user-row", tab("health", "health-panel")),
  admin.view("people, failing", "?state=ready&role=admin&mood=failing#/admin", "error-state"),
  ...["routing", "hours", "waiting", "prompts"].map((id) =>
    admin.view(`${id}, failing`, "?state=ready&role=admin&mood=failing#/admin", "error-state", tab(id, "error-state")),
  ),
];

const PHONE: readonly GalleryView[] = [
  phone.main("phone idle", "?page=phone&state=idle", "dial-form"),
  ...["loading", "away", "connecting", "ringing", "muted", "link-down", "incoming"].map((state) =>
    phone.view(`phone ${state}`, `?page=phone&state=${state}`, "phone-page"),
  ),
  phone.main("phone connected", "?page=phone&state=connected", "phone-page"),
  ...["they-hung-up", "busy", "microphone-denied", "lines-busy"].map((why) =>
    phone.view(`phone ended ${why}`, `?page=phone&state=ended-${why}`, "phone-page"),
  ),
];

export const GALLERY_VIEWS: readonly GalleryView[] = [
  ...SIGN_IN,
  ...DESK,
  ...TWO,
  ...COMFORT,
  ...OFFICE,
  ...BOARDS,
  ...ADMIN,
  ...PHONE,
];
