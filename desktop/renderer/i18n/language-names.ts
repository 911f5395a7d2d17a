/** Each in its own language: whoever cannot read the one finds the other. */
export const LANGUAGE_NAMES = { en: "English", zh: "中文" } as const;
