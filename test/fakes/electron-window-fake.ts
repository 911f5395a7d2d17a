import { EventEmitter } from "node:events";

export class PreventableEvent {
  prevented = false;
  readonly preventDefault = () => {
    this.prevented = true;
  };
}

interface Bounds {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface FakeWindowOptions extends Partial<Bounds> {
  readonly webPreferences?: Readonly<Record<string, unknown>>;
}

type WindowOpenHandler = (details: { readonly url: string }) => unknown;

/** One page: what was sent to it, and what its handlers say to what it tries. */
export class FakePage extends EventEmitter {
  readonly sent: [channel: string, payload: unknown][] = [];
  readonly log: string[] = [];
  url = "";
  webRtcPolicy = "";
  /** A real page that gets what is sent (test/e2e). */
  deliver: (channel: string, payload: unknown) => void = () => undefined;
  openHandler: WindowOpenHandler = () => undefined;

  isDestroyed = () => false;
  getURL = () => this.url;
  send(channel: string, payload: unknown): void {
    this.sent.push([channel, payload]);
    this.deliver(channel, payload);
  }
  setWindowOpenHandler(handler: WindowOpenHandler): void {
    this.openHandler = handler;
  }
  setWebRTCIPHandlingPolicy(policy: string): void {
    this.webRtcPolicy = policy;
  }
  forcefullyCrashRenderer(): void {
    this.log.push("crashed on purpose");
  }
  /** Whether the handlers let the page go there. */
  goes(event: "will-navigate" | "will-redirect" | "will-frame-navigate", url: string, isMainFrame = true): boolean {
    const tried = Object.assign(new PreventableEvent(), { url, isMainFrame });
    this.emit(event, tried);
    return !tried.prevented;
  }
}

/** A window that records what is done to it and lets a test raise its events. */
export class FakeWindow extends EventEmitter {
  readonly webContents = new FakePage();
  readonly loaded: string[] = [];
  readonly log: string[] = [];
  readonly options: FakeWindowOptions;
  focused = false;
  minimized = false;
  maximized = false;
  bounds: Bounds;
  #destroyed = false;

  constructor(options: FakeWindowOptions) {
    super();
    this.options = options;
    const { x = 0, y = 0, width = 800, height = 600 } = options;
    this.bounds = { x, y, width, height };
    this.once("closed", () => {
      this.#destroyed = true;
    });
  }
  get sent() {
    return this.webContents.sent;
  }
  loadURL(url: string): Promise<void> {
    this.loaded.push(url);
    this.webContents.url = url;
    return Promise.resolve();
  }
  /** As the person, or the program's end, closes it. True when it is gone. */
  close(): boolean {
    const closing = new PreventableEvent();
    this.emit("close", closing);
    if (closing.prevented) return false;
    this.emit("closed");
    return true;
  }
  isDestroyed = () => this.#destroyed;
  isMinimized = () => this.minimized;
  isMaximized = () => this.maximized;
  isFocused = () => this.focused;
  getNormalBounds = () => this.bounds;
  maximize = () => {
    this.maximized = true;
  };
  show = () => this.log.push("show");
  hide = () => this.log.push("hide");
  focus = () => this.log.push("focus");
  restore = () => this.log.push("restore");
  showInactive = () => this.log.push("showInactive");
  moveTop = () => this.log.push("moveTop");
  flashFrame = (on: boolean) => this.log.push(`flash ${on}`);
}
