import { QueryClient, QueryClientProvider, useQuery } from "@tanstack/react-query";
import { act, cleanup, render, screen, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, expect, it } from "vitest";
import { ConsolePage } from "../../../../test/fakes/console-page.tsx";
import { Failure } from "../../connection/failure.ts";
import { view } from "../../preview/fixtures.ts";
import { QueryState } from "./query-state.tsx";

let page: ConsolePage;
let read: () => Promise<string>;
let reads: number;
beforeEach(() => {
  page = new ConsolePage({ role: "admin" });
  // Connected once: from here on a link that is gone is one that was lost.
  page.push("agent-view", view(Date.UTC(2026, 10, 21, 4), null));
  reads = 0;
});
afterEach(cleanup);

const queries = (retry: number) => new QueryClient({ defaultOptions: { queries: { retry, retryDelay: 200 } } });
function Tab() {
  const query = useQuery({
    queryKey: ["tab"],
    queryFn: () => {
      reads += 1;
      return read();
    },
  });
  return (
    <div data-testid="tab" data-status={query.status}>
      <QueryState query={query}>{(data) => <p>{data}</p>}</QueryState>
    </div>
  );
}
const open = (retry = 0) =>
  render(
    <QueryClientProvider client={queries(retry)}>
      <Tab />
    </QueryClientProvider>,
    { wrapper: page.wrapper },
  );

it("tells the first failure at once, while more tries are to come, and shows what one of them brings", async () => {
  read = () => Promise.reject(new Failure("server-unreachable"));
  open(20);
  expect((await screen.findByTestId("error-state")).textContent).toContain("server cannot be reached");
  expect(reads, "no other try was waited for").toBe(1);
  read = () => Promise.resolve("what was asked for");
  expect(await screen.findByText("what was asked for")).toBeTruthy();
});

it("tells that the server is away although no answer comes, and shows the data as soon as it is back", async () => {
  read = () => new Promise(() => undefined);
  act(() => page.goOffline());
  open();
  expect(screen.getByTestId("error-state")).toBeTruthy();
  expect(screen.queryByTestId("skeleton")).toBeNull();
  cleanup();
  read = () => Promise.reject(new Failure("server-unreachable"));
  open();
  await waitFor(() => expect(screen.getByTestId("tab").dataset["status"]).toBe("error"));
  read = () => Promise.resolve("what was asked for");
  act(() => page.goOnline());
  expect(await screen.findByText("what was asked for")).toBeTruthy();
  expect(screen.queryByTestId("error-state")).toBeNull();
});

it("is loading as long as nothing is wrong", () => {
  read = () => new Promise(() => undefined);
  open();
  expect(screen.getByTestId("skeleton")).toBeTruthy();
  expect(screen.queryByTestId("error-state")).toBeNull();
});
