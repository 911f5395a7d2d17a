import type { Webphone } from "../../../../shared/wire/http.ts";
import { MicrophoneRefused } from "./open-microphone.ts";
import type { CallListener, EndReason, IncomingCall, PhoneCall, PhoneLine } from "./phone-line.ts";
import { isAtRest, type PhoneEvent, phoneState } from "./phone-state.ts";
import type { PhoneView, PhoneWorld } from "./phone-world.ts";
import { LoginRefused } from "./request-login.ts";
import { RingingTab } from "./ringing-tab.ts";

/** A login that ends sooner than this is not worth a new call. */
const LOGIN_SPARE_MS = 60_000;
/** Walking through the callers with the arrow keys must not take a login for each. */
const CHOICE_SETTLES_MS = 500;

interface OpenedLine {
  readonly callerNumber: string | null;
  readonly expiresAt: number;
  readonly line: PhoneLine;
}

/**
 * The telephone of the page: login, line, microphone and the one call, in this order, and every way it can end.
 *
 * In the demonstration the page has a number (the chosen caller's): its line stays open and can be called, e.g. by an agent
 * who works a call list. Of several tabs with one number that is one, and the others say so. Otherwise the line is opened for a call and closed after it, so that a visitor who only reads
 * holds nothing on the PBX.
 */
