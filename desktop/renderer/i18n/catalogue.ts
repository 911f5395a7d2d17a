import type { Language } from "../../../shared/domain/contact.ts";

/** Texts of one namespace; nesting by dots in use: `t("state.ready")`. */
export interface Texts {
  readonly [key: string]: string | Texts;
}

/** One language: namespace -> texts. A new namespace is a new file in `en/` and `zh/`; nothing has to be registered. */
export type Catalogue = Readonly<Record<string, Texts>>;

/** Each language is a chunk of its own: nobody reads both at once. */
export async function loadCatalogue(language: Language): Promise<Catalogue> {
  return language === "zh" ? (await import("./zh.ts")).chinese : (await import("./en.ts")).english;
}
