/**
 * The one typed map of everything that crosses between the renderer and the Electron shell. Both directions are checked
 * on arrival (check-payload.ts): a renderer may have been taken over, a shell may be older than the renderer it loaded.
 */
import * as Type from "typebox";
import { DesktopStatusSchema, HOTKEY_ACTIONS, oneWordOf, SettingsChangeSchema } from "./desktop-settings.ts";

/**
 * Grows by one with every change that a console must know of: the server's console may be newer than the installed shell,
 * and asks before it uses what an older one lacks.
 */
export const SHELL_API_VERSION = 2;

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
    /** The agent's microphone is off in a call. */
    muted: Type.Boolean(),
  },
  strict,
);
export type ConsoleState = Type.Static<typeof ConsoleStateSchema>;

/** Who calls, as far as the console knows; whether it is shown is the shell's decision (settings, locked screen). */
export const OfferNoticeSchema = Type.Object(
  {
    customerName: Type.Union([Type.String({ maxLength: 200 }), Type.Null()]),
    queueName: Type.Union([Type.String({ maxLength: 200 }), Type.Null()]),
  },
  strict,
);
export type OfferNotice = Type.Static<typeof OfferNoticeSchema>;

/** A number from a `tel:` link of another program: digits, with `+` where it was given. To be confirmed, never dialled as it is. */
export const DialLinkSchema = Type.Object(
  {
    number: Type.String({ pattern: "^\\+?[0-9]{2,20}$" }),
    extension: Type.Union([Type.String({ pattern: "^[0-9]{1,11}$" }), Type.Null()]),
  },
  strict,
);
export type DialLink = Type.Static<typeof DialLinkSchema>;

/** A session as the console keeps it, as text: the shell stores and returns it and looks at nothing inside. */
const SESSION_MAX_CHARS = 8_000;

/** Renderer -> shell, answered. */
export const SHELL_REQUESTS = {
  /** The agent's state has changed. */
  "console-state": { request: ConsoleStateSchema, reply: Type.Null() },
  /** A call is offered: a notice, and the window to the eye (no stealing of the keyboard). */
  "offer-shown": { request: OfferNoticeSchema, reply: Type.Null() },
  /** Answered, gone or given to somebody else: the notice goes. */
  "offer-over": { request: Type.Null(), reply: Type.Null() },
  /** Who the shell is, for the console's about box and for the log. */
  "shell-info": {
    request: Type.Null(),
    reply: Type.Object(
      {
        version: Type.String({ maxLength: 40 }),
        platform: Type.String({ maxLength: 40 }),
        apiVersion: Type.Integer({ minimum: 1 }),
      },
      strict,
    ),
  },
  "settings-read": { request: Type.Null(), reply: DesktopStatusSchema },
  /** Only what changes; answered with what became of it. */
  "settings-change": { request: SettingsChangeSchema, reply: DesktopStatusSchema },
  /** While a key combination is being recorded no hot key acts. */
  "hotkeys-pause": { request: Type.Boolean(), reply: Type.Null() },
  /** The waiting `tel:` link, once; null when there is none. */
  "dial-link-take": { request: Type.Null(), reply: Type.Union([DialLinkSchema, Type.Null()]) },
  /** What was remembered for this server; null when nothing was, or it cannot be read. */
  "session-recall": {
    request: Type.Null(),
    reply: Type.Union([Type.String({ maxLength: SESSION_MAX_CHARS }), Type.Null()]),
  },
  /** Kept only where the person asked for it and a keyring exists; null forgets. Answers whether it is kept. */
  "session-remember": {
    request: Type.Union([Type.String({ minLength: 1, maxLength: SESSION_MAX_CHARS }), Type.Null()]),
    reply: Type.Boolean(),
  },
  "log-folder-open": { request: Type.Null(), reply: Type.Null() },
  "update-check": { request: Type.Null(), reply: DesktopStatusSchema },
  /** Ends and replaces the program; false while the agent is in a call, or when nothing is ready. */
  "update-install": { request: Type.Null(), reply: Type.Boolean() },
} as const;

/** Shell -> renderer. */
export const SHELL_EVENTS = {
  /** The screen was locked: an agent who is ready and has no call goes to not ready. */
  "screen-locked": Type.Null(),
  /** The machine woke up or the screen was unlocked: sockets may be dead without knowing it. */
  "machine-resumed": Type.Null(),
  /** Chosen in the tray's menu. */
  "tray-command": Type.Union([Type.Literal("ready"), Type.Literal("not-ready"), Type.Literal("settings")]),
  /** A global hot key was pressed. */
  hotkey: oneWordOf(HOTKEY_ACTIONS),
  /** A `tel:` link waits to be taken (`dial-link-take`): the page may have been away when it came. */
  "dial-link-waiting": Type.Null(),
  "status-changed": DesktopStatusSchema,
} as const;

export type ShellRequestName = keyof typeof SHELL_REQUESTS;
export type ShellRequest<N extends ShellRequestName> = Type.Static<(typeof SHELL_REQUESTS)[N]["request"]>;
export type ShellReply<N extends ShellRequestName> = Type.Static<(typeof SHELL_REQUESTS)[N]["reply"]>;
export type ShellEventName = keyof typeof SHELL_EVENTS;
export type ShellEvent<N extends ShellEventName> = Type.Static<(typeof SHELL_EVENTS)[N]>;

/** Electron's channel names; the prefix keeps them apart from its own. */
export const requestChannel = (name: ShellRequestName): string => `cordboard:request:${name}`;
export const eventChannel = (name: ShellEventName): string => `cordboard:event:${name}`;
