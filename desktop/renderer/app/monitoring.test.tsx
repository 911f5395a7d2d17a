import { act, screen, waitFor } from "@testing-library/react";
import { beforeAll, describe, expect, it } from "vitest";
import { asId, type ContactId } from "../../../shared/domain/ids.ts";
import type { AgentView } from "../../../shared/wire/console.ts";
import { freshConsoles } from "../../../test/fakes/fresh-consoles.ts";
import { openConsole } from "../../../test/fakes/open-console.tsx";
import { STATES } from "../preview/states.ts";

const NOW = Date.now();
const state = (name: string): AgentView => STATES[name]!(NOW);

beforeAll(async () => {
  await import("./signed-in.tsx");
}, 60_000);
freshConsoles();

describe("a supervisor on somebody's call", () => {
  it("sees whom, with whom and who hears them; changes it by key or button, and stops by key", async () => {
    const { server, user } = await openConsole(state("monitor-listen"));
    const strip = await screen.findByTestId("monitor-strip");
    expect(strip.textContent).toContain("You listen to 李娜: nobody hears you");
    expect(strip.textContent).toContain("+86138••••8001");
    expect(screen.getByTestId("monitor-listen").getAttribute("aria-pressed")).toBe("true");
    await user.keyboard("1");
    expect(server.named("monitor.mode")).toEqual([]);
    await user.keyboard("2");
    await user.click(screen.getByTestId("monitor-barge"));
    expect(server.named("monitor.mode").map(({ args }) => args)).toEqual([{ mode: "whisper" }, { mode: "barge" }]);
    await user.keyboard("{Alt>}s{/Alt}");
    expect(server.named("monitor.stop")).toHaveLength(1);
  });

  it.each([
    ["monitor-ringing", "Your phone is called for 李娜’s call"],
    ["monitor-whisper", "Only 李娜 hears you"],
    ["monitor-barge", "李娜 and the customer hear you"],
    ["monitor-all-held", "李娜 cannot hear you while both calls are on hold"],
    ["monitor-all-held", "both calls on hold: 李娜 talks to nobody"],
    ["monitor-all-held-barge", "Nobody hears you while both calls of 李娜 are on hold"],
    ["monitor-away", "李娜 is being brought back into the call"],
  ])("%s: %s", async (name, words) => {
    await openConsole(state(name));
    expect((await screen.findByTestId("monitor-strip")).textContent).toContain(words);
  });
});

describe("a supervisor on somebody's call whose connection breaks", () => {
  async function offline(name: string) {
    const opened = await openConsole(state(name));
    const monitorId = opened.server.view.monitor?.monitorId ?? expect.fail("nobody is listened to");
    act(() => opened.phone.ring("m", asId<ContactId>(monitorId)));
    act(() => opened.phone.establish("m"));
    await screen.findByTestId("monitor-strip");
    act(() => opened.server.drop());
    return opened;
  }
  const strip = () => screen.getByTestId("monitor-strip").textContent;

  it.each([
    ["monitor-listen", "You listen to 李娜: nobody hears you"],
    ["monitor-whisper", "李娜 may still hear you: the server cannot say"],
    ["monitor-barge", "李娜 and the customer may still hear you: the server cannot say"],
  ])("%s: %s", async (name, words) => {
    await offline(name);
    expect(strip()).toContain(words);
    expect(screen.getByTestId("reconnect-banner").textContent).toContain("stopping works");
  });

  it("stops all the same: their own phone leaves the call", async () => {
    const { server, phone, user } = await offline("monitor-barge");
    await user.keyboard("{Alt>}s{/Alt}");
    expect(phone.calls).toContain("hang-up m");
    expect(server.named("monitor.stop")).toEqual([]);
    act(() => phone.end("m"));
    expect(strip()).toContain("Your phone has left 李娜’s call: nobody hears you");
  });

  it("is told when it was over by the time they are back, and only then", async () => {
    const { server, push } = await offline("monitor-listen");
    const before = server.view;
    await act(async () => server.connect());
    expect(screen.getByTestId("notices").textContent).toBe("");
    await act(async () => server.drop());
    server.view = { ...before, seq: before.seq + 1, monitor: null };
    await act(async () => server.connect());
    await waitFor(() => expect(screen.getByTestId("notices").textContent).toContain("You no longer listen"));
    expect(screen.queryByTestId("monitor-strip")).toBeNull();
    await push({ monitor: before.monitor });
    await push({ monitor: null });
    expect(screen.getByTestId("notices").childElementCount).toBe(1);
  });
});

describe("an agent whose call a supervisor is on", () => {
  it.each([
    ["monitored", "Sofia Marin listens to this call."],
    [
      "monitored-whisper",
      "Sofia Marin speaks to you alone: the customer does not hear it. 王海燕 listens to this call.",
    ],
    ["monitored-barge", "Sofia Marin is in the call: the customer hears it."],
  ])("%s: %s", async (name, words) => {
    await openConsole(state(name));
    expect((await screen.findByTestId("monitored")).textContent).toBe(words);
  });
});
