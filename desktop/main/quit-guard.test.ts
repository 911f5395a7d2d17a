import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { PreventableEvent } from "../../test/fakes/electron-window-fake.ts";
import { StartedDesktop } from "../../test/fakes/started-desktop.ts";

const electron = await vi.hoisted(async () => {
  const { ElectronFake } = await import("../../test/fakes/electron-fake.ts");
  return new ElectronFake();
});
vi.mock("electron", () => electron.module);

const STAY = 0;
const GO = 1;
let desktop: StartedDesktop;
beforeEach(() => {
  desktop = new StartedDesktop(electron);
});
afterEach(() => {
  desktop.dispose();
  electron.windows.length = 0;
  electron.questions.length = 0;
  electron.dialogAnswers.length = 0;
  electron.app.ends.length = 0;
});
/** An answer to a question arrives with the next turn. */
const answered = () => vi.waitFor(() => expect(electron.questions).not.toHaveLength(0));

describe("ending the program", () => {
  it.each([
    ["the window's cross", () => desktop.window.close()],
    ["the tray's menu", () => electron.tray.choose("Quit Cordboard")],
    ["Ctrl-C", () => desktop.app.signalled()],
  ])("by %s asks in a call, and stays when told to", async (_name, end) => {
    desktop.is("on-contact");
    electron.dialogAnswers.push(STAY);
    end();
    await answered();
    expect(electron.questions).toEqual(["You are in a call"]);
    expect(desktop.window.isDestroyed()).toBe(false);
    expect(electron.app.ends).toEqual([]);
  });

  it.each([
    ["the window's cross", () => desktop.window.close()],
    ["the tray's menu", () => electron.tray.choose("Quit Cordboard")],
    ["Ctrl-C", () => desktop.app.signalled()],
  ])("by %s in a call goes on when told to", async (_name, end) => {
    desktop.is("on-contact");
    electron.dialogAnswers.push(GO);
    end();
    await vi.waitFor(() => expect(electron.app.ends).toEqual(["quit"]));
    expect(electron.questions).toHaveLength(1);
  });

  it.each(["signed-out", "not-ready", "ready", "wrap-up"])("asks nothing of an agent who is %s", (state) => {
    desktop.is(state);
    electron.app.quit();
    expect(electron.app.ends).toEqual(["quit"]);
    expect(electron.questions).toEqual([]);
  });

  it("takes a second Ctrl-C for an answer, but not the same one passed on twice", () => {
    desktop.is("on-contact");
    desktop.app.signalled();
    desktop.nowMs += 20;
    desktop.app.signalled();
    expect(electron.app.ends).toEqual([]);
    desktop.nowMs += 2_000;
    desktop.app.signalled();
    expect(electron.app.ends).toEqual(["quit"]);
  });

  it("does not hold up a machine that goes down", () => {
    desktop.is("on-contact");
    electron.powerMonitor.emit("shutdown");
    expect(electron.app.ends).toEqual(["quit"]);
    expect(electron.questions).toEqual([]);
  });

  it("follows the console's window, whatever other window is open", () => {
    desktop.window.close();
    expect(electron.app.ends).toEqual(["quit"]);
  });

  it("only hides the window where the tray keeps the console", () => {
    desktop.change({ closeToTray: true });
    desktop.is("ready");
    expect(desktop.window.close()).toBe(false);
    expect(desktop.window.log).toContain("hide");
    electron.app.quit();
    expect(electron.app.ends).toEqual(["quit"]);
  });
});

describe("a page that holds on to its call", () => {
  const unloads = () => {
    const event = new PreventableEvent();
    desktop.window.webContents.emit("will-prevent-unload", event);
    // Preventing the prevention lets the page go.
    return event.prevented;
  };

  it("lets go once the person has said to quit", () => {
    desktop.is("on-contact");
    desktop.app.signalled();
    desktop.nowMs += 2_000;
    desktop.app.signalled();
    expect(unloads()).toBe(true);
  });

  it("is asked about when it loads itself anew", () => {
    desktop.is("on-contact");
    electron.dialogAnswers.push(STAY, GO);
    expect(unloads()).toBe(false);
    expect(unloads()).toBe(true);
  });
});
