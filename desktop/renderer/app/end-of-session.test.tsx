import { act, screen, waitFor } from "@testing-library/react";
import { beforeAll, describe, expect, it } from "vitest";
import { freshConsoles } from "../../../test/fakes/fresh-consoles.ts";
import { openConsole } from "../../../test/fakes/open-console.tsx";
import { fakeFetch } from "../preview/fake-fetch.ts";
import { STATES } from "../preview/states.ts";

const NOW = Date.now();

/** A server that knows the session until the test says that its time has run out. */
function sessionThatEnds() {
  const fine = fakeFetch(NOW);
  let isOver = false;
  const fake: typeof fetch = async (input, init) =>
    isOver ? Response.json({ code: "session-expired", message: "" }, { status: 401 }) : fine(input, init);
  return { fake, runOut: () => (isOver = true) };
}

async function searchAfterTheEnd(state: string) {
  const { fake, runOut } = sessionThatEnds();
  const parts = await openConsole(STATES[state]!(NOW), { fetch: fake });
  await parts.user.keyboard("gs");
  const input = await screen.findByTestId("search-input");
  // Only now: whatever the page reads by itself while it opens would end the session before the search does.
  runOut();
  await parts.user.type(input, "wang");
  return parts;
}

beforeAll(async () => {
  await Promise.all([import("./signed-in.tsx"), import("../features/customers/search-view.tsx")]);
}, 60_000);
freshConsoles();

describe("a session that runs out", () => {
  it("leads to the sign-in page where nobody is on the line", async () => {
    await searchAfterTheEnd("ready");
    expect((await screen.findByTestId("login-form")).closest("main")?.textContent).toContain("Your session is over");
  });

  it("does not hang up on the customer: it waits for the end of the call and of its wrap-up", async () => {
    const { phone, push } = await searchAfterTheEnd("connected");
    await waitFor(() => expect(screen.getByTestId("notices").textContent).toContain("The call goes on."));
    expect(screen.getByTestId("call-strip")).toBeTruthy();
    expect(phone.calls).not.toContain("hang-up 1");
    act(() => phone.end("1"));
    await push({ ...STATES["wrap-up"]!(NOW) });
    expect(screen.queryByTestId("login-form")).toBeNull();
    await push({ ...STATES["ready"]!(NOW) });
    expect(await screen.findByTestId("login-form")).toBeTruthy();
  });

  it("keeps the voice also when the socket is refused meanwhile, until the agent hangs up", async () => {
    const { server, phone, user } = await openConsole(STATES["connected"]!(NOW));
    act(() => server.drop());
    act(() => server.refuse("session-expired"));
    expect(screen.queryByTestId("login-form")).toBeNull();
    await user.click(screen.getByTestId("hangup"));
    expect(phone.calls.at(-1)).toBe("hang-up 1");
    act(() => phone.end("1"));
    expect(await screen.findByTestId("login-form")).toBeTruthy();
  });
});
