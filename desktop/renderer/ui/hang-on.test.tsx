import { act, cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { Button } from "./button.tsx";
import { Menu } from "./menu.tsx";
import { Select } from "./select.tsx";

// The list is a later part: here it is there already.
await import("./menu-popup.tsx");

beforeEach(() => {
  // jsdom has none; React Aria looks for the chosen one by it.
  vi.stubGlobal("CSS", { escape: (text: string) => text });
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const MENU = (
  <Menu
    trigger={<Button data-testid="trigger">Send to</Button>}
    label="Where"
    sections={[{ entries: [{ id: "ana", label: "Ana" }] }]}
    onAction={() => expect.fail("nothing was chosen")}
  />
);
const SELECT = (
  <Select
    label="Letter"
    options={[{ value: "a", label: "Alpha" }]}
    value="a"
    onChange={() => expect.fail("nothing was chosen")}
    data-testid="trigger"
  />
);

it("a menu goes when the window is made so small that its button is outside", async () => {
  render(MENU);
  const trigger = screen.getByTestId("trigger");
  const at = vi.spyOn(trigger, "getBoundingClientRect").mockReturnValue(new DOMRect(0, 300, 100, 30));
  await act(async () => fireEvent.click(trigger));
  act(() => void window.dispatchEvent(new Event("resize")));
  expect(screen.getAllByRole("menuitem")).toHaveLength(1);
  at.mockReturnValue(new DOMRect(0, window.innerHeight + 1, 100, 30));
  act(() => void window.dispatchEvent(new Event("resize")));
  expect(screen.queryByRole("menuitem")).toBeNull();
});

it.each([
  { what: "a menu", element: MENU, entry: "menuitem" },
  { what: "a list of choices", element: SELECT, entry: "option" },
])("$what stays when the page moves below it, and goes when its button is out of sight", async ({ element, entry }) => {
  render(
    <main data-testid="page">
      <div data-testid="elsewhere" />
      {element}
    </main>,
  );
  const page = screen.getByTestId("page");
  const trigger = screen.getByTestId("trigger");
  const place = (of: Element, top: number, height: number) =>
    vi.spyOn(of, "getBoundingClientRect").mockReturnValue(new DOMRect(0, top, 100, height));
  place(page, 0, 400);
  const at = place(trigger, 300, 30);
  await act(async () => fireEvent.click(trigger));
  expect(screen.getAllByRole(entry)).toHaveLength(1);

  at.mockReturnValue(new DOMRect(0, 200, 100, 30));
  act(() => void fireEvent.scroll(page));
  expect(screen.getAllByRole(entry)).toHaveLength(1);
  act(() => void fireEvent.scroll(screen.getByTestId("elsewhere")));
  expect(screen.getAllByRole(entry)).toHaveLength(1);

  at.mockReturnValue(new DOMRect(0, -31, 100, 30));
  act(() => void fireEvent.scroll(page));
  expect(screen.queryByRole(entry)).toBeNull();

  // Everything else closes it as before, also after a scroll.
  at.mockReturnValue(new DOMRect(0, 300, 100, 30));
  await act(async () => fireEvent.click(trigger));
  act(() => void fireEvent.scroll(page));
  fireEvent.keyDown(screen.getByRole(entry), { key: "Escape" });
  expect(screen.queryByRole(entry)).toBeNull();
});
