import { act, screen, waitFor } from "@testing-library/react";
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { asId, type ContactId } from "../../../shared/domain/ids.ts";
import { freshConsoles } from "../../../test/fakes/fresh-consoles.ts";
import { openConsole } from "../../../test/fakes/open-console.tsx";
import { STATES } from "../preview/states.ts";

const NOW = Date.now();
const OWN = "index-Ab12Cd34.js";
const banner = () => screen.queryByTestId("newer-banner");

// A view whose file is gone at the server, as it is after an update.
vi.mock("../features/customers/search-view.tsx", () => {
  throw new TypeError("Failed to fetch dynamically imported module");
});
beforeAll(async () => {
  await Promise.all([import("./signed-in.tsx"), import("../i18n/en-views.ts"), import("../i18n/zh-views.ts")]);
}, 60_000);
freshConsoles();
afterEach(() => {
  for (const script of document.querySelectorAll("script")) script.remove();
  vi.restoreAllMocks();
});

/** A page that began with this script, as the build or the development server writes it. */
function beginWith(address: string): void {
  const script = Object.assign(document.createElement("script"), { type: "module" });
  script.setAttribute("src", address);
  document.head.append(script);
}

async function openOn(state: string, entryScripts: readonly string[], options: Parameters<typeof openConsole>[1] = {}) {
  if (document.querySelector("script") === null) beginWith(`./assets/${OWN}`);
  const opened = await openConsole(STATES[state]!(NOW), options);
  act(() =>
    opened.server.emit("hello", { serverNow: NOW, timeZone: "Asia/Shanghai", entryScripts: [...entryScripts] }),
  );
  return opened;
}
const NEWER = ["index-Zz99Yy88.js", "wallboard-Xx77Ww66.js"];

describe("a page that was left open over an update", () => {
  it.each([
    ["en", "A newer Cordboard is here. Reload this page between two calls", "Reload"],
    ["zh", "Cordboard 已有新版本。请在两次通话之间刷新", "刷新"],
  ] as const)("says so, quietly and with the remedy (%s)", async (language, words, remedy) => {
    await openOn("ready", NEWER, { language });
    expect(banner()?.textContent).toContain(words);
    expect(banner()?.getAttribute("role")).toBe("status");
    expect(screen.getByTestId("reload-page").textContent).toBe(remedy);
  });

  it("says nothing while the server has its script, has no pages, or when it was not built", async () => {
    const { server } = await openOn("ready", [OWN, "wallboard-Xx77Ww66.js"]);
    expect(banner()).toBeNull();
    const hello = (entryScripts: string[]) =>
      act(() => server.emit("hello", { serverNow: NOW, timeZone: "Asia/Shanghai", entryScripts }));
    hello(NEWER);
    expect(banner()).not.toBeNull();
    hello([]);
    expect(banner()).toBeNull();
  });

  it("compares nothing on a page of the development server", async () => {
    beginWith("/app/main.tsx");
    await openOn("ready", NEWER);
    expect(banner()).toBeNull();
  });

  it("says in a call that the call comes back, and to who listens that listening ends", async () => {
    const { unmount } = await openOn("connected", NEWER);
    expect(banner()?.textContent).toContain("the call comes back to you");
    unmount();
    const { phone } = await openOn("monitor-listen", NEWER, { role: "supervisor" });
    await screen.findByTestId("monitor-strip");
    act(() => phone.ring("1", asId<ContactId>("monitor-1")));
    act(() => phone.establish("1"));
    expect(banner()?.textContent).toContain("the call you listen to goes on");
  });

  it("waits for everything that concerns the call at hand", async () => {
    const { microphone, phone, server } = await openOn("connected", NEWER);
    microphone.state = "missing";
    await act(async () => phone.loseMicrophone());
    expect(await screen.findByTestId("microphone-banner")).toBeTruthy();
    expect(banner()).toBeNull();
    act(() => server.drop());
    expect(await screen.findByTestId("reconnect-banner")).toBeTruthy();
    expect(banner()).toBeNull();
  });

  it.each([
    [NEWER, "this page is older", "Reload"],
    [[OWN], "Try again", "Try again"],
  ])("names the remedy that helps where a part cannot be fetched (server: %j)", async (entryScripts, words, remedy) => {
    vi.spyOn(console, "error").mockReturnValue(undefined);
    await openOn("ready", entryScripts, { hash: "#/search" });
    const said = await screen.findByTestId("error-state");
    await waitFor(() => expect(said.textContent).toContain(words));
    expect(said.querySelector("button")?.textContent).toBe(remedy);
  });
});
