import type { Browser, BrowserContextOptions, Locator, Page } from "playwright-core";
import { openTab } from "../browsers.ts";
import { fieldOf } from "./console-page.ts";

/** The full-screen board on the wall. */
export class WallboardPage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  static async open(
    browser: Browser,
    url: string,
    who: { readonly login: string; readonly password: string },
    options: BrowserContextOptions = {},
  ): Promise<WallboardPage> {
    const page = await openTab(browser, options);
    await page.goto(`${url}/wallboard`);
    await fieldOf(page.getByTestId("login-name")).fill(who.login);
    await fieldOf(page.getByTestId("login-password")).fill(who.password);
    await page.getByTestId("login-submit").click();
    await page.getByTestId("wall-queues").waitFor();
    return new WallboardPage(page);
  }

  queue(queueId: string): Locator {
    return this.page.locator(`[data-testid="queue-row"][data-queue-id="${queueId}"]`);
  }

  async waiting(queueId: string, count: number): Promise<void> {
    await this.queue(queueId)
      .getByTestId("queue-waiting")
      .filter({ hasText: new RegExp(`^${count}`, "u") })
      .waitFor();
  }

  async agentIn(agentId: string, state: string): Promise<Locator> {
    const tile = this.page.locator(`[data-testid="agent-tile"][data-agent-id="${agentId}"][data-state="${state}"]`);
    await tile.waitFor();
    return tile;
  }
}
