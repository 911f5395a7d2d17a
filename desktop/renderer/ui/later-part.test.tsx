import { cleanup, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { Suspense } from "react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { ErrorBoundary } from "./error-boundary.tsx";
import { laterPart } from "./later-part.tsx";

beforeEach(() => void vi.spyOn(console, "error").mockReturnValue(undefined));
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

/** A view whose file the network gives only at the fetch of this number. */
function partThatComesAt(wanted: number) {
  const load = vi.fn(async () => {
    if (load.mock.calls.length < wanted) throw new TypeError("Failed to fetch dynamically imported module");
    return ({ name }: { readonly name: string }) => <p>here is {name}</p>;
  });
  const Part = laterPart<{ readonly name: string }>(load);
  render(
    <ErrorBoundary fallback={(retry) => <button onClick={retry}>again</button>}>
      <Suspense fallback={null}>
        <Part name="Ana" />
      </Suspense>
    </ErrorBoundary>,
  );
  return load;
}

it("shows what was fetched, with what it is given", async () => {
  const load = partThatComesAt(1);
  await screen.findByText("here is Ana");
  expect(load).toHaveBeenCalledOnce();
});

it("asks once and says so when it cannot be fetched; again only when somebody wants it", async () => {
  const load = partThatComesAt(3);
  await userEvent.click(await screen.findByText("again"));
  expect(load).toHaveBeenCalledTimes(2);
  await userEvent.click(await screen.findByText("again"));
  await screen.findByText("here is Ana");
  expect(load).toHaveBeenCalledTimes(3);
});
