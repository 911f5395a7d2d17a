import type { Page } from "playwright-core";
import { click, fieldOf, type GalleryView, inGroup, press, steps, testId, there } from "./gallery-view.ts";
import { IN_CALL_VIEWS } from "./gallery-views-in-call.ts";
import { SUPERVISION_VIEWS } from "./gallery-views-supervision.ts";

const signIn = inGroup("sign-in");
const desk = inGroup("desk");
const two = inGroup("two-calls");
const comfort = inGroup("comfort");
const office = inGroup("office");
const admin = inGroup("admin");
const phone = inGroup("phone");

/** The console in a state, at a view; `more` is what else the gallery is asked for. */
const on = (state: string, view = "desk", more = "") => `?state=${state}${more}#/${view}`;

/** Something is told at the bottom left. */
const notice = (page: Page) =>
  page
    .locator(`${testId("notices")} > *`)
    .first()
    .waitFor();

const SIGN_IN: readonly GalleryView[] = [
  signIn.view("sign-in", "?state=signed-out", "login-form"),
  signIn.view("sign-in refused", "?state=signed-out&mood=failing", "login-form", async (page) => {
    await fieldOf(page, "login-name").fill("li.na");
    await fieldOf(page, "login-password").fill("wrong");
    await page.locator(testId("login-submit")).click();
    await there(page, "login-failure");
  }),
  signIn.view("taken over", on("ready", "desk", "&link=elsewhere"), "session-ended"),
  signIn.view("outdated", on("ready", "desk", "&link=outdated"), "session-ended"),
  signIn.view("first tour", on("ready", "desk", "&tour=1"), "tour"),
];

const DESK: readonly GalleryView[] = [
  desk.main("desk ready", on("ready"), "idle"),
  ...["not-ready", "missed", "no-queues", "pbx-gone"].map((state) => desk.view(`desk ${state}`, on(state), "idle")),
  ...["refused", "missing"].map((mic) =>
    desk.view(`desk microphone ${mic}`, on("not-ready", "desk", `&mic=${mic}`), "idle"),
  ),
  ...["gone", "forbidden"].map((change) =>
    desk.view(`desk microphone ${change} in a call`, on("connected", "desk", `&plug=${change}`), "microphone-banner"),
  ),
  ...["broken", "replugged", "unnamed"].map((change) =>
    desk.view(`desk microphone ${change} in a call`, on("connected", "desk", `&plug=${change}`), "notices", notice),
  ),
  desk.view(
    "desk microphone replugged while muted",
    on("connected", "desk", "&plug=while-muted"),
    "contact-card",
    steps(async (page) => page.locator(`${testId("mute")}:not([disabled])`).click(), notice),
  ),
  desk.view("desk microphone forbidden between calls", on("ready", "desk", "&plug=forbidden"), "microphone-banner"),
  desk.view("desk callback, customer not reached", on("ready", "desk", "&link=not-reached"), "notices", notice),
  desk.view("desk state menu", on("ready"), "agent-state", press("n", "menu-break")),
  desk.view("desk account menu", on("ready"), "agent-state", click("user-menu", "menu-sign-out")),
  desk.main("desk offered", on("offered"), "offer-card"),
  desk.view("desk callback, customer is called", on("callback-called"), "offer-card"),
  desk.view("desk callback, customer answered", on("callback-answered"), "offer-card"),
  desk.main("desk connected", on("connected"), "contact-card"),
  ...["held", "unknown", "several", "long", "dialing", "outbound"].map((state) =>
    desk.view(`desk ${state}`, on(state), "contact-card"),
  ),
  desk.view("desk muted", on("connected"), "contact-card", async (page) => {
    await page.locator(`${testId("mute")}:not([disabled])`).click();
    await page.locator('[data-muted="true"]').first().waitFor();
  }),
  desk.view(
    "desk keypad",
    on("connected"),
    "contact-card",
    steps(click("keypad", "keypad-panel"), (page) => page.keyboard.type("123#")),
  ),
  ...["monitored", "monitored-whisper", "monitored-barge"].map((state) =>
    desk.view(`desk ${state}`, on(state), "monitored"),
  ),
  desk.main("desk wrap-up", on("wrap-up"), "contact-card"),
  desk.view("desk wrap-up without result", on("wrap-up"), "contact-card", press("Control+Enter", "wrap-up")),
  desk.view("desk promise a call", on("wrap-up"), "contact-card", press("b", "agenda-form")),
  desk.view(
    "desk poor voice",
    on("connected", "desk", "&voice=poor"),
    "voice-banner",
    click("voice-quality", "voice-figures"),
  ),
  desk.view("desk fair voice", on("connected", "desk", "&voice=fair"), "voice-quality"),
  desk.view("desk connection lost", on("connected", "desk", "&link=reconnecting"), "reconnect-banner"),
  desk.view("desk ready, connection lost", on("ready", "desk", "&link=reconnecting"), "reconnect-banner"),
  ...["ready", "connected", "held"].map((state) =>
    desk.view(`desk ${state}, newer version`, on(state, "desk", "&build=older"), "newer-banner"),
  ),
  desk.view("desk notice", on("ready", "desk", "&link=missed"), "notices"),
  desk.view(
    "desk command failed",
    on("connected", "desk", "&refuse=pbx-timeout"),
    "contact-card",
    click("hold", "notices"),
  ),
];

