import type { DialLink } from "../../../shared/ipc/channels.ts";
import type { DesktopLog } from "../diagnostics/desktop-log.ts";
import { parseDialLink } from "./parse-dial-link.ts";

/** After this long nobody remembers having clicked; a dialog then would come out of nowhere. */
const WAITS_MAX_MS = 5 * 60_000;
const IS_LINK = /^(?:tel|callto):/iu;

interface LinkInboxOptions {
  readonly now: () => number;
  readonly log: DesktopLog;
  /** A link waits: show the console and tell it. */
  readonly onWaiting: () => void;
}

/**
 * The one `tel:` link that waits for the console, which may not run, be signed out or be reloading when it comes. While one
 * waits no other is let in: what a person reads in the confirmation must be what the click confirms.
 */
export class LinkInbox {
  readonly #options: LinkInboxOptions;
  #waiting: { readonly link: DialLink; readonly since: number } | null = null;

  constructor(options: LinkInboxOptions) {
    this.#options = options;
  }

  /** From a program's command line: the last argument that is a link; switches and files are not looked at. */
  offerArguments(commandLine: readonly string[]): void {
    const link = commandLine.findLast((argument) => IS_LINK.test(argument));
    if (link !== undefined) this.offer(link);
  }

  offer(text: string): void {
    const { log, now, onWaiting } = this.#options;
    const link = parseDialLink(text);
    if (link === null) {
      log.warn("dial-link-refused", { because: "no plain number" });
      return;
    }
    if (this.#current() !== null) {
      log.warn("dial-link-refused", { because: "another one waits" });
      return;
    }
    this.#waiting = { link, since: now() };
    log.info("dial-link-waiting");
    onWaiting();
  }

  /** Whether the console should come and take it. */
  get isWaiting(): boolean {
    return this.#current() !== null;
  }

  take(): DialLink | null {
    const link = this.#current();
    this.#waiting = null;
    return link;
  }

  #current(): DialLink | null {
    if (this.#waiting !== null && this.#options.now() - this.#waiting.since > WAITS_MAX_MS) this.#waiting = null;
    return this.#waiting?.link ?? null;
  }
}
