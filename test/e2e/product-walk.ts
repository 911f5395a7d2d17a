import type { Page } from "playwright-core";
import {
  DEMO_NORMAL,
  DEMO_SERVICE_NUMBERS,
  DEMO_SHARED_PHONE,
  DEMO_UNKNOWN_NUMBER,
  DEMO_VIP,
} from "../../server/demo/demo-cases.ts";
import type { Language } from "../../shared/domain/contact.ts";
import { openTab } from "./browsers.ts";
import type { Environment } from "./environment.ts";
import { ConsolePage, fieldOf } from "./pages/console-page.ts";
import { PhonePage } from "./pages/phone-page.ts";
import { WallboardPage } from "./pages/wallboard-page.ts";
import { type Photographer, SMALL } from "./photographer.ts";
import { AGENT_HZ, CUSTOMER_HZ } from "./tones.ts";

/** One walk through the running product with a customer on the real exchange. */
export class ProductWalk {
  readonly #env: Environment;
  readonly #language: Language;
  readonly #photographer: Photographer;

  constructor(env: Environment, language: Language, photographer: Photographer) {
    this.#env = env;
    this.#language = language;
    this.#photographer = photographer;
  }

  get #tab() {
    return { locale: this.#language === "zh" ? "zh-CN" : "en-GB", viewport: SMALL };
  }

  async all(): Promise<void> {
    await this.#agent();
    await this.#supervisor();
    await this.#phone();
  }