export class PhoneController {
  readonly #world: PhoneWorld;
  readonly #tab: RingingTab;
  readonly #listeners = new Set<() => void>();
  #view: PhoneView = {
    state: { phase: "idle" },
    offer: null,
    offerError: null,
    caller: 0,
    reachable: false,
    ringsElsewhere: false,
    remoteAudio: null,
  };
  #firstLogin: Webphone | null = null;
  #opened: OpenedLine | null = null;
  #opening: Promise<PhoneLine> | null = null;
  #call: PhoneCall | null = null;
  #incoming: IncomingCall | null = null;
  /** The opened line is registered, whoever is chosen now. */
  #lineUp = false;
  #choiceTimer: ReturnType<typeof setTimeout> | undefined;
  #renewTimer: ReturnType<typeof setTimeout> | undefined;
  /** Raised with each call and each end: what comes in for an earlier one finds another number and stops. */
  #attempt = 0;

  constructor(world: PhoneWorld) {
    this.#world = world;
    this.#tab = new RingingTab(world.claimRinging, () => this.#tabChanged());
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
  readonly snapshot = (): PhoneView => this.#view;

  /** Asks the server what can be called; again after a failure. */
  async load(): Promise<void> {
    this.#set({ offerError: null });
    try {
      const offer = await this.#world.requestLogin(null);
      this.#firstLogin = offer;
      this.#set({ offer });
      this.#keepLine();
    } catch (error) {
      this.#set({ offerError: error instanceof LoginRefused ? error.why : "failed" });
    }
  }

  chooseCaller(index: number): void {
    this.#set({ caller: index });
    // Until the line is the chosen caller's, nobody reaches them on this page.
    this.#set({
      reachable: this.#lineUp && this.#opened?.callerNumber === this.#callerNumber(),
      ringsElsewhere: false,
    });
    clearTimeout(this.#choiceTimer);
    this.#choiceTimer = setTimeout(() => this.#keepLine(), CHOICE_SETTLES_MS);
  }

  /** Calls to the chosen caller's number ring here from now on, and no longer in the tab that had them. */
  takeOver(): void {
    const number = this.#callerNumber();
    if (number !== null) this.#tab.want(number, true);
  }

  async dial(number: string): Promise<void> {
    if (!isAtRest(this.#view.state)) return;
    // Whoever calls from here is called back here: the line of a call is the newest of its number.
    this.takeOver();
    this.#dispatch({ type: "call", number });
    await this.#connect(async () => {
      const line = await this.#lineFor(this.#callerNumber());
      return (microphone, listener) => line.dial(number, microphone, listener);
    });
  }

  async answer(): Promise<void> {
    const incoming = this.#incoming;
    if (incoming === null || this.#view.state.phase !== "incoming") return;
    this.#dispatch({ type: "accept" });
    await this.#connect(() => Promise.resolve((microphone, listener) => incoming.accept(microphone, listener)));
  }

  decline(): void {
    this.#incoming?.decline();
    this.#incoming = null;
    this.#dispatch({ type: "declined" });
  }

  sendDigits(digits: string): void {
    this.#call?.sendDigits(digits);
    this.#dispatch({ type: "digits", digits });
  }

  setMuted(muted: boolean): void {
    this.#call?.setMuted(muted);
    this.#dispatch({ type: "muted", muted });
  }

  hangUp(): void {
    if (this.#call !== null) {
      this.#call.hangUp();
      return;
    }
    this.#incoming?.decline();
    this.#end("you-hung-up");
  }

  again(): void {
    this.#dispatch({ type: "again" });
  }

  /** The page goes away. */
  stop(): void {
    clearTimeout(this.#choiceTimer);
    clearTimeout(this.#renewTimer);
    this.#tab.leave();
    this.#closeLine();
  }

  async #connect(
    prepare: () => Promise<(microphone: MediaStream, listener: CallListener) => PhoneCall>,
  ): Promise<void> {
    this.#attempt += 1;
    const mine = this.#attempt;
    const isMine = (): boolean => this.#attempt === mine;
    let microphone: MediaStream | null = null;
    try {
      microphone = await this.#world.openMicrophone();
      if (isMine()) this.#dispatch({ type: "microphone-granted" });
      const begin = isMine() ? await prepare() : null;
      if (begin === null || !isMine()) stopTracks(microphone);
      else this.#call = begin(microphone, this.#callListener(isMine));
    } catch (error) {
      if (microphone !== null) stopTracks(microphone);
      if (!isMine()) return;
      if (error instanceof LoginRefused) this.#end(error.why, error.retryAfterMs);
      else this.#end(error instanceof MicrophoneRefused ? error.why : "failed");
    }
  }

  #callListener(isMine: () => boolean): CallListener {
    const ifMine = (act: () => void): void => {
      if (isMine()) act();
    };
    return {
      ringing: () => ifMine(() => this.#dispatch({ type: "ringing" })),
      connected: (remoteAudio) =>
        ifMine(() => {
          this.#set({ remoteAudio });
          this.#dispatch({ type: "connected", atMs: performance.now() });
        }),
      linkChanged: (up) => ifMine(() => this.#dispatch({ type: "link", up })),
      ended: (why) =>
        ifMine(() => {
          // The login or the line is no good any more; the next call takes a new one.
          if (why === "not-allowed" || why === "pbx-away") this.#closeLine();
          this.#end(why);
        }),
    };
  }

  #end(why: EndReason, retryAfterMs: number | null = null): void {
    this.#attempt += 1;
    this.#call = null;
    this.#incoming = null;
    this.#set({ remoteAudio: null });
    this.#dispatch({ type: "ended", why, retryAfterMs, atMs: performance.now() });
    if (this.#hasNumber()) this.#keepLine();
    else this.#closeLine();
  }

  #callerNumber(): string | null {
    return this.#view.offer?.callers[this.#view.caller]?.number ?? null;
  }

  #hasNumber(): boolean {
    return this.#callerNumber() !== null;
  }

  /** Opens the line in the background where the page has a number. A failure shows in `reachable`; a call says why. */
  #keepLine(): void {
    const number = this.#callerNumber();
    if (number === null) {
      this.#tab.leave();
      if (isAtRest(this.#view.state)) this.#closeLine();
      return;
    }
    if (!isAtRest(this.#view.state)) return;
    this.#tab.want(number);
    this.#tabChanged();
  }

  /** A call goes on over the line it has; which tab is rung is seen to when it is over. */
  #tabChanged(): void {
    const number = this.#callerNumber();
    if (number === null) return;
    const ringsElsewhere = this.#tab.isElsewhere(number);
    this.#set({ ringsElsewhere, reachable: this.#view.reachable && !ringsElsewhere });
    if (!isAtRest(this.#view.state)) return;
    if (ringsElsewhere) this.#closeLine();
    else if (this.#tab.isHere(number))
      this.#lineFor(number).then(
        // Taken over while the line was being opened.
        () => isAtRest(this.#view.state) && this.#tab.isElsewhere(number) && this.#closeLine(),
        () => this.#set({ reachable: false }),
      );
  }

  #lineFor(callerNumber: string | null): Promise<PhoneLine> {
    const opened = this.#opened;
    if (opened !== null && opened.callerNumber === callerNumber && opened.expiresAt - Date.now() > LOGIN_SPARE_MS) {
      return Promise.resolve(opened.line);
    }
    // One after the other: two lines at once would both be rung.
    const before = this.#opening ?? Promise.resolve(null);
    const opening = before.then(
      () => this.#openLine(callerNumber),
      () => this.#openLine(callerNumber),
    );
    this.#opening = opening;
    return opening;
  }

  async #openLine(callerNumber: string | null): Promise<PhoneLine> {
    if (this.#opened?.callerNumber === callerNumber && this.#opened.expiresAt - Date.now() > LOGIN_SPARE_MS) {
      return this.#opened.line;
    }
    this.#closeLine();
    const login = await this.#loginFor(callerNumber);
    let line: PhoneLine | null = null;
    line = await this.#world.openLine(login.sip, {
      reachable: (up) => {
        if (this.#opened !== null && this.#opened.line !== line) return;
        this.#lineUp = up;
        this.#set({ reachable: up && callerNumber === this.#callerNumber() && !this.#view.ringsElsewhere });
      },
      incoming: (call) => {
        if (!isAtRest(this.#view.state)) {
          call.decline();
          return;
        }
        this.#incoming = call;
        this.#dispatch({ type: "incoming", number: call.from });
      },
      withdrawn: () => {
        if (this.#view.state.phase === "incoming") this.#end("missed");
      },
    });
    this.#opened = { callerNumber, expiresAt: login.expiresAt, line };
    clearTimeout(this.#renewTimer);
    this.#renewTimer = setTimeout(() => this.#keepLine(), Math.max(0, login.expiresAt - Date.now() - LOGIN_SPARE_MS));
    return line;
  }

  /** The login that came with the first answer is used up before another is asked for. */
  async #loginFor(callerNumber: string | null): Promise<Webphone> {
    const first = this.#firstLogin;
    if (callerNumber === null && first !== null && first.expiresAt - Date.now() > LOGIN_SPARE_MS) {
      this.#firstLogin = null;
      return first;
    }
    return this.#world.requestLogin(callerNumber);
  }

  #closeLine(): void {
    clearTimeout(this.#renewTimer);
    const opened = this.#opened;
    this.#opened = null;
    this.#lineUp = false;
    opened?.line.close();
    if (this.#view.reachable) this.#set({ reachable: false });
  }

  #dispatch(event: PhoneEvent): void {
    const state = phoneState(this.#view.state, event);
    if (state !== this.#view.state) this.#set({ state });
  }

  #set(change: Partial<PhoneView>): void {
    this.#view = { ...this.#view, ...change };
    for (const listener of this.#listeners) listener();
  }
}

function stopTracks(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}
