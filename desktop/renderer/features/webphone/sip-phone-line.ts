import { type Invitation, Inviter, Registerer, RegistererState, SessionState, UserAgent, Web } from "sip.js";
import type { SipLogin } from "../../../../shared/wire/console.ts";
import type { CallListener, LineListener, PhoneCall, PhoneLine } from "./phone-line.ts";
import { SipCall } from "./sip-call.ts";

const CONNECT_TIMEOUT_S = 5;
/** LAN candidates come at once; SIP.js would wait 5 s for a STUN server we do not use. */
const ICE_GATHERING_TIMEOUT_MS = 800;
const REGISTER_EXPIRES_S = 300;
/** How long the socket is kept for the far side's last answer. */
const GOODBYE_TIMEOUT_MS = 4_000;
const RECONNECT_FIRST_MS = 500;
const RECONNECT_MAX_MS = 10_000;

/** The line over SIP.js: one socket, one registration, one call at a time. */
export class SipPhoneLine implements PhoneLine {
  readonly #login: SipLogin;
  readonly #listener: LineListener;
  readonly #agent: UserAgent;
  readonly #registerer: Registerer;
  /** Resolves once the first connection stands; rejects when there is none. */
  readonly #started: Promise<void>;
  #microphone: MediaStream | null = null;
  #session: Inviter | Invitation | null = null;
  #call: SipCall | null = null;
  #closed = false;
  #reconnectTimer: ReturnType<typeof setTimeout> | undefined;
  #reconnectMs = RECONNECT_FIRST_MS;
  readonly #leavePage = (): void => this.close();
  readonly #online = (): void => this.#reconnectSoon(0);