const TWO: readonly GalleryView[] = [
  two.view("transfer picker", on("connected"), "contact-card", press("t", "target")),
  two.view(
    "transfer picker above a notice",
    on("connected", "desk", "&plug=replugged"),
    "contact-card",
    steps(notice, press("t", "target")),
  ),
  two.view(
    "transfer picker, number",
    on("connected"),
    "contact-card",
    steps(press("t", "target"), async (page) => {
      await fieldOf(page, "target-search").fill("01065529988");
      await page.locator('[data-target="number"]').waitFor();
    }),
  ),
  two.view(
    "transfer picker, nobody",
    on("connected"),
    "contact-card",
    steps(press("t", "target"), async (page) => {
      await fieldOf(page, "target-search").fill("xyz");
      await page.locator(`${testId("target-picker")} ${testId("empty-state")}`).waitFor();
    }),
  ),
  ...[
    "asking",
    "consult-swapped",
    "consult-away",
    "consult-gone",
    "conference",
    "two-customers",
    "two-customers-swapped",
    "two-customers-together",
  ].map((state) => two.view(`desk ${state}`, on(state), "second-call")),
  two.main("desk consulting", on("consulting"), "second-call"),
  ...["consulted", "consulted-music", "consulted-conference", "consulted-gone"].map((state) =>
    two.view(`desk ${state}`, on(state), "asked"),
  ),
  two.view("desk parked", on("parked"), "parked-call"),
  two.view("desk wrap-up, parked", on("parked-wrap-up"), "parked-call"),
  two.view("desk idle, parked", on("parked-idle"), "parked-call"),
  two.view("strip, call", on("connected", "search"), "call-strip"),
  two.view("strip, consulting", on("consulting", "history"), "second-call"),
  two.view("strip, two customers", on("two-customers", "settings"), "second-call"),
  two.view("strip, wrap-up", on("wrap-up", "agenda"), "call-strip"),
  two.view("strip, customer is called", on("callback-called"), "offer-card", async (page) => {
    await page.evaluate(() => {
      location.hash = "#/search";
    });
    await there(page, "call-strip");
  }),
];

