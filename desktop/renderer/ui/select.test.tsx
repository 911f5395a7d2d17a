import { act, cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, expect, it, vi } from "vitest";
import { Select } from "./select.tsx";

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

it("an open list closes when the window changes its size, and keeps what was chosen", () => {
  // jsdom has none; React Aria looks for the chosen one by it.
  vi.stubGlobal("CSS", { escape: (text: string) => text });
  const options = [
    { value: "a", label: "Alpha" },
    { value: "b", label: "Beta" },
  ];
  render(<Select label="Letter" options={options} value="b" onChange={() => expect.fail("nothing was chosen")} />);
  const field = screen.getByRole("button");
  fireEvent.click(field);
  expect(screen.getAllByRole("option")).toHaveLength(2);
  act(() => void window.dispatchEvent(new Event("resize")));
  expect(screen.queryByRole("option")).toBeNull();
  expect(field.textContent).toContain("Beta");
});
