import "../ui/base.css";
import { loadCatalogue } from "../i18n/catalogue.ts";
import { storedLanguage } from "../i18n/stored-language.ts";
import { startTheme } from "./theme.ts";

startTheme();
const language = storedLanguage();
// Side by side, from the first moment: the texts had waited until the program had begun.
const program = import("./start-console.tsx");
// What the page itself then says (desktop/not-started.ts) need not wait.
const sayFailed = (error: unknown): never => {
  document.getElementById("root")?.setAttribute("data-failed", "");
  throw error;
};
// Asked for again, with its error, where it is needed.
loadCatalogue(language).catch(() => undefined);
// The first use of Intl loads the locale's data, 30 ms: while the program is on its way nobody waits for it.
setTimeout(() => Intl.DateTimeFormat.supportedLocalesOf(navigator.language));
await program.then(({ startConsole }) => startConsole(language)).catch(sayFailed);
