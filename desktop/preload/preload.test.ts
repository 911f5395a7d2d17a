import { EventEmitter } from "node:events";
import { beforeAll, describe, expect, it, vi } from "vitest";
import type { ShellApi } from "../../shared/ipc/shell-api.ts";

const electron = vi.hoisted(() => ({
  exposed: new Map<string, unknown>(),
  invoked: [] as [string, unknown][],
  reply: null as unknown,
}));
const renderer = new EventEmitter();
vi.mock("electron", () => ({
  contextBridge: { exposeInMainWorld: (name: string, api: unknown) => electron.exposed.set(name, api) },
  ipcRenderer: {
    invoke: async (channel: string, payload: unknown) => {
      electron.invoked.push([channel, payload]);
      return electron.reply;
    },
    on: (channel: string, listener: () => void) => renderer.on(channel, listener),
    off: (channel: string, listener: () => void) => renderer.off(channel, listener),
  },
}));

let shell: ShellApi;
beforeAll(async () => {
  await import("./preload.ts");
  shell = electron.exposed.get("cordboardShell") as ShellApi;
});

describe("the bridge into the page", () => {
  it("is one object with two functions", () => {
    expect([...electron.exposed.keys()]).toEqual(["cordboardShell"]);
    expect(Object.keys(shell).toSorted()).toEqual(["on", "request"]);
  });

  it.each(["ELECTRON_BROWSER_REQUIRE", "constructor", "__proto__", "toString", ""])(
    "reaches no channel that is not in the map (%s)",
    async (name) => {
      await expect(shell.request(name as "shell-info", null)).rejects.toThrowError(/no request/u);
      expect(() => shell.on(name as "hotkey", () => undefined)).toThrowError(/no event/u);
      expect(electron.invoked).toEqual([]);
    },
  );

  it("checks what the main process answers", async () => {
    electron.reply = { version: "0.1.0", platform: "linux", apiVersion: 2 };
    await expect(shell.request("shell-info", null)).resolves.toEqual(electron.reply);
    electron.reply = { version: "0.1.0" };
    await expect(shell.request("shell-info", null)).rejects.toThrowError(/does not fit/u);
  });

  it("hands on the payload of an event and never the event itself, until it is told to stop", () => {
    const heard: unknown[][] = [];
    const stop = shell.on("hotkey", (...all: unknown[]) => heard.push(all));
    renderer.emit("cordboard:event:hotkey", { sender: "a way back" }, "mute");
    expect(() => renderer.emit("cordboard:event:hotkey", {}, "format the disk")).toThrowError(/does not fit/u);
    stop();
    renderer.emit("cordboard:event:hotkey", {}, "hold");
    expect(heard).toEqual([["mute"]]);
  });
});
