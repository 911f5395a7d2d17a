import { describe, expect, it } from "vitest";
import { helpText } from "./help-text.ts";
import { browserCommand } from "./open-browser.ts";
import { SETTINGS } from "./settings.ts";
import { welcomeBox } from "./welcome-box.ts";

const urls = {
  console: "http://127.0.0.1:8440/",
  wallboard: "http://127.0.0.1:8440/wallboard.html",
  phone: "http://127.0.0.1:8440/phone.html",
};

describe("what the terminal shows", () => {
  it("frames addresses and logins with even edges", () => {
    const box = welcomeBox({
      urls,
      logins: [
        { login: "anna", password: "k7mq-x2dp-9fws", role: "agent" },
        { login: "supervisor", password: "aaaa-bbbb-cccc", role: "supervisor" },
      ],
      survivalOk: true,
    });
    const lines = box.split("\n");
    expect(new Set(lines.map((line) => line.length)).size).toBe(1);
    for (const text of [...Object.values(urls), "anna", "k7mq-x2dp-9fws", "supervisor"]) expect(box).toContain(text);
    expect(box).not.toContain("WARNING");
  });

  it("warns when callers would be lost", () => {
    expect(welcomeBox({ urls, logins: [], survivalOk: false })).toContain("WARNING");
  });

  it("lists every setting with its variable and default", () => {
    const help = helpText();
    for (const { env } of Object.values(SETTINGS)) expect(help).toContain(env);
    expect(help).toContain("default: 8440");
  });

  it.each([
    ["linux", { DISPLAY: ":0" }, "xdg-open"],
    ["linux", { WAYLAND_DISPLAY: "wayland-0" }, "xdg-open"],
    ["linux", {}, undefined],
    ["linux", { DISPLAY: ":0", CI: "1" }, undefined],
    ["darwin", {}, "open"],
    ["win32", {}, "rundll32"],
  ] as const)("opens a page on %s with %o by %s", (platform, env, expected) => {
    expect(browserCommand(platform, env)?.[0]).toBe(expected);
  });
});
