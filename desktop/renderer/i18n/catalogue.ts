/** Texts of one namespace; nesting by dots in use: `t("state.ready")`. */
export interface Texts {
  readonly [key: string]: string | Texts;
}

/** `./en/common.json` -> texts. A new namespace is a new file in both folders; nothing else has to be registered. */
const files: Record<string, Texts> = import.meta.glob<Texts>("./{en,zh}/*.json", { eager: true, import: "default" });

/** Language -> namespace -> texts. */
export function catalogue(): Record<string, Record<string, Texts>> {
  const result: Record<string, Record<string, Texts>> = {};
  for (const [path, texts] of Object.entries(files)) {
    const [, language, namespace] = /^\.\/(\w+)\/([\w-]+)\.json$/.exec(path) ?? [];
    if (language === undefined || namespace === undefined) continue;
    (result[language] ??= {})[namespace] = texts;
  }
  return result;
}
