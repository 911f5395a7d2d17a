import { screen } from "@testing-library/react";
import { beforeAll, describe, expect, it } from "vitest";
import type { NotReadyReason } from "../../../shared/domain/agent.ts";
import { freshConsoles } from "../../../test/fakes/fresh-consoles.ts";
import { openConsole } from "../../../test/fakes/open-console.tsx";
import { STATES } from "../preview/states.ts";

const NOW = Date.now();

function inWrapUp(pendingNotReady: NotReadyReason) {
  const view = STATES["wrap-up"]!(NOW);
  return { ...view, status: { ...view.status, pendingNotReady } };
}

beforeAll(async () => {
  await import("./signed-in.tsx");
}, 60_000);
freshConsoles();

describe("what comes after the contact", () => {
  it.each([
    ["lunch", "en", "then Lunch", "Finish, then Lunch"],
    ["just-signed-in", "en", "then not ready", "Finish, stay not ready"],
    ["rejected-offer", "zh", "随后示忙", "完成，保持示忙"],
  ] as const)("%s (%s): %s", async (reason, language, below, button) => {
    await openConsole(inWrapUp(reason), { language });
    expect(screen.getByTestId("agent-state").textContent).toContain(below);
    expect(screen.getByTestId("finish").textContent).toContain(button);
  });
});