const COMFORT: readonly GalleryView[] = [
  comfort.view("keys", on("ready"), "idle", press("?", "shortcut-overlay")),
  comfort.view("palette", on("ready"), "idle", press("Control+k", "palette")),
  comfort.view(
    "palette, customers",
    on("ready"),
    "idle",
    steps(press("Control+k", "palette"), async (page) => {
      await page.keyboard.type("lin");
      await page.locator('[data-item^="customer-"]').first().waitFor();
    }),
  ),
  comfort.view("palette in a call", on("consulting"), "second-call", press("Control+k", "palette")),
  comfort.view("dial", on("ready"), "idle", press("c", "dial-dialog")),
  comfort.view("dial, in a call", on("wrap-up"), "contact-card", press("c", "dial-dialog")),
  comfort.view(
    "dial, refused",
    on("ready", "desk", "&refuse=dial-forbidden"),
    "idle",
    steps(press("c", "dial-dialog"), async (page) => {
      await fieldOf(page, "dial-number").fill("0019005551234");
      await page.locator(testId("dial-confirm")).click();
      await there(page, "dial-failure");
    }),
  ),
  comfort.main("settings", on("ready", "settings"), "settings-view"),
  comfort.view("settings in the shell", on("ready", "settings", "&shell=1"), "settings-view", async (page) => {
    await page.locator(testId("settings-view")).evaluate((view) => view.scrollTo(0, view.scrollHeight));
  }),
  comfort.main("audio check", on("ready", "check"), "audio-check"),
];

