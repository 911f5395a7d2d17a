import type { Page } from "playwright-core";

export const VIEW_GROUPS = [
  "sign-in",
  "desk",
  "two-calls",
  "in-call",
  "comfort",
  "office",
  "wallboard",
  "admin",
  "phone",
] as const;
export type ViewGroup = (typeof VIEW_GROUPS)[number];

/** One state of one view, by its address in the gallery (desktop/renderer/preview): checked for accessibility, and photographed. */
export interface GalleryView {
  readonly group: ViewGroup;
  readonly name: string;
  /** Query and hash of the gallery. */
  readonly at: string;
  /** What is there when the view stands: a selector. */
  readonly shows: string;
  readonly doFirst?: (page: Page) => Promise<unknown>;
  /** Also looked at on a large screen. */
  readonly isMain: boolean;
}

export const testId = (id: string) => `[data-testid="${id}"]`;
export const there = (page: Page, id: string) => page.locator(testId(id)).first().waitFor();
export const fieldOf = (page: Page, id: string) => page.locator(`input${testId(id)}, ${testId(id)} input`).first();

type DoFirst = GalleryView["doFirst"];
export const press = (key: string, shows: string) => async (page: Page) => {
  await page.keyboard.press(key);
  await there(page, shows);
};
export const click = (id: string, shows: string) => async (page: Page) => {
  await page.locator(testId(id)).first().click();
  await there(page, shows);
};
export const steps =
  (...each: readonly ((page: Page) => Promise<unknown>)[]) =>
  async (page: Page) => {
    for (const step of each) await step(page);
  };

export function inGroup(group: ViewGroup) {
  const view = (name: string, at: string, shows: string, doFirst?: DoFirst): GalleryView => ({
    group,
    name,
    at,
    shows: testId(shows),
    isMain: false,
    ...(doFirst === undefined ? {} : { doFirst }),
  });
  return { view, main: (...args: Parameters<typeof view>): GalleryView => ({ ...view(...args), isMain: true }) };
}

/** A wall is dark whatever the desk prefers. */
export function themesOf({ at }: GalleryView): readonly ("light" | "dark")[] {
  return at.startsWith("?page=wall") ? ["dark"] : ["light", "dark"];
}

/** Opens a view and brings it where it is to be looked at. `page` of the gallery at `url`. */
export async function openView(page: Page, url: (query: string) => string, view: GalleryView, language: "en" | "zh") {
  // Another address than before in any case: a change of the hash alone would not load the page.
  await page.goto("about:blank");
  await page.goto(url(view.at.replace("?", `?lang=${language}&`)));
  await page.locator(view.shows).first().waitFor();
  await view.doFirst?.(page);
  if (view.shows !== testId("skeleton")) await page.locator(testId("skeleton")).first().waitFor({ state: "detached" });
}
