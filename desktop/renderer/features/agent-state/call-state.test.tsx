import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, expect, it } from "vitest";
import type { AgentView } from "../../../../shared/wire/console.ts";
import { ConsolePage } from "../../../../test/fakes/console-page.tsx";
import { STATES } from "../../preview/states.ts";
import { callState, shownState } from "./call-state.ts";
import { CallStateWords } from "./call-state-words.tsx";

const NOW = Date.UTC(2026, 10, 21, 4);
afterEach(cleanup);

const held = (name: string): AgentView => {
  const view = STATES[name]!(NOW);
  return { ...view, contact: { ...view.contact!, held: true, heldSince: NOW } };
};

it.each([
  ["two-customers", "en", "both hear music"],
  ["two-customers", "zh", "双方都在听音乐"],
  ["two-customers-together", "en", "both hear music"],
] as const)("whoever has both on hold talks to nobody, and reads so: %s (%s)", (name, language, words) => {
  const page = new ConsolePage({ now: () => NOW, language });
  const view = held(name);
  expect(shownState(view)).toBe("held");
  expect(shownState(STATES[name]!(NOW))).toBe("on-contact");
  render(<CallStateWords state={callState(view)!} />, { wrapper: page.wrapper });
  expect(screen.getByRole("main").textContent).toBe(words);
});
