import { act, screen } from "@testing-library/react";
import { beforeAll, describe, expect, it } from "vitest";
import { freshConsoles } from "../../../../test/fakes/fresh-consoles.ts";
import { openConsole } from "../../../../test/fakes/open-console.tsx";
import { view } from "../../preview/fixtures.ts";
import { STATES } from "../../preview/states.ts";

const NOW = Date.now();

beforeAll(async () => {
  await import("../../app/signed-in.tsx");
}, 60_000);
freshConsoles();

describe("while the server is away", () => {
  it.each([
    ["en", "You get no calls until the connection is back"],
    ["zh", "恢复前不会有来电"],
  ] as const)("agents read that no calls come (%s)", async (language, words) => {
    const { server } = await openConsole(STATES["ready"]!(NOW), { language });
    act(() => server.drop());
    expect((await screen.findByTestId("reconnect-banner")).textContent).toContain(words);
  });

  it.each([
    ["en", "What you see may be out of date"],
    ["zh", "所见内容可能已过时"],
  ] as const)("who takes no calls reads what concerns them (%s)", async (language, words) => {
    const idle = view(NOW, null);
    const { server, push } = await openConsole(idle, { role: "supervisor", language });
    await push({ status: { ...idle.status, state: "signed-out", reason: null }, queues: [] });
    act(() => server.drop());
    expect((await screen.findByTestId("reconnect-banner")).textContent).toContain(words);
  });
});
