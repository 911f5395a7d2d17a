import { describe, expect, it } from "vitest";
import { parseRoute, routeHash } from "./route.ts";

describe("route", () => {
  it.each([
    "#/desk",
    "#/search",
    "#/history",
    "#/history?q=wang+li&period=dates&from=2026-11-02&direction=inbound&queue=service&agent=ana",
    "#/history/missed",
    "#/history/missed?date=2026-11-02",
    "#/history/answered?queue=service&scope=own&direction=outbound",
    "#/history/handled",
    "#/history/answered?queue=service",
    "#/history/handled?agent=ana",
    "#/history/turned-away?queue=service&agent=ana",
    "#/history/service-level?queue=service&variant=ignore-abandons",
    "#/history/not-in-time?variant=handled",
    "#/agenda",
    "#/waiting",
    "#/lists",
    "#/wallboard",
    "#/wallboard?queue=service",
    "#/admin",
    "#/settings",
    "#/customers/cust-0001",
    "#/contacts/c-17.a",
  ])("%s is read and written the same", (hash) => {
    expect(routeHash(parseRoute(hash))).toBe(hash);
  });

  it.each([
    "#/history/everything",
    "#/history/service-level",
    "#/history/in-time?variant=best",
    "#/history/%3Cscript%3E?queue=<script>",
  ])("%s is the history as a whole", (hash) => {
    expect(parseRoute(hash)).toEqual({ view: "history" });
  });

  it("a name that is none is left out", () => {
    expect(parseRoute("#/history/answered?queue=<b>")).toEqual({ view: "history", behind: { counted: "answered" } });
  });

  it("a queue that is none leaves the board as a whole", () => {
    expect(parseRoute("#/wallboard?queue=<b>")).toEqual({ view: "wallboard" });
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
