export type ThemeChoice = "light" | "dark" | "system";

const KEY = "cordboard.theme";
const darkQuery = () => matchMedia("(prefers-color-scheme: dark)");

export function storedTheme(): ThemeChoice {
  const stored = localStorage.getItem(KEY);
  return stored === "light" || stored === "dark" ? stored : "system";
}

/** Applies and remembers the theme; `system` follows the operating system, live. */
export function chooseTheme(choice: ThemeChoice): void {
  if (choice === "system") localStorage.removeItem(KEY);
  else localStorage.setItem(KEY, choice);
  applyTheme(choice);
}

/** Call once at start, before the first paint. */
export function startTheme(): void {
  applyTheme(storedTheme());
  darkQuery().addEventListener("change", () => applyTheme(storedTheme()));
}

function applyTheme(choice: ThemeChoice): void {
  const dark = choice === "dark" || (choice === "system" && darkQuery().matches);
  document.documentElement.dataset["theme"] = dark ? "dark" : "light";
}
