import type { Browser, BrowserContextOptions, Locator, Page } from "playwright-core";
import { DEMO_LOGINS } from "../../../server/demo/demo-logins.ts";
import type { Disposition } from "../../../shared/domain/contact.ts";
import { openTab } from "../browsers.ts";
import { watchCalls } from "./watch-calls.ts";

type AgentState = "ready" | "not-ready" | "offered" | "on-contact" | "wrap-up";

/** The console as an agent uses it. */
export class ConsolePage {
  readonly page: Page;
  readonly offer: Locator;
  readonly contact: Locator;
  /** Lines the browser's console showed as errors, and exceptions nobody caught. */
  readonly problems: string[] = [];

  constructor(page: Page) {
    this.page = page;
    this.offer = page.getByTestId("offer-card");
    this.contact = page.getByTestId("contact-card");
    page.on("pageerror", (error) => this.problems.push(error.message));
    page.on("console", (message) => {
      if (message.type() === "error") this.problems.push(message.text());
    });
  }

  static async signIn(
    browser: Browser,
    url: string,
    who: { readonly login: string; readonly password: string },
    options: BrowserContextOptions = {},
  ): Promise<ConsolePage> {
    const page = await openTab(browser, options);
    await page.addInitScript(watchCalls);
    // The first tour is looked at where it is the subject; elsewhere everybody has seen it.
    await page.addInitScript(
      (seen) => {
        if (location.protocol.startsWith("http")) localStorage.setItem("cordboard.tour", seen);
      },
      JSON.stringify(DEMO_LOGINS.map(({ userId }) => userId)),
    );
    const opened = new ConsolePage(page);
    await page.goto(`${url}/`);
    await opened.fillSignIn(who.login, who.password);
    await page.getByTestId("agent-state").or(page.getByTestId("user-menu")).first().waitFor();
    return opened;
  }

  async fillSignIn(login: string, password: string): Promise<void> {
    await fieldOf(this.page.getByTestId("login-name")).fill(login);
    await fieldOf(this.page.getByTestId("login-password")).fill(password);
    await this.page.getByTestId("login-submit").click();
  }

  byId(testId: string): Locator {
    return this.page.getByTestId(testId);
  }

  async inState(state: AgentState): Promise<void> {
    await this.page.locator(`[data-testid="agent-state"][data-state="${state}"]`).waitFor();
  }

  /** Ready for calls; with somebody waiting the offer may come at once. */
  async ready(): Promise<void> {
    await this.page.getByTestId("agent-state").click();
    await this.page.getByTestId("menu-ready").click();
    await this.page.locator('[data-testid="agent-state"]:not([data-state="not-ready"])').waitFor();
  }

  async notReady(reason = "break"): Promise<void> {
    await this.page.getByTestId("agent-state").click();
    await this.page.getByTestId(`menu-${reason}`).click();
    await this.inState("not-ready");
  }

  /** Presses the answer button as soon as the phone rings; resolves when the customer is on the line. */
  async answer(): Promise<void> {
    await this.page.locator('[data-testid="answer"]:not([disabled]):not([data-pending])').click();
    await this.page.locator('[data-testid="contact-card"][data-phase="connected"]').waitFor();
  }

  async mute(muted: boolean): Promise<void> {
    await this.page.getByTestId("mute").click();
    await this.page.locator(`[data-testid="mute"][data-muted="${muted}"]`).waitFor();
  }

  /** Resolves when the exchange has done it: until then the button is pending, whatever it is called by then. */
  async hold(): Promise<void> {
    await this.page.getByTestId("hold").click();
    await this.page.locator('[data-testid="resume"]:not([data-pending])').waitFor();
  }

  async resume(): Promise<void> {
    await this.page.getByTestId("resume").click();
    await this.page.locator('[data-testid="hold"]:not([data-pending])').waitFor();
  }

  async hangUp(): Promise<void> {
    await this.page.getByTestId("hangup").click();
    await this.inWrapUp();
  }

  /** Somebody or something of the picker of targets, asked first or given the customer at once. */
  async passOn(text: string, target: string, button: "ask" | "give"): Promise<void> {
    await this.page.getByTestId("transfer").click();
    await fieldOf(this.page.getByTestId("target-search")).fill(text);
    await this.page.locator(`[data-target^="${target}"]`).first().getByTestId(button).click();
    await this.page.getByTestId("target-picker").waitFor({ state: "detached" });
  }

  async inWrapUp(): Promise<void> {
    await this.page.locator('[data-testid="wrap-up"][data-phase="wrap-up"]').waitFor();
  }

  async finish(disposition: Disposition, note: string): Promise<void> {
    await this.page.getByTestId(`disposition-${disposition}`).click();
    await fieldOf(this.page.getByTestId("note")).fill(note);
    await this.page.getByTestId("finish").click();
    await this.page.getByTestId("wrap-up").waitFor({ state: "detached" });
  }
}

/** The test id may sit on the input or around it. */
export function fieldOf(located: Locator): Locator {
  return located.and(located.page().locator("input, textarea")).or(located.locator("input, textarea")).first();
}
