/**
 * The one typed map of everything that crosses between the renderer and the Electron shell. Both directions are checked
 * on arrival (check-payload.ts): a renderer may have been taken over, a shell may be older than the renderer it loaded.
 */
import * as Type from "typebox";

const strict = { additionalProperties: false } as const;

/** What the shell must know of the agent to show it in the tray, keep the machine awake and decide about screen lock. */
export const ConsoleStateSchema = Type.Object(
  {
    agentState: Type.Union([
      Type.Literal("signed-out"),
      Type.Literal("not-ready"),
      Type.Literal("ready"),
      Type.Literal("offered"),
      Type.Literal("on-contact"),
      Type.Literal("wrap-up"),
    ]),
    /** Language of the console, so that tray and console speak the same. */
    language: Type.Union([Type.Literal("en"), Type.Literal("zh")]),
  },
  strict,
);
export type ConsoleState = Type.Static<typeof ConsoleStateSchema>;

/** Renderer -> shell, answered. */
export const SHELL_REQUESTS = {
  /** The agent's state has changed. */
  "console-state": { request: ConsoleStateSchema, reply: Type.Null() },
  /** A call is offered: bring the window to the eye (no stealing of the keyboard). */
  "demand-attention": { request: Type.Null(), reply: Type.Null() },
  /** Who the shell is, for the console's about box and for the log. */
  "shell-info": {
    request: Type.Null(),
    reply: Type.Object({ version: Type.String({ maxLength: 40 }), platform: Type.String({ maxLength: 40 }) }, strict),
  },
} as const;

/** Shell -> renderer. */
export const SHELL_EVENTS = {
  /** The screen was locked: an agent who is ready and has no call goes to not ready. */
  "screen-locked": Type.Null(),
  /** The machine woke up or the screen was unlocked: sockets may be dead without knowing it. */
  "machine-resumed": Type.Null(),
  /** Chosen in the tray's menu. */
  "tray-command": Type.Union([Type.Literal("ready"), Type.Literal("not-ready")]),
} as const;

export type ShellRequestName = keyof typeof SHELL_REQUESTS;
export type ShellRequest<N extends ShellRequestName> = Type.Static<(typeof SHELL_REQUESTS)[N]["request"]>;
export type ShellReply<N extends ShellRequestName> = Type.Static<(typeof SHELL_REQUESTS)[N]["reply"]>;
export type ShellEventName = keyof typeof SHELL_EVENTS;
export type ShellEvent<N extends ShellEventName> = Type.Static<(typeof SHELL_EVENTS)[N]>;

/** Electron's channel names; the prefix keeps them apart from its own. */
export const requestChannel = (name: ShellRequestName): string => `cordboard:request:${name}`;
export const eventChannel = (name: ShellEventName): string => `cordboard:event:${name}`;
