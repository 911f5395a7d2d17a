import { EventEmitter } from "node:events";

type Handler = (...args: never[]) => unknown;

class FakePage extends EventEmitter {
  readonly sent: [channel: string, payload: unknown][] = [];
  openHandler: (details: { url: string }) => unknown = () => undefined;
  isDestroyed(): boolean {
    return false;
  }
  send(channel: string, payload: unknown): void {
    this.sent.push([channel, payload]);
  }
  setWindowOpenHandler(handler: (details: { url: string }) => unknown): void {
    this.openHandler = handler;
  }
}

/** A window that records what is done to it and lets a test raise its events. */
class FakeWindow extends EventEmitter {
  readonly webContents = new FakePage();
  readonly loaded: string[] = [];
  readonly log: string[] = [];
  readonly options: { readonly webPreferences?: Readonly<Record<string, unknown>> };
  #destroyed = false;

  constructor(options: FakeWindow["options"]) {
    super();
    this.options = options;
    this.once("closed", () => {
      this.#destroyed = true;
    });
  }
  get sent() {
    return this.webContents.sent;
  }
  openWindow(url: string): unknown {
    return this.webContents.openHandler({ url });
  }
  loadURL(url: string): Promise<void> {
    this.loaded.push(url);
    return Promise.resolve();
  }
  loadFile(path: string): Promise<void> {
    this.loaded.push(path);
    return Promise.resolve();
  }
  isDestroyed = () => this.#destroyed;
  isMinimized = () => false;
  isFocused = () => false;
  show = () => this.log.push("show");
  focus = () => this.log.push("focus");
  restore = () => this.log.push("restore");
  showInactive = () => this.log.push("showInactive");
  moveTop = () => this.log.push("moveTop");
  flashFrame = (on: boolean) => this.log.push(`flash ${on}`);
}

class FakeTray extends EventEmitter {
  toolTip = "";
  setToolTip(text: string): void {
    this.toolTip = text;
  }
  setImage = () => undefined;
  setContextMenu = () => undefined;
}

/**
 * Stands for the `electron` module, which under Node is only the path of a program. `module` goes into `vi.mock`, the rest is
 * for the test to look at.
 */
export function createElectronFake() {
  const windows: FakeWindow[] = [];
  const trays: FakeTray[] = [];
  const handlers = new Map<string, Handler>();
  const powerLog: string[] = [];
  const dialogAnswers: number[] = [];
  const powerMonitor = new EventEmitter();
  const permission: { request?: Handler; check?: Handler } = {};
  const module = {
    app: { getLocale: () => "en-GB", getVersion: () => "0.1.0", quit: () => undefined },
    BrowserWindow: class extends FakeWindow {
      constructor(options: FakeWindow["options"]) {
        super(options);
        windows.push(this);
      }
    },
    Tray: class extends FakeTray {
      constructor() {
        super();
        trays.push(this);
      }
    },
    Menu: { buildFromTemplate: (template: unknown) => template },
    nativeImage: { createFromBitmap: () => ({}) },
    ipcMain: { handle: (channel: string, handler: Handler) => handlers.set(channel, handler) },
    dialog: { showMessageBoxSync: () => dialogAnswers.shift() ?? 1 },
    net: { fetch: () => Promise.reject(new Error("away")) },
    powerMonitor,
    powerSaveBlocker: {
      start: () => powerLog.push("start"),
      stop: () => powerLog.push("stop"),
    },
    session: {
      defaultSession: {
        setPermissionRequestHandler: (handler: Handler) => {
          permission.request = handler;
        },
        setPermissionCheckHandler: (handler: Handler) => {
          permission.check = handler;
        },
        setDevicePermissionHandler: () => undefined,
      },
    },
  };
  const call = (handler: Handler | undefined, args: unknown[]): unknown => {
    if (handler === undefined) throw new Error("nobody handles this");
    return Reflect.apply(handler, undefined, args);
  };
  return {
    module,
    windows,
    trays,
    powerLog,
    dialogAnswers,
    powerMonitor,
    invoke: (channel: string, event: unknown, payload: unknown) => call(handlers.get(channel), [event, payload]),
    permissionHandlers: () => ({
      request: (...args: unknown[]) => call(permission.request, args),
      check: (...args: unknown[]) => call(permission.check, args),
    }),
    reset: () => {
      windows.length = 0;
      trays.length = 0;
      powerLog.length = 0;
      dialogAnswers.length = 0;
      handlers.clear();
      powerMonitor.removeAllListeners();
    },
  };
}
