import { act, screen } from "@testing-library/react";
import { beforeAll, describe, expect, it } from "vitest";
import { asId, type ContactId } from "../../../shared/domain/ids.ts";
import { freshConsoles } from "../../../test/fakes/fresh-consoles.ts";
import { openConsole } from "../../../test/fakes/open-console.tsx";
import { STATES } from "../preview/states.ts";

const NOW = Date.now();

beforeAll(async () => {
  await import("./signed-in.tsx");
}, 60_000);
freshConsoles();

/** In a call, whose microphone goes. */
async function lose(microphone: "ready" | "refused" | "missing") {
  const opened = await openConsole(STATES["connected"]!(NOW));
  opened.microphone.state = microphone;
  await act(async () => opened.phone.loseMicrophone());
  return opened;
}
const notices = () => screen.getByTestId("notices").textContent;

describe("the microphone of a call is gone", () => {
  it.each([
    ["missing", "Plug in your headset"],
    ["refused", "Allow it for this page"],
  ] as const)("%s: what to do is said once, above the call, as long as it is so", async (problem, remedy) => {
    const { microphone, phone } = await lose(problem);
    expect((await screen.findByTestId("microphone-banner")).textContent).toContain(remedy);
    expect(notices()).toBe("");
    microphone.state = "ready";
    await act(async () => phone.loseMicrophone());
    expect(screen.queryByTestId("microphone-banner")).toBeNull();
  });

  it.each([
    ["monitor-listen", "missing", "You go on listening; to whisper or barge in, plug in your headset"],
    ["monitor-listen", "refused", "You go on listening; to whisper or barge in, allow it for this page"],
    ["monitor-whisper", "missing", "so you cannot be heard. Plug in your headset"],
    ["monitor-barge", "refused", "so you cannot be heard. Allow it for this page"],
  ] as const)(
    "of a supervisor (%s, %s): in words of their own, with no customer in them",
    async (state, problem, words) => {
      const { microphone, phone } = await openConsole(STATES[state]!(NOW), { role: "supervisor" });
      await screen.findByTestId("monitor-strip");
      act(() => phone.ring("m", asId<ContactId>("monitor-1")));
      act(() => phone.establish("m"));
      microphone.state = problem;
      await act(async () => phone.loseMicrophone());
      const said = (await screen.findByTestId("microphone-banner")).textContent;
      expect(said).toContain(words);
      expect(said).not.toContain("customer");
    },
  );

  it("and none is missing or forbidden: told at once", async () => {
    await lose("ready");
    expect(notices()).toContain("Your microphone stopped working");
    expect(notices()).toContain("Choose another microphone in the settings");
  });

  it("another one took over: by the name people know it by", async () => {
    const { phone } = await openConsole(STATES["connected"]!(NOW));
    act(() => phone.changeMicrophone("Jabra Evolve2 65 (0b0e:0a67)"));
    expect(notices()).toContain("You now speak through: Jabra Evolve2 65The call goes on.");
  });
});

describe("without a microphone", () => {
  it.each(["refused", "missing"] as const)("%s: nobody becomes ready, by key or in the menu", async (microphone) => {
    const opened = await openConsole(STATES["not-ready"]!(NOW), { microphone });
    await screen.findByTestId("microphone-banner");
    await opened.user.keyboard("r");
    expect(opened.server.named("agent.ready")).toEqual([]);
    expect(notices()).toBe("");
    await opened.user.keyboard("n");
    expect((await screen.findByTestId("menu-ready")).getAttribute("aria-disabled")).toBe("true");
  });

  it("who can be rung becomes ready by key", async () => {
    const { server, user } = await openConsole(STATES["not-ready"]!(NOW));
    await screen.findByTestId("become-ready");
    await user.keyboard("r");
    expect(server.named("agent.ready")).toHaveLength(1);
  });
});
