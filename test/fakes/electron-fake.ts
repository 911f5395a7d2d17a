import { EventEmitter } from "node:events";
import { FakeWindow, type FakeWindowOptions, PreventableEvent } from "./electron-window-fake.ts";

type Handler = (...args: never[]) => unknown;
interface MenuItem {
  readonly label?: string;
  readonly enabled?: boolean;
  readonly click?: () => void;
}

/** Stands for the `electron` module, which under Node is only the path of a program. One fake for each test file. */
export class ElectronFake {
  readonly windows: FakeWindow[] = [];
  readonly trays: FakeTray[] = [];
  readonly notices: FakeNotice[] = [];
  readonly handlers = new Map<string, Handler>();
  readonly log: string[] = [];
  /** Answers to questions, in order; a question without one gets `0` (stay). */
  readonly dialogAnswers: number[] = [];
  readonly questions: string[] = [];
  readonly powerMonitor = new EventEmitter();
  readonly app = new FakeApp(this);
  readonly shortcuts = new Map<string, () => void>();
  /** Accelerators that another program has. */
  readonly takenKeys = new Set<string>();
  readonly defaultClients = new Set<string>();
  readonly guarded: Record<string, Handler> = {};
  readonly sessionEvents = new EventEmitter();
  readonly served = new Map<string, (request: Request) => Response>();
  readonly partitions: string[] = [];
  keyring: "gnome_libsecret" | "basic_text" | null = "gnome_libsecret";
  isServerThere = false;
  screens = [{ x: 0, y: 0, width: 1_920, height: 1_080 }];

  /** For `vi.mock("electron", () => fake.module)`. */
  get module() {
    return {
      app: this.app,
      ...this.#classes(this),
      Menu: { buildFromTemplate: (template: unknown) => template, setApplicationMenu: () => undefined },
      nativeImage: { createFromBitmap: () => ({}) },
      ipcMain: { handle: (channel: string, handler: Handler) => this.handlers.set(channel, handler) },
      net: { fetch: () => (this.isServerThere ? Promise.resolve({ ok: true }) : Promise.reject(new Error("away"))) },
      powerMonitor: this.powerMonitor,
      powerSaveBlocker: {
        start: () => this.log.push("awake"),
        stop: () => this.log.push("may sleep"),
      },
      screen: { getAllDisplays: () => this.screens.map((workArea) => ({ workArea })) },
      shell: {
        openPath: (path: string) => {
          this.log.push(`open ${path}`);
          return Promise.resolve("");
        },
      },
      dialog: this.#dialog(),
      session: { fromPartition: (name: string) => this.#session(name) },
      globalShortcut: this.#globalShortcut(),
      safeStorage: this.#safeStorage(),
    };
  }

  get window(): FakeWindow {
    const last = this.windows.at(-1);
    if (last === undefined) throw new Error("no window was opened");
    return last;
  }

  get tray(): FakeTray {
    const last = this.trays.at(-1);
    if (last === undefined) throw new Error("there is no tray");
    return last;
  }

  /** As `ipcRenderer.invoke` from the given frame. */
  invoke(channel: string, event: unknown, payload: unknown): unknown {
    return call(this.handlers.get(`cordboard:request:${channel}`), [event, payload]);
  }

  /** Calls what was set as a session's handler. */
  ask(handler: string, ...args: unknown[]): unknown {
    return call(this.guarded[handler], args);
  }

  press(accelerator: string): void {
    this.shortcuts.get(accelerator)?.();
  }

  /** What the shell makes with `new` is kept where the test can look. */
  #classes(fake: ElectronFake) {
    return {
      BrowserWindow: class extends FakeWindow {
        constructor(options: FakeWindowOptions) {
          super(options);
          fake.windows.push(this);
          fake.app.emit("web-contents-created", {}, this.webContents);
        }
      },
      Tray: class extends FakeTray {
        constructor() {
          super();
          fake.trays.push(this);
        }
      },
      Notification: class extends FakeNotice {
        static readonly isSupported = () => true;
        constructor(options: FakeNotice["options"]) {
          super(options);
          fake.notices.push(this);
        }
      },
    };
  }

