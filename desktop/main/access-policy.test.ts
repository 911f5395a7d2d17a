import { describe, expect, it } from "vitest";
import { decideNewWindow, mayHavePermission, mayNavigate, type PermissionQuestion } from "./access-policy.ts";
import { serverAddress } from "./server-address.ts";

const server = new URL("https://cordboard.example:8440/");
const question = (change: Partial<PermissionQuestion>): PermissionQuestion => ({
  permission: "media",
  askedBy: "https://cordboard.example:8440/",
  isMainFrame: true,
  mediaTypes: ["audio"],
  ...change,
});

describe("permissions", () => {
  it.each([
    ["the microphone", {}],
    ["a media check without a type", { mediaTypes: [] }],
    ["notices", { permission: "notifications", mediaTypes: [] }],
    ["choosing the headset", { permission: "speaker-selection", mediaTypes: [] }],
  ])("grants %s", (_name, change) => {
    expect(mayHavePermission(server, question(change))).toBe(true);
  });

  it.each([
    ["the camera", { mediaTypes: ["video"] }],
    ["camera and microphone together", { mediaTypes: ["audio", "video"] }],
    ["another site", { askedBy: "https://evil.example/" }],
    ["another port", { askedBy: "https://cordboard.example/" }],
    ["the same name without encryption", { askedBy: "http://cordboard.example:8440/" }],
    ["a name that only begins like ours", { askedBy: "https://cordboard.example:8440.evil.example/" }],
    ["a page of a file", { askedBy: "file:///etc/passwd" }],
    ["an opaque origin", { askedBy: "null" }],
    ["nobody", { askedBy: "" }],
    ["a frame inside the page", { isMainFrame: false }],
    ...["geolocation", "clipboard-read", "display-capture", "hid", "usb", "fileSystem", "openExternal", "unknown"].map(
      (permission): [string, Partial<PermissionQuestion>] => [permission, { permission, mediaTypes: [] }],
    ),
  ] as [string, Partial<PermissionQuestion>][])("refuses %s", (_name, change) => {
    expect(mayHavePermission(server, question(change))).toBe(false);
  });
});

describe("navigation", () => {
  it.each(["https://cordboard.example:8440/wallboard.html", "https://cordboard.example:8440/#x"])(
    "stays for %s",
    (target) => {
      expect(mayNavigate(server, target)).toBe(true);
      expect(decideNewWindow(server, target)).toBe("window");
    },
  );

  it.each([
    "https://evil.example/",
    "http://cordboard.example:8440/",
    "https://user@evil.example:8440/",
    "javascript:alert(1)",
    "data:text/html,x",
    "file:///etc/passwd",
    "blob:https://evil.example/1",
    "//evil.example",
    "",
  ])("goes nowhere for %s", (target) => {
    expect(mayNavigate(server, target)).toBe(false);
    expect(decideNewWindow(server, target)).toBe("refuse");
  });
});

describe("the server's address", () => {
  it.each([
    [undefined, "http://127.0.0.1:8440"],
    ["", "http://127.0.0.1:8440"],
    ["http://localhost:9000", "http://localhost:9000"],
    ["http://[::1]:8440/", "http://[::1]:8440"],
    [" https://cordboard.example ", "https://cordboard.example"],
  ])("%s is taken", (given, origin) => {
    expect(serverAddress(given).origin).toBe(origin);
  });

  it.each([
    "http://10.0.0.5:8440",
    "http://localhost.evil.example",
    "ftp://127.0.0.1",
    "file:///tmp/x",
    "https://anna:secret@cordboard.example",
    "nonsense",
  ])("%s is refused", (given) => {
    expect(() => serverAddress(given)).toThrowError(expect.objectContaining({ code: "config-invalid" }));
  });

  it("does not repeat a password", () => {
    expect(() => serverAddress("https://anna:secret@cordboard.example")).toThrowError(/^(?!.*secret)/u);
  });
});