  /** @throws Error when the login's user or domain make no SIP address. */
  constructor(login: SipLogin, listener: LineListener) {
    this.#login = login;
    this.#listener = listener;
    this.#agent = new UserAgent({
      uri: uriOf(login.username, login),
      authorizationUsername: login.username,
      authorizationPassword: login.secret,
      logBuiltinEnabled: false,
      transportOptions: { server: login.wsUrl, connectionTimeout: CONNECT_TIMEOUT_S, traceSip: false },
      sessionDescriptionHandlerFactory: Web.defaultSessionDescriptionHandlerFactory(() => this.#openedMicrophone()),
      sessionDescriptionHandlerFactoryOptions: {
        iceGatheringTimeout: ICE_GATHERING_TIMEOUT_MS,
        peerConnectionConfiguration: { iceServers: [] },
      },
      delegate: {
        onInvite: (invitation) => this.#invited(invitation),
        onDisconnect: () => this.#linkLost(),
      },
    });
    this.#registerer = new Registerer(this.#agent, { expires: REGISTER_EXPIRES_S, logConfiguration: false });
    this.#registerer.stateChange.addListener((state) => {
      if (!this.#closed) listener.reachable(state === RegistererState.Registered);
    });
    window.addEventListener("pagehide", this.#leavePage);
    window.addEventListener("online", this.#online);
    this.#started = this.#agent.start();
    this.#started.then(
      () => this.#register(),
      () => this.#reconnectSoon(),
    );
  }

  dial(number: string, microphone: MediaStream, listener: CallListener): PhoneCall {
    const session = new Inviter(this.#agent, uriOf(number, this.#login));
    const call = this.#adopt(session, microphone, listener);
    this.#connected().then(
      () => call.invite(),
      () => call.fail("pbx-away"),
    );
    return call;
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    clearTimeout(this.#reconnectTimer);
    window.removeEventListener("pagehide", this.#leavePage);
    window.removeEventListener("online", this.#online);
    this.#call?.hangUp();
    this.#listener.reachable(false);
    this.#stopAfterGoodbye();
  }

  #adopt(session: Inviter | Invitation, microphone: MediaStream, listener: CallListener): SipCall {
    this.#session = session;
    this.#microphone = microphone;
    const call = new SipCall(session, microphone, {
      ringing: () => listener.ringing(),
      connected: (remote) => listener.connected(remote),
      linkChanged: (up) => listener.linkChanged(up),
      ended: (why) => {
        if (this.#call === call) this.#call = null;
        listener.ended(why);
      },
    });
    this.#call = call;
    return call;
  }

  #invited(invitation: Invitation): void {
    if (this.#call !== null || this.#closed || isOpen(this.#session)) {
      settle(invitation.reject({ statusCode: 486 }), this.#agent);
      return;
    }
    this.#session = invitation;
    let taken = false;
    invitation.stateChange.addListener((state) => {
      if (state === SessionState.Terminated && !taken) {
        taken = true;
        this.#listener.withdrawn();
      }
    });
    settle(invitation.progress(), this.#agent);
    this.#listener.incoming({
      from: invitation.remoteIdentity.displayName || (invitation.remoteIdentity.uri.user ?? ""),
      accept: (microphone, listener) => {
        taken = true;
        const call = this.#adopt(invitation, microphone, listener);
        invitation.accept().catch(() => call.fail(invitation.state === SessionState.Terminated ? "missed" : "failed"));
        return call;
      },
      decline: () => {
        if (taken) return;
        taken = true;
        settle(invitation.reject({ statusCode: 603 }), this.#agent);
      },
    });
  }

  /** The stream of the call that is being set up; asked for by SIP.js when it builds offer or answer. */
  #openedMicrophone(): Promise<MediaStream> {
    return this.#microphone === null
      ? Promise.reject(new Error("no microphone opened for this call"))
      : Promise.resolve(this.#microphone);
  }

  async #connected(): Promise<void> {
    // A first attempt that failed is repeated right below, and then reported.
    await this.#started.catch(() => undefined);
    if (!this.#agent.isConnected()) {
      await this.#agent.reconnect();
      this.#linkBack();
    }
  }

  #register(): void {
    if (this.#closed) return;
    // A refused registration only means that nobody can ring this page; calls out report their own reason.
    settle(this.#registerer.register(), this.#agent);
  }

  #linkLost(): void {
    if (this.#closed) return;
    this.#listener.reachable(false);
    this.#call?.linkLost();
    this.#reconnectSoon();
  }

  #reconnectSoon(afterMs = this.#reconnectMs): void {
    if (this.#closed || this.#agent.isConnected()) return;
    clearTimeout(this.#reconnectTimer);
    // Jitter: after a restart of the PBX not every page may come back in the same moment.
    const jitter = 0.75 + Math.random() / 2;
    this.#reconnectTimer = setTimeout(() => {
      if (this.#closed || this.#agent.isConnected()) return;
      this.#agent.reconnect().then(
        () => this.#linkBack(),
        () => {
          this.#reconnectMs = Math.min(this.#reconnectMs * 2, RECONNECT_MAX_MS);
          this.#reconnectSoon();
        },
      );
    }, afterMs * jitter);
  }

  #linkBack(): void {
    this.#reconnectMs = RECONNECT_FIRST_MS;
    this.#register();
    this.#call?.linkBack();
  }

  /**
   * The socket stays open until the far side has confirmed the end: a CANCEL may go out only after the first provisional
   * answer (RFC 3261 9.1), and a 200 that crosses it is owed an ACK and a BYE. Otherwise a ghost call would stay on the PBX.
   */
  #stopAfterGoodbye(): void {
    const session = this.#session;
    let stopped = false;
    const stop = (): void => {
      if (stopped) return;
      stopped = true;
      clearTimeout(limit);
      // Also sends the un-REGISTER.
      settle(this.#agent.stop(), this.#agent);
    };
    const limit = setTimeout(stop, GOODBYE_TIMEOUT_MS);
    if (!isOpen(session)) stop();
    else {
      session?.stateChange.addListener((state) => {
        if (state === SessionState.Terminated) stop();
      });
    }
  }
}

function isOpen(session: Inviter | Invitation | null): boolean {
  return session !== null && session.state !== SessionState.Terminated;
}

/** For messages whose failure has its own event (a lost socket, a call that ends): noted, nothing more to do. */
function settle(sent: Promise<unknown>, agent: UserAgent): void {
  sent.catch((error: unknown) => agent.getLogger("cordboard.phone").warn(String(error)));
}

function uriOf(user: string, login: SipLogin) {
  const uri = UserAgent.makeURI(`sip:${encodeURIComponent(user)}@${login.domain}`);
  if (uri === undefined) throw new Error("not a SIP address");
  return uri;
}
