import { describe, expect, it } from "vitest";
import { parseRoute, routeHash } from "./route.ts";

describe("route", () => {
  it.each([
    "#/desk",
    "#/search",
    "#/history",
    "#/agenda",
    "#/waiting",
    "#/lists",
    "#/wallboard",
    "#/admin",
    "#/settings",
    "#/customers/cust-0001",
    "#/contacts/c-17.a",
  ])("%s is read and written the same", (hash) => {
    expect(routeHash(parseRoute(hash))).toBe(hash);
  });

  it.each([
    "",
    "#",
    "#/",
    "#/nowhere",
    "#/customer",
    "#/contact",
    "#/customers/",
    "#/customers/<script>",
    `#/contacts/${"x".repeat(81)}`,
  ])("%s leads to the desk", (hash) => {
    expect(parseRoute(hash)).toEqual({ view: "desk" });
  });
});