  async #take(page: Page, name: string, large = false): Promise<void> {
    await page.getByTestId("skeleton").first().waitFor({ state: "detached" });
    await this.#photographer.take(page, { group: "product", name, language: this.#language, large });
  }

  #signIn(login: string): Promise<ConsolePage> {
    const { server } = this.#env;
    return this.#env
      .browser(AGENT_HZ)
      .then((browser) =>
        ConsolePage.signIn(browser, server.url, { login, password: server.password(login) }, this.#tab),
      );
  }

  async #agent(): Promise<void> {
    const { server, carrier } = this.#env;
    const tab = await openTab(await this.#env.browser(AGENT_HZ), this.#tab);
    await tab.goto(server.url);
    await tab.getByTestId("login-form").waitFor();
    await this.#take(tab, "sign-in");
    await fieldOf(tab.getByTestId("login-name")).fill("ana");
    await fieldOf(tab.getByTestId("login-password")).fill("wrong");
    await tab.getByTestId("login-submit").click();
    await tab.getByTestId("login-failure").waitFor();
    await this.#take(tab, "sign-in-refused");
    await tab.context().close();

    const agent = await this.#signIn("ana");
    await agent.inState("not-ready");
    await this.#take(agent.page, "not-ready");
    await agent.ready();
    await agent.inState("ready");
    await this.#take(agent.page, "ready", true);
    await agent.byId("agent-state").click();
    await agent.byId("menu-ready").waitFor();
    await this.#take(agent.page, "state-menu");
    await agent.page.keyboard.press("Escape");

    const vip = await carrier.call({ from: DEMO_VIP.phone, to: DEMO_SERVICE_NUMBERS.service, toneHz: CUSTOMER_HZ });
    await vip.answered();
    await vip.hear(2);
    await vip.sendDigits(`1${DEMO_VIP.pin}0`);
    await agent.offer.waitFor({ timeout: 60_000 });
    await agent.page.locator('[data-testid="answer"]:not([disabled])').waitFor();
    await this.#take(agent.page, "offer", true);
    await agent.answer();
    await fieldOf(agent.byId("note")).fill(
      this.#language === "zh" ? "询问十月账单：在澳门使用了漫游。" : "Asks why October is higher: roaming in Macau.",
    );
    await agent.page.locator('[data-testid="draft-status"][data-status="saved"]').waitFor();
    await agent.page.locator('[data-testid="voice-quality"]').waitFor();
    await this.#take(agent.page, "in-call", true);
    await agent.byId("contact-card").click({ position: { x: 5, y: 5 } });
    await agent.byId("keypad").click();
    await agent.byId("keypad-panel").waitFor();
    for (const key of "123#") await agent.page.keyboard.press(key);
    await this.#take(agent.page, "keypad");
    await agent.byId("keypad").click();
    await agent.mute(true);
    await this.#take(agent.page, "muted");
    await agent.mute(false);
    await agent.hold();
    await this.#take(agent.page, "held");
    await agent.byId("nav-search").click();
    await agent.byId("search-view").waitFor();
    await this.#take(agent.page, "search-while-held");
    await agent.byId("nav-desk").click();
    await agent.resume();
    await agent.hangUp();
    await agent.byId("disposition-follow-up").click();
    await fieldOf(agent.byId("note")).fill(
      this.#language === "zh"
        ? "客户希望明天上午回电，讨论升级套餐。"
        : "Wants a call tomorrow morning about the upgrade.",
    );
    await this.#take(agent.page, "wrap-up", true);
    await agent.byId("finish").click();
    await agent.inState("ready");

    for (const [name, from] of [
      ["two-matches", DEMO_SHARED_PHONE],
      ["unknown-caller", DEMO_UNKNOWN_NUMBER],
    ] as const) {
      const call = await carrier.call({ from, to: DEMO_SERVICE_NUMBERS.serviceDirect });
      await agent.answer();
      await this.#take(agent.page, name);
      await call.hangUp();
      await agent.inWrapUp();
      await agent.finish("resolved", "");
      await agent.inState("ready");
    }
    await agent.notReady();

    await agent.byId("nav-search").click();
    await fieldOf(agent.byId("search-input")).fill("1380013");
    await agent.byId("search-result").first().waitFor();
    await this.#take(agent.page, "search");
    await agent.page.goto(`${server.url}/#/customers/${DEMO_VIP.customerId}`);
    await agent.byId("timeline-item").first().waitFor();
    await this.#take(agent.page, "customer", true);
    await agent.page.goto(`${server.url}/#/customers/${DEMO_NORMAL.customerId}`);
    await agent.page.getByRole("heading", { name: DEMO_NORMAL.name }).first().waitFor();
    await this.#take(agent.page, "customer-normal");
    await agent.byId("nav-history").click();
    await agent.byId("history-view").waitFor();
    await agent.page.locator("tbody tr").first().waitFor();
    await this.#take(agent.page, "history");
    await agent.byId("nav-lists").click();
    await agent.byId("call-list").first().waitFor();
    await this.#take(agent.page, "call-lists");
    await agent.byId("call-list").first().click();
    await agent.byId("list-next").click();
    await agent.byId("entry-name").waitFor();
    await this.#take(agent.page, "call-list-entry", true);
    await agent.byId("list-skip").click();
    await agent.byId("nav-settings").click();
    await agent.byId("settings-view").waitFor();
    await this.#take(agent.page, "settings");
    await agent.byId("nav-help").click();
    await agent.byId("shortcut-overlay").waitFor();
    await this.#take(agent.page, "shortcuts");
    await agent.page.context().close();
  }

  async #supervisor(): Promise<void> {
    const { server, carrier } = this.#env;
    const browser = await this.#env.browser(AGENT_HZ);
    const others = await Promise.all(["bo", "chen", "dara"].map((login) => this.#signIn(login)));
    await others[2]?.ready();
    const waiting = await Promise.all(
      [DEMO_VIP.phone, DEMO_NORMAL.phone, DEMO_UNKNOWN_NUMBER].map((from) =>
        carrier.call({ from, to: DEMO_SERVICE_NUMBERS.serviceDirect }),
      ),
    );
    await others[2]?.answer();
    const wall = await WallboardPage.open(
      browser,
      server.url,
      { login: "sofia", password: server.password("sofia") },
      this.#tab,
    );
    await wall.waiting("service", 2);
    await this.#take(wall.page, "wallboard-wall", true);
    const supervisor = await this.#signIn("sofia");
    await supervisor.byId("nav-wallboard").click();
    await supervisor.byId("queue-row").first().or(supervisor.byId("queue-table")).first().waitFor();
    await this.#take(supervisor.page, "wallboard-grid", true);
    await supervisor.byId("agent-listen").first().click();
    await supervisor.page.locator('[data-testid="monitor-strip"][data-state="live"]').waitFor();
    await this.#take(supervisor.page, "wallboard-listening");
    await supervisor.byId("monitor-stop").click();
    const [newest] = await (await this.#env.api("sofia")).contacts();
    await supervisor.page.goto(`${server.url}/#/contacts/${newest?.contactId ?? ""}`);
    await supervisor.page.waitForLoadState("networkidle");
    await this.#take(supervisor.page, "contact-journal");
    await supervisor.byId("nav-lists").click();
    await supervisor.byId("import-list").click();
    await supervisor.byId("import-dialog").waitFor();
    await this.#take(supervisor.page, "import");
    await supervisor.byId("csv-file").setInputFiles({
      name: "spring.csv",
      mimeType: "text/csv",
      buffer: Buffer.from(
        "phone,name,reason\n+8613800138711,Ada Berg,Contract ends\n12-34,Paul Short,Contract ends\n,Nobody,Contract ends\n+8613800138712,李梅,合约到期\n",
      ),
    });
    await supervisor.byId("import-submit").click();
    await supervisor.byId("import-result").waitFor();
    await this.#take(supervisor.page, "import-result");
    await Promise.all(waiting.map((call) => call.hangUp()));
    await supervisor.page.context().close();
    await wall.page.context().close();

    const admin = await this.#signIn("admin");
    await admin.byId("nav-admin").click();
    await admin.page.getByRole("table").first().waitFor();
    await this.#take(admin.page, "admin-users");
    const tabs = admin.page.getByRole("tab");
    for (let index = 1; index < (await tabs.count()); index += 1) {
      await tabs.nth(index).click();
      await admin.page.waitForLoadState("networkidle");
      await this.#take(admin.page, `admin-${index + 1}`);
    }
    await admin.page.context().close();
    for (const other of others) await other.page.context().close();
  }

  async #phone(): Promise<void> {
    const { server } = this.#env;
    const phone = await PhonePage.open(await this.#env.browser(AGENT_HZ), server.url, this.#tab);
    await this.#take(phone.page, "phone-dial", true);
    await phone.callAs(1);
    await phone.reachable();
    await this.#take(phone.page, "phone-caller");
    await phone.dial(DEMO_SERVICE_NUMBERS.service);
    await phone.connected();
    await phone.press("10");
    await this.#take(phone.page, "phone-in-call");
    await phone.page.getByTestId("hang-up-button").click();
    await phone.ended("you-hung-up");
    await this.#take(phone.page, "phone-ended");
    await phone.page.context().close();
  }
}
