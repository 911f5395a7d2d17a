import type { ShellEvent, ShellEventName, ShellReply, ShellRequestName } from "../../../shared/ipc/channels.ts";
import { DEFAULT_SETTINGS, type DesktopStatus } from "../../../shared/ipc/desktop-settings.ts";
import type { ShellApi } from "../../../shared/ipc/shell-api.ts";

type Replies = { [N in ShellRequestName]?: (payload: never) => ShellReply<N> };

/** The desktop shell as the renderer sees it: records what is asked, answers as told, and says what a test wants. */
export class FakeShell {
  readonly requests: [name: string, payload: unknown][] = [];
  readonly replies: Replies = {};
  status: DesktopStatus = {
    settings: DEFAULT_SETTINGS,
    hotkeys: { answer: "on", "hang-up": "on", mute: "on", hold: "on", ready: "on", "not-ready": "on" },
    opensLinks: false,
    keyring: true,
    notices: true,
    update: { phase: "not-configured", version: null },
    problem: null,
  };
  readonly #listeners = new Map<string, Set<(payload: never) => void>>();

  readonly api: ShellApi = {
    request: async <N extends ShellRequestName>(name: N, payload: unknown) => {
      this.requests.push([name, payload]);
      return this.#reply(name, payload) as ShellReply<N>;
    },
    on: (name, listener) => {
      const listeners = this.#listeners.get(name) ?? new Set();
      this.#listeners.set(name, listeners.add(listener));
      return () => {
        listeners.delete(listener);
      };
    },
  };

  /** Puts it on the window, as the preload does; returns how to take it away. */
  install(): () => void {
    Object.assign(window, { cordboardShell: this.api });
    return () => {
      Reflect.deleteProperty(window, "cordboardShell");
    };
  }

  tell<N extends ShellEventName>(name: N, payload: ShellEvent<N>): void {
    for (const listener of this.#listeners.get(name) ?? []) listener(payload as never);
  }

  asked(name: ShellRequestName): unknown[] {
    return this.requests.filter(([each]) => each === name).map(([, payload]) => payload);
  }

  #reply(name: ShellRequestName, payload: unknown): unknown {
    const told = this.replies[name];
    if (told !== undefined) return told(payload as never);
    if (name === "settings-change")
      this.status = { ...this.status, settings: { ...this.status.settings, ...(payload as object) } };
    return name === "settings-read" || name === "settings-change" || name === "update-check" ? this.status : null;
  }
}
