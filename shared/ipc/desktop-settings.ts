import * as Type from "typebox";

const strict = { additionalProperties: false } as const;
/** One of these words, as a type and as a check. */
export const oneWordOf = <const T extends readonly string[]>(words: T) => Type.Unsafe<T[number]>(Type.Enum([...words]));

/** What a key pressed anywhere on the machine can do, even while another program has the keyboard. */
export const HOTKEY_ACTIONS = ["answer", "hang-up", "mute", "hold", "ready", "not-ready"] as const;
export type HotkeyAction = (typeof HOTKEY_ACTIONS)[number];

/** Longest combination that makes sense: four modifiers and a named key. */
const ACCELERATOR_MAX_CHARS = 60;
const AcceleratorSchema = Type.Union([Type.String({ minLength: 1, maxLength: ACCELERATOR_MAX_CHARS }), Type.Null()]);

const HotkeysSchema = Type.Object(
  {
    answer: AcceleratorSchema,
    "hang-up": AcceleratorSchema,
    mute: AcceleratorSchema,
    hold: AcceleratorSchema,
    ready: AcceleratorSchema,
    "not-ready": AcceleratorSchema,
  },
  strict,
);

/** What the person at the desk may change from the console's settings page. */
const CHANGEABLE = {
  hotkeysEnabled: Type.Boolean(),
  /** Electron accelerators (accelerator.ts); null = no key. */
  hotkeys: HotkeysSchema,
  /** A notice of the system for an offered call while the console is not in front. */
  notifyOffers: Type.Boolean(),
  /** A notice can be read over the shoulder and stays in the system's list: without this it names nobody. */
  showCustomerName: Type.Boolean(),
  openAtLogin: Type.Boolean(),
  /** Closing the window leaves the console in the tray. */
  closeToTray: Type.Boolean(),
  /** `tel:` and `callto:` links of other programs come here, to be confirmed. */
  openLinks: Type.Boolean(),
  /** The session outlives the program, encrypted with the key of the system's keyring. */
  rememberSignIn: Type.Boolean(),
  checkForUpdates: Type.Boolean(),
} as const;

export const DesktopSettingsSchema = Type.Object(
  {
    schemaVersion: Type.Literal(1),
    /** Address of the server; null = the machine's own. Set on the shell's own page, never by a page of a server. */
    serverUrl: Type.Union([Type.String({ maxLength: 500 }), Type.Null()]),
    ...CHANGEABLE,
  },
  strict,
);
export type DesktopSettings = Type.Static<typeof DesktopSettingsSchema>;

/** Written out because `Type.Partial` brings TypeBox's whole type engine (12 kB gzipped) into the console. */
export const SettingsChangeSchema = Type.Object(
  {
    hotkeysEnabled: Type.Optional(CHANGEABLE.hotkeysEnabled),
    hotkeys: Type.Optional(CHANGEABLE.hotkeys),
    notifyOffers: Type.Optional(CHANGEABLE.notifyOffers),
    showCustomerName: Type.Optional(CHANGEABLE.showCustomerName),
    openAtLogin: Type.Optional(CHANGEABLE.openAtLogin),
    closeToTray: Type.Optional(CHANGEABLE.closeToTray),
    openLinks: Type.Optional(CHANGEABLE.openLinks),
    rememberSignIn: Type.Optional(CHANGEABLE.rememberSignIn),
    checkForUpdates: Type.Optional(CHANGEABLE.checkForUpdates),
  } satisfies Record<keyof typeof CHANGEABLE, Type.TSchema>,
  strict,
);
export type SettingsChange = Type.Static<typeof SettingsChangeSchema>;

/**
 * Function keys with Ctrl+Shift: on every keyboard, in the way of no input method, and free of AltGr (which is Ctrl+Alt on
 * Windows, so that Ctrl+Alt+letters would eat characters on many European keyboards).
 */
export const DEFAULT_SETTINGS: DesktopSettings = {
  schemaVersion: 1,
  serverUrl: null,
  hotkeysEnabled: true,
  hotkeys: {
    answer: "CommandOrControl+Shift+F9",
    "hang-up": "CommandOrControl+Shift+F10",
    mute: "CommandOrControl+Shift+F11",
    hold: "CommandOrControl+Shift+F12",
    ready: "CommandOrControl+Shift+F7",
    "not-ready": "CommandOrControl+Shift+F8",
  },
  notifyOffers: true,
  showCustomerName: false,
  openAtLogin: false,
  closeToTray: false,
  openLinks: false,
  rememberSignIn: false,
  checkForUpdates: true,
};

/** `taken`: another program has the key. `double`: two of our actions want it. `unusable`: no key combination. */
export const HOTKEY_STATES = ["on", "off", "taken", "double", "unusable"] as const;
export type HotkeyState = (typeof HOTKEY_STATES)[number];
const HotkeyStateSchema = oneWordOf(HOTKEY_STATES);

/**
 * `not-configured`: nobody gave this installation a feed. `cannot-install`: this kind of installation cannot replace itself
 * (started from the sources, or from a package the system manages).
 */
export const UPDATE_PHASES = [
  "not-configured",
  "cannot-install",
  "off",
  "idle",
  "checking",
  "downloading",
  "ready",
  "failed",
] as const;
const UpdateStateSchema = Type.Object(
  {
    phase: oneWordOf(UPDATE_PHASES),
    /** The newer version, once one is known. */
    version: Type.Union([Type.String({ maxLength: 60 }), Type.Null()]),
  },
  strict,
);
export type UpdateState = Type.Static<typeof UpdateStateSchema>;

/** What the settings page shows: what is wanted and what became of it. */
export const DesktopStatusSchema = Type.Object(
  {
    settings: DesktopSettingsSchema,
    hotkeys: Type.Object(
      {
        answer: HotkeyStateSchema,
        "hang-up": HotkeyStateSchema,
        mute: HotkeyStateSchema,
        hold: HotkeyStateSchema,
        ready: HotkeyStateSchema,
        "not-ready": HotkeyStateSchema,
      },
      strict,
    ),
    /** Whether this program is the system's choice for `tel:`; the system may have been told otherwise since. */
    opensLinks: Type.Boolean(),
    /** Whether the system keeps a key for us; without one nothing is remembered. */
    keyring: Type.Boolean(),
    notices: Type.Boolean(),
    update: UpdateStateSchema,
    /** `repaired`: some settings could not be read and are the defaults again. `newer`: a later version wrote them.
     * `not-saved`: they hold until the program ends. */
    problem: Type.Union([Type.Literal("repaired"), Type.Literal("newer"), Type.Literal("not-saved"), Type.Null()]),
  },
  strict,
);
export type DesktopStatus = Type.Static<typeof DesktopStatusSchema>;
