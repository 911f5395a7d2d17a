import "../ui/base.css";
import { createRoot } from "react-dom/client";
import { recallSession } from "../desktop-shell/remembered-session.ts";
import { startI18n } from "../i18n/start-i18n.ts";
import { storedLanguage } from "../i18n/stored-language.ts";
import { App } from "./app.tsx";
import { startTheme } from "./theme.ts";

startTheme();
const i18n = await startI18n(storedLanguage());
await recallSession(Date.now());
const root = document.getElementById("root");
if (root === null) throw new Error("index.html has no #root");
createRoot(root).render(<App i18n={i18n} />);
