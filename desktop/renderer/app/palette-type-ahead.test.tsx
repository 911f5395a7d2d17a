import { act, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { lazy, Suspense, useState } from "react";
import { expect, it, vi } from "vitest";
import { PaletteTypeAhead } from "./palette-type-ahead.tsx";

let arrive: () => void = () => undefined;
const Arrived = lazy(async () => {
  await new Promise<void>((resolve) => {
    arrive = resolve;
  });
  return { default: ({ typed }: { readonly typed: string }) => <p>palette: {typed}</p> };
});

/** As the shell opens the palette. */
function Opening({ onClose }: { readonly onClose: () => void }) {
  const [typed, setTyped] = useState("");
  const [open, setOpen] = useState(false);
  return (
    <>
      <button type="button" onClick={() => setOpen(true)}>
        open
      </button>
      {open ? (
        <Suspense fallback={<PaletteTypeAhead onText={setTyped} onClose={onClose} />}>
          <Arrived typed={typed} />
        </Suspense>
      ) : null}
    </>
  );
}

it("what is typed before the palette is there stands in it, reaches no key of the call, and leaves the focus where it was", async () => {
  const bareKeys = vi.fn();
  document.addEventListener("keydown", (event) => {
    if (event.target === document.body) bareKeys(event.key);
  });
  const user = userEvent.setup();
  const close = vi.fn();
  render(<Opening onClose={close} />);
  await user.click(screen.getByRole("button"));
  await user.keyboard("hold");
  await user.keyboard("{Escape}");
  expect(close).toHaveBeenCalledOnce();
  await act(async () => arrive());
  expect(await screen.findByText("palette: hold")).toBeTruthy();
  expect(bareKeys).not.toHaveBeenCalled();
  expect(document.activeElement).toBe(screen.getByRole("button"));
});
