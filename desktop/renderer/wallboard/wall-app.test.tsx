import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act, render, screen } from "@testing-library/react";
import axe from "axe-core";
import { I18nextProvider } from "react-i18next";
import { afterEach, describe, expect, it } from "vitest";
import { freshConsoles } from "../../../test/fakes/fresh-consoles.ts";
import { saveSession } from "../connection/session-store.ts";
import { addViewTexts, startI18n } from "../i18n/start-i18n.ts";
import { boardOf } from "../preview/board-of.ts";
import { fakeFetch } from "../preview/fake-fetch.ts";
import { FakeServer } from "../preview/fake-server.ts";
import { session, view } from "../preview/fixtures.ts";
import { WallApp } from "./wall-app.tsx";

const NOW = Date.now();
freshConsoles();
afterEach(() => document.querySelector("script")?.remove());

/** The wall of a supervisor, as the tab that opened it left it its session. */
async function openWall(language: "en" | "zh" = "en") {
  saveSession(session("supervisor", NOW));
  const i18n = await startI18n(language);
  await addViewTexts(i18n);
  const server = new FakeServer(view(NOW, null));
  const fakes = { port: () => server, fetch: fakeFetch(NOW) };
  render(
    <I18nextProvider i18n={i18n}>
      <QueryClientProvider client={new QueryClient()}>
        <WallApp fakes={fakes} />
      </QueryClientProvider>
    </I18nextProvider>,
  );
  await screen.findByTestId("wall-screen");
  return server;
}

describe("a wall that was left open over an update", () => {
  it.each([
    ["en", "A newer Cordboard is here."],
    ["zh", "Cordboard 已有新版本。"],
  ] as const)("says so below its clock, with the remedy, and not beside an alarm (%s)", async (language, words) => {
    const script = Object.assign(document.createElement("script"), { type: "module" });
    script.setAttribute("src", "./assets/wallboard-Ab12Cd34.js");
    document.head.append(script);
    const server = await openWall(language);
    act(() => server.emit("wallboard", boardOf({ queues: 2, agents: 4, now: NOW })));
    const hello = (entryScripts: string[]) =>
      act(() => server.emit("hello", { serverNow: NOW, timeZone: "Asia/Shanghai", entryScripts }));
    hello(["index-Zz.js", "wallboard-Ab12Cd34.js"]);
    expect(screen.queryByTestId("newer-banner")).toBeNull();
    hello(["index-Zz.js", "wallboard-Yy.js"]);
    expect(screen.getByTestId("newer-banner").textContent).toContain(words);
    expect(screen.getByTestId("reload-page")).toBeTruthy();
    const rules = { region: { enabled: false }, "color-contrast": { enabled: false } };
    expect((await axe.run(document.body, { rules })).violations).toEqual([]);
    act(() => server.drop());
    expect(await screen.findByTestId("stale")).toBeTruthy();
    expect(screen.queryByTestId("newer-banner")).toBeNull();
  });

  it("and speaks an older protocol is to be reloaded: it does not ask to sign in, which would be refused again", async () => {
    const server = await openWall();
    act(() => server.refuse("protocol-version-mismatch"));
    expect(await screen.findByText("There is a newer version")).toBeTruthy();
    expect(screen.getByTestId("reload-page")).toBeTruthy();
    expect(screen.queryByTestId("login-form")).toBeNull();
    expect(sessionStorage.getItem("cordboard.session")).not.toBeNull();
  });

  it("asks to sign in when its session is over", async () => {
    const server = await openWall();
    act(() => server.refuse("session-expired"));
    expect(await screen.findByTestId("login-form")).toBeTruthy();
    expect(sessionStorage.getItem("cordboard.session")).toBeNull();
  });
});
