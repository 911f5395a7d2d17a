import { screen, waitFor } from "@testing-library/react";
import { beforeAll, describe, expect, it } from "vitest";
import { freshConsoles } from "../../../test/fakes/fresh-consoles.ts";
import { openConsole } from "../../../test/fakes/open-console.tsx";
import { STATES } from "../preview/states.ts";

beforeAll(async () => {
  await import("./signed-in.tsx");
  await import("../features/interaction/target-picker.tsx");
}, 60_000);
freshConsoles();

const state = (name: string) => STATES[name]!(Date.now());
const muted = () => screen.getByTestId("mute").dataset["muted"];

describe("the keys of a call are there wherever the focus stands", () => {
  it("on the state's own button, where it stands after Ready was chosen", async () => {
    const { user } = await openConsole(state("connected"));
    screen.getByTestId("agent-state").focus();
    await user.keyboard("m");
    await waitFor(() => expect(muted()).toBe("true"));
    expect(document.activeElement).toBe(screen.getByTestId("agent-state"));
    await user.keyboard("{ArrowDown}");
    expect(await screen.findByTestId("menu-break")).toBeTruthy();
  });

  it("in the field that searches whom to transfer to, with Alt", async () => {
    const { user, server } = await openConsole(state("connected"));
    await user.keyboard("t");
    await user.type(await screen.findByTestId("target-search"), "m");
    expect(muted()).toBe("false");
    await user.keyboard("{Alt>}m{/Alt}");
    await waitFor(() => expect(muted()).toBe("true"));
    await user.keyboard("{Alt>}x{/Alt}");
    await waitFor(() => expect(server.named("call.hang-up")).toHaveLength(1));
  });
});
