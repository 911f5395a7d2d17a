import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { openTab } from "../browsers.ts";

/** The web phone as a customer uses it. */
export class PhonePage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  static async open(browser: Browser, url: string, options: BrowserContextOptions = {}): Promise<PhonePage> {
    const page = await openTab(browser, options);
    await page.goto(`${url}/phone`);
    await page.getByTestId("dial-form").waitFor();
    return new PhonePage(page);
  }

  /** Chooses whose number the call shows, by its place in the list. */
  async callAs(place: number): Promise<void> {
    await this.page.getByTestId(`caller-${place}`).click();
  }

  /** Registered: this number can be called. */
  async reachable(): Promise<void> {
    await this.page.locator('[data-testid="reachable"][data-reachable="true"]').waitFor();
  }

  async dial(dnis: string): Promise<void> {
    await this.page.getByTestId(`number-choice-${dnis}`).click();
    await this.page.getByTestId("call-button").click();
  }

  async connected(): Promise<void> {
    await this.page.locator('[data-testid="call-panel"][data-phase="connected"]').waitFor();
  }

  async press(keys: string): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key);
  }

  async ended(why: string): Promise<void> {
    await this.page.locator(`[data-testid="ended-panel"][data-why="${why}"]`).waitFor();
  }
}
