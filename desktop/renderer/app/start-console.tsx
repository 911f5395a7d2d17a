import { createRoot } from "react-dom/client";
import type { Language } from "../../../shared/domain/contact.ts";
import { recallSession } from "../desktop-shell/remembered-session.ts";
import { startI18n } from "../i18n/start-i18n.ts";
import { App } from "./app.tsx";

/** Draws the console into the page. @throws when its texts cannot be fetched */
export async function startConsole(language: Language): Promise<void> {
  const i18n = await startI18n(language);
  await recallSession(Date.now());
  const root = document.getElementById("root");
  if (root === null) throw new Error("index.html has no #root");
  createRoot(root).render(<App i18n={i18n} />);
}
