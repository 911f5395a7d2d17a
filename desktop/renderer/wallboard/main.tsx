import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { createRoot } from "react-dom/client";
import { I18nextProvider } from "react-i18next";
import { addViewTexts, startI18n } from "../i18n/start-i18n.ts";
import { storedLanguage } from "../i18n/stored-language.ts";
import "../ui/base.css";
import { WallApp } from "./wall-app.tsx";

// A wall is dark whatever the desk prefers: a bright one tires the whole room.
document.documentElement.dataset["theme"] = "dark";
const i18n = await startI18n(storedLanguage());
await addViewTexts(i18n);
document.title = i18n.t("wallboard:title");

const root = document.getElementById("root");
if (root !== null) {
  createRoot(root).render(
    <I18nextProvider i18n={i18n}>
      <QueryClientProvider client={new QueryClient()}>
        <WallApp />
      </QueryClientProvider>
    </I18nextProvider>,
  );
}
