import type { Page } from "playwright-core";

/** What a page showed at one moment. */
export interface StatesSeen {
  /** It said that the exchange is away. */
  readonly isAway: boolean;
  /** `data-state` of each agent it showed, in its order. */
  readonly states: readonly string[];
}

interface WhatToWatch {
  /** Selector of what is there only while the exchange is away. */
  readonly away: string;
  /** Selector of what carries an agent's `data-state`. */
  readonly agents: string;
}

export const ON_THE_DESK: WhatToWatch = {
  away: '[data-testid="connection-status"][data-problem="no-exchange"]',
  agents: '[data-testid="agent-state"]',
};
export const ON_THE_WALLBOARD: WhatToWatch = {
  away: '[data-testid="pbx-down"]',
  agents: '[data-testid="agent-row"]',
};

/** From now on every change of what the page shows is noted in the page itself: no look comes too late for it. */
export async function watchStates(page: Page, watched: WhatToWatch): Promise<() => Promise<readonly StatesSeen[]>> {
  await page.evaluate(({ away, agents }) => {
    const seen: StatesSeen[] = [];
    Object.assign(globalThis, { cordboardStates: seen });
    new MutationObserver(() => {
      const states = Array.from(
        document.querySelectorAll<HTMLElement>(agents),
        ({ dataset }) => dataset["state"] ?? "",
      );
      const now = { isAway: document.querySelector(away) !== null, states };
      if (JSON.stringify(seen.at(-1)) !== JSON.stringify(now)) seen.push(now);
    }).observe(document, { subtree: true, childList: true, attributes: true });
  }, watched);
  return () => page.evaluate(() => Reflect.get(globalThis, "cordboardStates"));
}
