import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, expect, it } from "vitest";
import { ConsolePage } from "../../../../test/fakes/console-page.tsx";
import { ShortcutOverlay } from "./shortcut-overlay.tsx";

afterEach(cleanup);

it.each([
  ["agent", false, false],
  ["supervisor", true, false],
  ["admin", true, true],
] as const)("shows the keys that do something for them: %s", (role, hasWallboard, hasAdministration) => {
  render(<ShortcutOverlay onClose={() => undefined} />, { wrapper: new ConsolePage({ role }).wrapper });
  const keys = [...screen.getByTestId("shortcut-overlay").querySelectorAll("dd .visually-hidden")].map(
    ({ textContent }) => textContent,
  );
  expect(keys).toContain("Alt X");
  expect(screen.queryByRole("region", { name: /colleague/u }) !== null).toBe(hasWallboard);
  expect([keys.includes("G W"), keys.includes("G A")]).toEqual([hasWallboard, hasAdministration]);
});
