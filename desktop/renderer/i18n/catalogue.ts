import type { Language } from "../../../shared/domain/contact.ts";

/** Texts of one namespace; nesting by dots in use: `t("state.ready")`. */
export interface Texts {
  readonly [key: string]: string | Texts;
}

/**
 * One language: namespace -> texts. A new namespace is a new file in `en/` and `zh/`, or in their `views/` when the desk does
 * without it; nothing has to be registered.
 */
export type Catalogue = Readonly<Record<string, Texts>>;

/** What the desk says. Each language is a chunk of its own: nobody reads both at once. */
export async function loadCatalogue(language: Language): Promise<Catalogue> {
  return language === "zh" ? (await import("./zh.ts")).chinese : (await import("./en.ts")).english;
}

/** What all other views say: 40 per cent of the texts, and no agent waits for them. */
export async function loadViewCatalogue(language: Language): Promise<Catalogue> {
  return language === "zh"
    ? (await import("./zh-views.ts")).chineseViews
    : (await import("./en-views.ts")).englishViews;
}
