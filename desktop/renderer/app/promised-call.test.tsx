import { act, screen } from "@testing-library/react";
import { beforeAll, expect, it } from "vitest";
import { freshConsoles } from "../../../test/fakes/fresh-consoles.ts";
import { openConsole } from "../../../test/fakes/open-console.tsx";
import { recordedFetch } from "../../../test/fakes/recorded-fetch.ts";
import { agenda } from "../preview/office-fixtures.ts";
import { STATES } from "../preview/states.ts";

const NOW = Date.now();
const [PROMISE = expect.fail("nothing is promised"), ...OTHERS] = agenda(NOW);

beforeAll(async () => {
  await import("./signed-in.tsx");
}, 60_000);
freshConsoles();

async function inCall(state: string, promise = PROMISE, language: "en" | "zh" = "en") {
  const { fake, changes } = recordedFetch(NOW, { "PATCH agenda/a-1": () => Response.json(promise) });
  const parts = await openConsole(STATES[state]!(NOW), { fetch: fake, language });
  const tell = (entry = promise) =>
    act(() => parts.server.emit("agenda", { serverNow: NOW, entries: [entry, ...OTHERS] }));
  tell();
  return { ...parts, changes, tell };
}
/** By hand, out of no list. */
const dialled = () => ({ ...(STATES["outbound"]!(NOW).contact ?? expect.fail("no call")), callListEntry: null });
const shown = () => screen.queryByTestId("promised-call")?.textContent ?? null;

it("a call to whom it was promised says whom to ask for and what about, from the first ring", async () => {
  const { server } = await inCall("dialing");
  expect(shown()).toContain("林慧敏");
  expect(shown()).toContain("升级套餐");
  expect(screen.queryByTestId("promised-done")).toBeNull();
  act(() => server.push(STATES["outbound"]!(NOW)));
  expect(shown()).toContain("升级套餐");
});

it.each([
  ["en", "call promised to: 王先生"],
  ["zh", "约定回电给：王先生"],
] as const)(
  "the name it was promised to stands with the caller's, where it is another one (%s)",
  async (language, words) => {
    const { tell, server } = await inCall("outbound", PROMISE, language);
    act(() => server.push({ contact: dialled() }));
    const facts = () => screen.getByTestId("contact-facts").textContent;
    expect(screen.getByTestId("customer-name").textContent).toBe("林慧敏");
    expect(facts()).not.toContain("林慧敏");
    tell({ ...PROMISE, name: "王先生" });
    expect(facts()).toContain(words);
  },
);

it("of who is not on record it is the name there is, above other views too", async () => {
  const { server } = await inCall("outbound");
  const unknown = { ...dialled(), customer: null };
  act(() => server.push({ contact: { ...unknown, context: { ...unknown.context, customerId: null } } }));
  expect(screen.getByTestId("customer-name").textContent).toBe("林慧敏");
  location.hash = "#/settings";
  expect((await screen.findByTestId("call-strip")).textContent).toContain("林慧敏");
});

it("that it is done is asked where the call is written down, and can be taken back there", async () => {
  const { server, user, changes, tell } = await inCall("outbound");
  const { contact } = STATES["outbound"]!(NOW);
  act(() => server.push({ contact: { ...contact!, phase: "wrap-up" } }));
  expect(shown()).toContain("It stays open until it is done.");
  await user.click(screen.getByRole("button", { name: "林慧敏: done" }));
  expect(changes).toMatchObject([{ method: "PATCH", path: "agenda/a-1", body: { done: true } }]);
  tell({ ...PROMISE, doneAt: NOW });
  expect(shown()).not.toContain("It stays open");
  await user.click(screen.getByRole("button", { name: "Not done after all: 林慧敏" }));
  expect(changes[1]).toMatchObject({ body: { done: false } });
});

it.each([
  ["promised to another number", "outbound", { phone: "+8613800138777" }],
  ["done before", "outbound", { doneAt: NOW - 3_600_000 }],
  ["promised in this call", "outbound", { createdAt: NOW }],
  ["to a caller, who called by themselves", "connected", {}],
])("what was %s is no matter of the call", async (_what, state, change) => {
  await inCall(state, { ...PROMISE, ...change });
  expect(await screen.findByTestId("wrap-up")).toBeTruthy();
  expect(shown()).toBeNull();
});