  #dialog() {
    const question = (_window: unknown, { message }: { readonly message: string }) => {
      this.questions.push(message);
      return this.dialogAnswers.shift() ?? 0;
    };
    return {
      showMessageBoxSync: question,
      showMessageBox: (window: unknown, options: { readonly message: string; readonly signal?: AbortSignal }) => {
        const response = question(window, options);
        return Promise.resolve({ response });
      },
      showErrorBox: (title: string) => this.questions.push(title),
    };
  }

  #session(name: string) {
    this.partitions.push(name);
    const keep = (key: string) => (handler: Handler) => {
      this.guarded[key] = handler;
    };
    return {
      setPermissionRequestHandler: keep("permission-request"),
      setPermissionCheckHandler: keep("permission-check"),
      setDevicePermissionHandler: keep("device"),
      setBluetoothPairingHandler: keep("bluetooth"),
      setDisplayMediaRequestHandler: keep("display"),
      webRequest: { onBeforeRequest: keep("before-request"), onHeadersReceived: keep("headers-received") },
      on: (event: string, listener: Handler) => this.sessionEvents.on(event, listener as () => void),
      protocol: {
        handle: (scheme: string, handler: (request: Request) => Response) => this.served.set(scheme, handler),
      },
    };
  }

  #globalShortcut() {
    return {
      register: (accelerator: string, pressed: () => void) => {
        if (this.takenKeys.has(accelerator) || this.shortcuts.has(accelerator)) return false;
        this.shortcuts.set(accelerator, pressed);
        return true;
      },
      unregister: (accelerator: string) => this.shortcuts.delete(accelerator),
    };
  }

  /** A cipher nobody would use, but one: what is written is not what was given. */
  #safeStorage() {
    return {
      isEncryptionAvailable: () => this.keyring !== null,
      getSelectedStorageBackend: () => this.keyring ?? "unknown",
      encryptString: (text: string) => Buffer.from(text, "utf8").map((byte) => byte ^ 0x5a),
      decryptString: (sealed: Uint8Array) => new TextDecoder().decode(sealed.map((byte) => byte ^ 0x5a)),
    };
  }
}

export class FakeApp extends EventEmitter {
  readonly #fake: ElectronFake;
  isPackaged = false;
  readonly loginItems: unknown[] = [];
  readonly ends: string[] = [];
  #isQuitting = false;

  constructor(fake: ElectronFake) {
    super();
    this.#fake = fake;
  }
  getLocale = () => "en-GB";
  getVersion = () => "0.1.0";
  getAppPath = () => "/built";
  getPath = (name: string) => `/${name}`;
  isDefaultProtocolClient = (scheme: string) => this.#fake.defaultClients.has(scheme);
  setAsDefaultProtocolClient = (scheme: string, program: string, args: readonly string[]) => {
    this.#fake.log.push(`client ${scheme} ${program} ${args.at(-1)}`);
    return this.#fake.defaultClients.add(scheme).has(scheme);
  };
  removeAsDefaultProtocolClient = (scheme: string) => this.#fake.defaultClients.delete(scheme);
  setLoginItemSettings = (settings: unknown) => this.loginItems.push(settings);
  relaunch = () => this.ends.push("relaunch");
  exit = () => this.ends.push("exit");

  /** As Electron does it: before-quit, then every window's close, then will-quit; any of the first two may stop it. */
  quit = () => {
    if (this.#isQuitting) return;
    this.#isQuitting = true;
    if (this.#mayQuit()) {
      this.emit("will-quit", new PreventableEvent());
      this.ends.push("quit");
    }
    this.#isQuitting = false;
  };

  #mayQuit(): boolean {
    const before = new PreventableEvent();
    this.emit("before-quit", before);
    return !before.prevented && this.#fake.windows.every((window) => window.isDestroyed() || window.close());
  }
}

class FakeTray extends EventEmitter {
  toolTip = "";
  menu: readonly MenuItem[] = [];
  setImage = () => undefined;
  setToolTip = (text: string) => {
    this.toolTip = text;
  };
  setContextMenu = (menu: readonly MenuItem[]) => {
    this.menu = menu;
  };
  /** The entry's click; nothing when it is greyed out. */
  choose(label: string): void {
    const item = this.menu.find((each) => each.label === label);
    if (item === undefined) throw new Error(`the tray has no ${label}`);
    if (item.enabled !== false) item.click?.();
  }
}

class FakeNotice extends EventEmitter {
  readonly options: { readonly title: string; readonly body: string };
  isShown = false;
  constructor(options: FakeNotice["options"]) {
    super();
    this.options = options;
  }
  show = () => {
    this.isShown = true;
  };
  close = () => {
    this.isShown = false;
  };
}

function call(handler: Handler | undefined, args: unknown[]): unknown {
  if (handler === undefined) throw new Error("nobody handles this");
  return Reflect.apply(handler, undefined, args);
}
