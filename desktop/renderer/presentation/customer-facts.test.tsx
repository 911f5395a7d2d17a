import { cleanup, render, screen, within } from "@testing-library/react";
import { afterEach, expect, it } from "vitest";
import { asId, type CustomerId } from "../../../shared/domain/ids.ts";
import { ConsolePage } from "../../../test/fakes/console-page.tsx";
import { vip } from "../preview/fixtures.ts";
import { CustomerFacts } from "./customer-facts.tsx";

const NOW = Date.UTC(2026, 10, 21, 4);
const children = Array.from({ length: 8 }, (_, index) => ({
  customerId: asId<CustomerId>(`cust-1${index}`),
  name: `Person ${index}`,
}));
const company = { ...vip(NOW), children };
const wrapper = () => new ConsolePage({ now: () => NOW }).wrapper;
afterEach(cleanup);

it("of a company with many people a call shows the first few and the way to all, its record all", () => {
  render(<CustomerFacts customer={company} />, { wrapper: wrapper() });
  expect(screen.getAllByText(/^Person/u)).toHaveLength(5);
  const more = screen.getByTestId("more-children");
  expect([more.textContent, more.getAttribute("href")]).toEqual(["and 3 more", `#/customers/${company.customerId}`]);
  cleanup();
  render(<CustomerFacts customer={company} isRecord />, { wrapper: wrapper() });
  expect(within(screen.getByTestId("customer-facts")).getAllByText(/^Person/u)).toHaveLength(8);
  expect(screen.queryByTestId("more-children")).toBeNull();
});
