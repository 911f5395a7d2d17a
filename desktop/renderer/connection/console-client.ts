import type * as Type from "typebox";
import { Check } from "typebox/value";
import type { ContactId } from "../../../shared/domain/ids.ts";
import type { EpochMs } from "../../../shared/domain/time.ts";
import {
  type AgendaPush,
  AgendaPushSchema,
  type AgentView,
  AgentViewSchema,
  COMMAND_RESULTS,
  type CommandArgs,
  type CommandName,
  CommandReplySchema,
  type ConsoleStarted,
  ConsoleStartedSchema,
  type ContactTimeline,
  ContactTimelineSchema,
  SERVER_EVENTS,
} from "../../../shared/wire/console.ts";
import { withChange } from "../../../shared/wire/wallboard-changes.ts";
import {
  type Wallboard,
  type WallboardChange,
  WallboardChangeSchema,
  WallboardSchema,
} from "../../../shared/wire/wallboard-schemas.ts";
import { type Notice, NoticeSchema } from "../../../shared/wire/notice-schema.ts";
import { type WaitingLine, WaitingLineSchema } from "../../../shared/wire/waiting-line-schema.ts";
import { Failure, failureCode } from "./failure.ts";
import { LinkWatch } from "./link-watch.ts";
import type { ServerClock } from "./server-clock.ts";
import type { SocketListener, SocketPort } from "./socket-port.ts";
import { Store } from "./store.ts";

/** The server acknowledges every command within this time. */
const COMMAND_TIMEOUT_MS = 2_000;
/** Starting pushes a SIP login to the PBX first. */
const START_TIMEOUT_MS = 6_000;
const START_RETRY_MS = 1_500;

export type EndReason = Type.Static<(typeof SERVER_EVENTS)["session-ended"]>["because"];

/**
 * How the console stands with the server.
 *
 *   connecting --connect+start--> online <--reconnect+start-- reconnecting
 *        \________________________/ | \____loss______________/
 *                                   +--session-ended / refused--> ended
 *
 * A link on which no heartbeat comes is `reconnecting` too, although its socket stands; the next message makes it `online` again.
 */
export interface ConsoleState {
  readonly link: "connecting" | "online" | "reconnecting" | "ended";
  /** Local time of the last change of `link`. */
  readonly linkSince: EpochMs;
  readonly ended: EndReason | "outdated" | null;
  readonly view: AgentView | null;
  /** Changes with every start: the login of the softphone. */
  readonly started: Pick<ConsoleStarted, "sip" | "iceServers"> | null;
}

export interface ConsoleClientOptions {
  readonly port: SocketPort;
  readonly clock: ServerClock;
  readonly kind: "console" | "wallboard";
  readonly localNow: () => EpochMs;
  readonly newId: () => string;
  /** Renders what `change` causes before it returns (React's `flushSync`). */
  readonly renderNow: (change: () => void) => void;
  /** Calls back when the browser has painted, or at once when nothing is painted. */
  readonly afterPaint: (callback: () => void) => void;
  /** When the next board is shown; without it at once. Of those that come meanwhile only the newest is. */
  readonly boardPace?: (work: () => void) => void;
  readonly onNotice: (notice: Notice) => void;
  /** A push that does not fit its schema: dropped, and the person should know. */
  readonly onBadPush: (event: string) => void;
  /** `offer-received`, `offer-painted` with the offer's id. */
  readonly mark?: (name: "offer-received" | "offer-painted", offerId: string) => void;
}

/** The console's end of the socket: a projection of what the server says, and commands. */
export class ConsoleClient implements SocketListener {
  readonly state: Store<ConsoleState>;
  readonly board = new Store<Wallboard | null>(null);
  readonly timeline = new Store<ContactTimeline | null>(null);
  readonly agenda = new Store<AgendaPush | null>(null);
  /** Of the queue that is being watched; see `useWaitingLine`. */
  readonly waitingLine = new Store<WaitingLine | null>(null);
  /** The centre's (IANA); null until the server has said it. */
  readonly timeZone = new Store<string | null>(null);
  /** With which scripts the server's pages begin; see `OlderPage`. */
  readonly entryScripts = new Store<readonly string[]>([]);
  readonly #options: ConsoleClientOptions;
  readonly #watch: LinkWatch;
  #newestBoard: { readonly payload: unknown } | null = null;
  /** The last that was looked at, or made of one that was. */
  #checkedBoard: Wallboard | null = null;
  #lastOfferId: string | null = null;
  #startRetry: ReturnType<typeof setTimeout> | null = null;
  #contactInCall: () => ContactId | null = () => null;

