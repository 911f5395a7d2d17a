import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, expect, it } from "vitest";
import { Button } from "./button.tsx";
import { IconButton } from "./icon-button.tsx";

afterEach(cleanup);
const told = (name: string) =>
  screen.getByRole("button", { name: new RegExp(name, "u") }).getAttribute("aria-keyshortcuts");

it("screen readers are told the key that a button shows", () => {
  const { rerender } = render(
    <>
      <Button shortcut="Alt+X">Hang up</Button>
      <Button shortcut="Ctrl+↵">Finish</Button>
      <IconButton label="Search" icon="search" shortcut="/" />
      <Button>Park</Button>
    </>,
  );
  expect(["Hang up", "Finish", "Search", "Park"].map(told)).toEqual(["Alt+X", "Control+Enter", "/", null]);
  rerender(<Button>Hang up</Button>);
  expect(told("Hang up")).toBeNull();
});