const failing = (hash: string) => on("ready", hash, "&mood=failing");
const empty = (hash: string) => on("ready", hash, "&mood=empty");
const OFFICE: readonly GalleryView[] = [
  office.view("search, before", on("ready", "search"), "search-view"),
  office.main("search", on("ready", "search"), "search-view", async (page) => {
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
  office.main("customer", on("ready", "customers/cust-0001"), "customer-view"),
  office.view("customer, failing", failing("customers/cust-0001"), "error-state"),
  office.main("history", on("ready", "history"), "history-row"),
  office.view("history of a team", on("ready", "history", "&role=supervisor"), "history-row"),
  office.view(
    "history behind a service level",
    on("ready", "history/service-level?queue=service&variant=negative", "&role=supervisor"),
    "history-verdict",
  ),
  office.view(
    "history of a centre far away",
    on("ready", "history", "&role=supervisor&zone=Pacific/Honolulu"),
    "centre-clock",
  ),
  office.view("history, loading", on("ready", "history", "&mood=loading"), "skeleton", (page) =>
    page.locator(`${testId("history-view")} ${testId("skeleton")}`).waitFor(),
  ),
  office.view("history, empty", empty("history"), "empty-state"),
  office.view("history, failing", failing("history"), "error-state"),
  office.view("missed offers", on("ready", "history"), "history-row", click("tab-missed", "missed-offer")),
  office.view("missed offers, none", empty("history"), "empty-state", click("tab-missed", "empty-state")),
  office.main("agenda", on("ready", "agenda"), "agenda-entry"),
  office.view("agenda, another time", on("ready", "agenda"), "agenda-entry", click("agenda-move", "agenda-form")),
  office.view("agenda, one begun", on("wrap-up"), "contact-card", async (page) => {
    await press("b", "agenda-form")(page);
    await page.locator(`${testId("agenda-form")} textarea`).fill("The new rate for three lines");
    await page.goto(page.url().replace("#/desk", "#/agenda"));
    await there(page, "begun-promise");
  }),
  office.view("agenda, empty", empty("agenda"), "empty-state"),
  office.main("waiting inbox", on("ready", "waiting", "&role=supervisor"), "waiting-inbox-view"),
  office.view("waiting inbox, agent", on("ready", "waiting"), "waiting-inbox-view"),
  office.view("waiting inbox, empty", empty("waiting"), "waiting-inbox-view"),
  office.view("waiting inbox, failing", failing("waiting"), "error-state"),
  office.view("call lists", on("ready", "lists"), "call-list"),
  office.view(
    "call list entry",
    on("ready", "lists"),
    "call-list",
    steps(click("call-list", "list-next"), click("list-next", "entry-name")),
  ),
  office.view(
    "call lists, too early where they are",
    on("ready", "lists", "&mood=early"),
    "call-list",
    steps(click("call-list", "list-next"), click("list-next", "empty-state")),
  ),
  office.view("call lists, empty", empty("lists"), "empty-state"),
  office.view("import", on("ready", "lists", "&role=supervisor"), "call-list", click("import-list", "import-dialog")),
  office.view("journal of a contact", on("ready", "contacts/c-1", "&role=supervisor"), "journal-entry"),
  office.view("journal, failing", on("ready", "contacts/c-1", "&role=supervisor&mood=failing"), "error-state"),
  office.view("no permission", on("ready", "admin"), "empty-state"),
];

const asAdmin = on("ready", "admin", "&role=admin");
const tab = (id: string, shows: string) => click(`tab-${id}`, shows);
const ADMIN: readonly GalleryView[] = [
  admin.main("people", asAdmin, "user-row"),
  admin.view("a person", asAdmin, "user-row", click("user-row", "user-dialog")),
  admin.view("a new person", asAdmin, "user-row", click("new-user", "new-user-dialog")),
  admin.main("routing queues", asAdmin, "user-row", tab("routing", "queue-form")),
  admin.view("routing agents", asAdmin, "user-row", steps(tab("routing", "queue-form"), tab("agents", "plan-agent"))),
  admin.view("routing skills", asAdmin, "user-row", steps(tab("routing", "queue-form"), tab("skills", "plan-skill"))),
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
  admin.view(
    "waiting options, last agent",
    asAdmin,
    "user-row",
    steps(tab("waiting", "waiting-form"), (page) =>
      page.locator(testId("last-agent-seconds")).evaluate((field) => field.scrollIntoView({ block: "center" })),
    ),
  ),
  admin.view(
    "waiting options, changed by somebody else too",
    on("ready", "admin", "&role=admin&mood=changing"),
    "user-row",
    steps(
      tab("hours", "calendar-form"),
      async (page) => fieldOf(page, "calendar-saturday").fill("9-12"),
      tab("waiting", "waiting-form"),
      async (page) => fieldOf(page, "callback-attempts").fill("2"),
      click("waiting-save", "waiting-outdated"),
    ),
  ),
  admin.main("listening", asAdmin, "user-row", tab("monitoring", "monitor-rules")),
  admin.view(
    "listening, hidden",
    asAdmin,
    "user-row",
    steps(tab("monitoring", "monitor-rules"), click("monitor-shown", "monitor-consequence")),
  ),
  admin.main("do-not-call list", asAdmin, "user-row", tab("do-not-call", "do-not-call-row")),
  admin.view(
    "do-not-call list, a number taken off",
    asAdmin,
    "user-row",
    steps(tab("do-not-call", "do-not-call-row"), click("do-not-call-remove", "do-not-call-dialog")),
  ),
  admin.view("announcements", asAdmin, "user-row", tab("prompts", "prompt-row")),
  admin.view("health", asAdmin, "user-row", tab("health", "health-panel")),
  admin.view("people, failing", on("ready", "admin", "&role=admin&mood=failing"), "error-state"),
  ...["routing", "hours", "waiting", "monitoring", "do-not-call", "prompts"].map((id) =>
    admin.view(
      `${id}, failing`,
      on("ready", "admin", "&role=admin&mood=failing"),
      "error-state",
      tab(id, "error-state"),
    ),
  ),
];

const PHONE: readonly GalleryView[] = [
  phone.main("phone idle", "?page=phone&state=idle", "dial-form"),
  ...["elsewhere", "loading", "away", "connecting", "ringing", "muted", "link-down", "incoming"].map((state) =>
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
  ...IN_CALL_VIEWS,
  ...COMFORT,
  ...OFFICE,
  ...SUPERVISION_VIEWS,
  ...ADMIN,
  ...PHONE,
];
