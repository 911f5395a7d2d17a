import { act, cleanup, screen, waitFor } from "@testing-library/react";
import { beforeAll, describe, expect, it } from "vitest";
import { freshConsoles } from "../../../test/fakes/fresh-consoles.ts";
import { openConsole } from "../../../test/fakes/open-console.tsx";
import { CONTACT } from "../preview/fixtures.ts";
import { STATES } from "../preview/states.ts";

const NOW = Date.now();
const state = (name: string) => STATES[name]!(NOW);
const first = { firstTime: true } as const;
const step = () => screen.getByTestId("tour").dataset["step"];

beforeAll(async () => {
  await Promise.all([
    import("./signed-in.tsx"),
    import("./palette.tsx"),
    import("../features/tour/first-tour.tsx"),
    import("../i18n/en-views.ts"),
    import("../i18n/zh-views.ts"),
  ]);
}, 60_000);
freshConsoles();

describe("the first tour", () => {
  it("leads whoever is here for the first time through five steps, each pointing at its thing, and does not come back", async () => {
    const { user } = await openConsole(state("not-ready"), first);
    await screen.findByTestId("tour");
    const seen: (string | undefined)[] = [];
    for (let at = 0; at < 5; at += 1) {
      seen.push(step());
      expect(document.querySelectorAll('[data-tour="here"]')).toHaveLength(1);
      await user.click(screen.getByRole("button", { name: at === 4 ? "Start working" : "Next" }));
    }
    expect(seen).toEqual(["state", "phone", "desk", "find", "keys"]);
    await waitFor(() => expect(screen.queryByTestId("tour")).toBeNull());
    expect(document.querySelector('[data-tour="here"]')).toBeNull();
    cleanup();
    await openConsole(state("not-ready"), first);
    // It would be there with the first paint after the desk: whoever looks sooner sees none in any case.
    await act(() => new Promise((resolve) => setTimeout(resolve)));
    expect(screen.queryByTestId("tour")).toBeNull();
  });

  it("can be skipped, and is shown again when the palette is asked for it", async () => {
    const { user } = await openConsole(state("not-ready"), first);
    await screen.findByTestId("tour");
    await user.click(screen.getByRole("button", { name: "Skip" }));
    await waitFor(() => expect(screen.queryByTestId("tour")).toBeNull());
    await user.keyboard("{Control>}k{/Control}");
    await user.type(await screen.findByTestId("palette-input"), "first steps{Enter}");
    expect((await screen.findByTestId("tour")).dataset["step"]).toBe("state");
  });

  it("takes no focus and is away while there is a call", async () => {
    const { phone, push, user } = await openConsole(state("ready"), first);
    const tour = await screen.findByTestId("tour");
    expect(tour.contains(document.activeElement)).toBe(false);
    await push({ contact: state("offered").contact });
    expect(screen.queryByTestId("tour")).toBeNull();
    expect(document.querySelector('[data-tour="here"]')).toBeNull();
    act(() => phone.ring("1", CONTACT));
    await user.keyboard("a");
    await waitFor(() => expect(phone.calls).toContain("answer 1"));
    await push({ contact: null });
    expect(await screen.findByTestId("tour")).toBeTruthy();
  });

  it("speaks Chinese", async () => {
    await openConsole(state("not-ready"), { ...first, language: "zh" });
    expect((await screen.findByTestId("tour")).textContent).toMatch(/\p{Script=Han}{6}/u);
  });
});
