import { act, screen } from "@testing-library/react";
import { beforeAll, describe, expect, it } from "vitest";
import { asId, type ContactId } from "../../../../shared/domain/ids.ts";
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

describe("while the exchange is away", () => {
  const away = (state: string) => {
    const first = STATES[state]!(NOW);
    return { ...first, reachability: { ...first.reachability, pbxConnected: false } };
  };
  const said = async () => (await screen.findByTestId("exchange-banner")).textContent;

  it.each([
    ["en", "A running call goes on", "If you hear nothing, the call may have been cut off"],
    ["zh", "通话继续", "如果听不到声音，通话可能已中断"],
  ] as const)("an agent reads that the call goes on only while the phone is there (%s)", async (language, on, off) => {
    const { phone } = await openConsole(away("connected"), { language });
    expect(await said()).toContain(on);
    act(() => phone.registration("reconnecting"));
    expect(await said()).toContain(off);
    expect(await said()).not.toContain(on);
  });

  it.each([
    ["en", "the call you listen to may have been cut off", "hold"],
    ["zh", "您监听的通话可能已中断", "保持"],
  ] as const)("who listens reads of that call, not of a hold they do not have (%s)", async (language, words, not) => {
    const { phone } = await openConsole(away("monitor-listen"), { language, role: "supervisor" });
    await screen.findByTestId("monitor-strip");
    act(() => phone.ring("m", asId<ContactId>("monitor-1")));
    act(() => phone.establish("m"));
    expect(await said()).toContain(words);
    expect(await said()).not.toContain(not);
  });
});