  constructor(options: ConsoleClientOptions) {
    this.#options = options;
    this.state = new Store<ConsoleState>({
      link: "connecting",
      linkSince: options.localNow(),
      ended: null,
      view: null,
      started: null,
    });
    this.#watch = new LinkWatch({
      now: () => performance.now(),
      onSilence: () => {
        if (this.state.get().link === "online") this.#setLink("reconnecting");
      },
      onVoice: () => {
        if (this.state.get().link === "reconnecting") this.#setLink("online");
      },
    });
  }

  open(): void {
    this.#options.port.open(this);
  }

  close(): void {
    if (this.#startRetry !== null) clearTimeout(this.#startRetry);
    this.#watch.stop();
    this.#options.port.close();
  }

  /** Whose voice this page has: told at every start, so that a broken socket does not cut a call that goes on. */
  tellsVoiceOf(contactInCall: () => ContactId | null): void {
    this.#contactInCall = contactInCall;
  }

  /** Carried out at most once, done or failed within 2 s. @throws Failure */
  async command<N extends CommandName>(name: N, args: CommandArgs<N>): Promise<unknown> {
    const timeoutMs = name === "console.start" ? START_TIMEOUT_MS : COMMAND_TIMEOUT_MS;
    const reply = await this.#options.port.request("command", { id: this.#options.newId(), name, args }, timeoutMs);
    if (!Check(CommandReplySchema, reply)) throw new Failure("internal");
    if (!reply.ok) throw new Failure(reply.code);
    const schema = Object.entries(COMMAND_RESULTS).find(([each]) => each === name)?.[1];
    if (schema !== undefined && !Check(schema, reply.result)) throw new Failure("internal");
    return reply.result;
  }

  connected(): void {
    if (this.#options.kind === "wallboard") this.#setLink("online");
    else void this.#start();
  }

  disconnected(): void {
    this.#watch.stop();
    if (this.state.get().link !== "ended")
      this.#setLink(this.state.get().view === null ? "connecting" : "reconnecting");
  }

  refused(code: string): void {
    if (code === "protocol-version-mismatch") this.#end("outdated");
    else if (code === "session-expired" || code === "not-signed-in") this.#end("expired");
    else if (code === "forbidden") this.#end("disabled");
  }

  message(event: string, payload: unknown, acknowledge: (answer: unknown) => void): void {
    this.#watch.heard();
    if (event === "agent-view" && Check(AgentViewSchema, payload)) this.#show(payload, acknowledge);
    else if (event === "wallboard") this.#takeBoard(payload);
    else if (event === "wallboard-change" && Check(WallboardChangeSchema, payload)) this.#changeBoard(payload);
    else if (event === "notice" && Check(NoticeSchema, payload)) this.#options.onNotice(payload);
    else if (event === "contact-timeline" && Check(ContactTimelineSchema, payload)) this.timeline.set(payload);
    else if (event === "agenda" && Check(AgendaPushSchema, payload)) this.agenda.set(payload);
    else if (event === "waiting-line" && Check(WaitingLineSchema, payload)) this.waitingLine.set(payload);
    else if (event === "heartbeat" && Check(SERVER_EVENTS.heartbeat, payload)) {
      this.#watch.beat();
      this.#options.clock.observe(payload.serverNow);
    } else if (event === "hello" && Check(SERVER_EVENTS.hello, payload)) {
      this.#options.clock.observe(payload.serverNow);
      this.timeZone.set(payload.timeZone);
      this.entryScripts.set(payload.entryScripts);
    } else if (event === "session-ended" && Check(SERVER_EVENTS["session-ended"], payload)) this.#end(payload.because);
    else this.#options.onBadPush(event);
  }

  /** The voice of the call here is gone: the server parks the customer with music and brings the call to this page anew. */
  bringBack(): void {
    if (this.#options.port.connected && this.state.get().link !== "ended") void this.#start(null);
  }

  async #start(contactInCall = this.#contactInCall()): Promise<void> {
    try {
      const result = await this.command("console.start", { contactInCall });
      if (!Check(ConsoleStartedSchema, result)) throw new Failure("internal");
      this.#options.clock.observe(result.view.serverNow);
      const { sip, iceServers } = result;
      this.state.update((state) => ({
        ...state,
        link: "online",
        linkSince: this.#options.localNow(),
        started: { sip, iceServers },
      }));
      this.#show(result.view, () => undefined);
    } catch (error) {
      if (failureCode(error) === "session-expired") this.#end("expired");
      else this.#startLater();
    }
  }

  /** The PBX may still be starting; the socket stands, so nobody else would try again. */
  #startLater(): void {
    if (this.#startRetry !== null) clearTimeout(this.#startRetry);
    this.#startRetry = setTimeout(
      () => {
        const { port } = this.#options;
        if (port.connected && this.state.get().link !== "ended") void this.#start();
      },
      START_RETRY_MS * (0.5 + Math.random()),
    );
  }

  #show(view: AgentView, acknowledge: (answer: unknown) => void): void {
    const { clock, renderNow, afterPaint, mark } = this.#options;
    clock.observe(view.serverNow);
    const shown = this.state.get().view;
    if (shown !== null && view.seq < shown.seq && !isRestart(view, shown)) {
      // A newer one is on the screen already.
      acknowledge({ seq: view.seq });
      return;
    }
    const offerId = view.contact?.phase === "offered" ? view.contact.offerId : null;
    const isNewOffer = offerId !== null && offerId !== this.#lastOfferId;
    this.#lastOfferId = offerId;
    if (isNewOffer) mark?.("offer-received", offerId);
    renderNow(() => this.state.update((state) => ({ ...state, view })));
    afterPaint(() => {
      if (isNewOffer) mark?.("offer-painted", offerId);
      acknowledge({ seq: view.seq });
    });
  }

  /** Only what will be shown is looked at: checking every board of a rush would take the time that typing needs. */
  #takeBoard(payload: unknown): void {
    const isPlanned = this.#newestBoard !== null;
    this.#newestBoard = { payload };
    if (isPlanned) return;
    const work = () => {
      const board = this.#receivedBoard();
      this.#newestBoard = null;
      if (board !== null) this.#showBoard(board);
    };
    if (this.#options.boardPace === undefined) work();
    else this.#options.boardPace(work);
  }

  #changeBoard(change: WallboardChange): void {
    const board = this.#receivedBoard();
    const changed = board === null ? null : withChange(board, change);
    if (changed !== null) {
      this.#checkedBoard = changed;
      this.#takeBoard(changed);
    } else {
      // Not of the board that is here: a new socket begins with a whole one.
      this.#options.onBadPush("wallboard-change");
      this.close();
      this.open();
    }
  }

  /** The newest, shown or about to be; null: none, or none that can be read. */
  #receivedBoard(): Wallboard | null {
    if (this.#newestBoard === null) return this.board.get();
    const { payload } = this.#newestBoard;
    if (payload === this.#checkedBoard) return this.#checkedBoard;
    if (!Check(WallboardSchema, payload)) {
      this.#options.onBadPush("wallboard");
      return null;
    }
    this.#checkedBoard = payload;
    return payload;
  }

  #showBoard(board: Wallboard): void {
    this.#options.clock.observe(board.serverNow);
    const shown = this.board.get();
    if (shown === null || board.seq >= shown.seq || board.serverNow > shown.serverNow) this.board.set(board);
  }

  #end(because: EndReason | "outdated"): void {
    this.#watch.stop();
    this.#options.port.close();
    this.state.update((state) => ({ ...state, link: "ended", linkSince: this.#options.localNow(), ended: because }));
  }

  #setLink(link: ConsoleState["link"]): void {
    this.state.update((state) => ({ ...state, link, linkSince: this.#options.localNow() }));
  }
}

/** After a restart of the server its numbering begins anew: later by the clock, lower by number. */
function isRestart(view: AgentView, shown: AgentView): boolean {
  return view.serverNow > shown.serverNow + 1_000;
}
