import { act, screen, waitFor } from "@testing-library/react";
import { beforeAll, describe, expect, it } from "vitest";
import { freshConsoles } from "../../../test/fakes/fresh-consoles.ts";
import { openConsole } from "../../../test/fakes/open-console.tsx";
import { fakeFetch } from "../preview/fake-fetch.ts";
import { STATES } from "../preview/states.ts";

const NOW = Date.now();
type Answer = () => Promise<Response>;

/** Answers as the gallery does, but the sign-out; remembers whether that may outlive the page. */
function fetchWith(answer: Answer) {
  const asked: (boolean | undefined)[] = [];
  const other = fakeFetch(NOW);
  const fake: typeof fetch = async (input, init) => {
    if (init?.method !== "DELETE") return other(input, init);
    asked.push(init.keepalive);
    return answer();
  };
  return { fake, asked };
}

async function signOut(answer: Answer, language: "en" | "zh" = "en") {
  const { fake, asked } = fetchWith(answer);
  const { user } = await openConsole(STATES["ready"]!(NOW), { fetch: fake, language });
  await user.click(screen.getByTestId("user-menu"));
  await user.click(await screen.findByTestId("menu-sign-out"));
  const form = await screen.findByTestId("login-form");
  return { asked, page: form.closest("main") };
}

beforeAll(async () => {
  await Promise.all([import("./signed-in.tsx"), import("../ui/menu-popup.tsx")]);
}, 60_000);
freshConsoles();

describe("signing out", () => {
  it("reaches the server also when the page is closed in the same moment", async () => {
    const { asked, page } = await signOut(async () => new Response(null, { status: 204 }));
    expect(asked).toEqual([true]);
    expect(page?.textContent).toContain("You are signed out.");
    expect(sessionStorage.getItem("cordboard.session")).toBeNull();
  });

  it.each([
    ["en", "the server could not be told"],
    ["zh", "未能通知服务器"],
  ] as const)("says when the server could not be told (%s)", async (language, words) => {
    const { page } = await signOut(() => Promise.reject(new TypeError("fetch failed")), language);
    await waitFor(() => expect(page?.textContent).toContain(words));
    expect(sessionStorage.getItem("cordboard.session")).toBeNull();
  });

  it("is not said to have failed because an earlier one has", async () => {
    let failFirst: (error: Error) => void = () => undefined;
    const answers: Answer[] = [
      () => new Promise((_, reject) => (failFirst = reject)),
      async () => new Response(null, { status: 204 }),
    ];
    const { fake } = fetchWith(() => answers.shift()!());
    const { user } = await openConsole(STATES["ready"]!(NOW), { fetch: fake });
    const leave = async () => {
      await user.click(await screen.findByTestId("user-menu"));
      await user.click(await screen.findByTestId("menu-sign-out"));
      return (await screen.findByTestId("login-form")).closest("main");
    };
    await leave();
    await user.type(screen.getByTestId("login-name"), "li.na");
    await user.type(screen.getByTestId("login-password"), "long enough{Enter}");
    const page = await leave();
    await act(async () => failFirst(new TypeError("fetch failed")));
    expect(answers).toEqual([]);
    expect(page?.textContent).toContain("You are signed out.");
    expect(page?.textContent).not.toContain("could not be told");
  });

  it("is done when the server does not know the session any more", async () => {
    const { page } = await signOut(async () =>
      Response.json({ code: "session-expired", message: "" }, { status: 401 }),
    );
    await waitFor(() => expect(page?.textContent).not.toContain("could not be told"));
  });
});
