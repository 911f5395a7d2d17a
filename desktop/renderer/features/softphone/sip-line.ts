import { type Invitation, Registerer, RegistererState, UserAgent, Web } from "sip.js";
import { asId, type ContactId } from "../../../../shared/domain/ids.ts";
import { CONTACT_HEADER, type SipLogin } from "../../../../shared/wire/console.ts";
import { EchoCall } from "./echo-call.ts";
import type { EchoListener, EchoTest } from "./phone-port.ts";
import { ICE_GATHERING_TIMEOUT_MS, SipCall } from "./sip-call.ts";
import { SipHeartbeat } from "./sip-heartbeat.ts";

const CONNECT_TIMEOUT_S = 5;
/** Half of it is the refresh: a REGISTER a minute finds a lost registration soon enough and costs nothing. */
const REGISTER_EXPIRES_S = 120;
const REFRESH_PERCENT = 50;
const RETRY_FIRST_MS = 300;
const RETRY_MAX_MS = 8_000;
const CONTACT_ID = /^[A-Za-z0-9._:-]{1,80}$/;

export interface SipLineOptions {
  readonly login: SipLogin;
  readonly iceServers: readonly string[];
  readonly openMicrophone: () => Promise<MediaStream>;
  /** Problems that have no other sign; for the browser's log. */
  readonly log: (what: string, error: unknown) => void;
}

export interface SipLineListener {
  registration(state: "connecting" | "registered" | "reconnecting"): void;
  invited(call: SipCall, callId: string, contactId: ContactId | null): void;
  established(callId: string, remote: MediaStream): void;
  ended(callId: string): void;
  microphoneLost(): void;
  microphoneChanged(label: string): void;
  voiceLost(callId: string): void;
}

/** One SIP login: a socket that is reconnected for ever, a registration, the calls that came over it. */
export class SipLine {
  readonly #options: SipLineOptions;
  readonly #listener: SipLineListener;
  readonly #agent: UserAgent;
  readonly #heartbeat: SipHeartbeat;
  readonly #calls = new Set<SipCall>();
  #registerer: Registerer;
  #retry: ReturnType<typeof setTimeout> | null = null;
  #retryMs = RETRY_FIRST_MS;
  #connecting = false;
  #wasRegistered = false;
  #retired = false;
  #closed = false;

  constructor(options: SipLineOptions, listener: SipLineListener) {
    this.#options = options;
    this.#listener = listener;
    const { login, iceServers } = options;
    const uri = UserAgent.makeURI(`sip:${encodeURIComponent(login.username)}@${login.domain}`);
    if (uri === undefined) throw new Error("the SIP login is no address");
    this.#agent = new UserAgent({
      uri,
      authorizationUsername: login.username,
      authorizationPassword: login.secret,
      logBuiltinEnabled: false,
      logConfiguration: false,
      // Reconnecting is done here, for ever and with jitter; SIP.js would give up.
      reconnectionAttempts: 0,
      transportOptions: { server: login.wsUrl, connectionTimeout: CONNECT_TIMEOUT_S, traceSip: false },
      sessionDescriptionHandlerFactory: Web.defaultSessionDescriptionHandlerFactory(() => options.openMicrophone()),
      sessionDescriptionHandlerFactoryOptions: {
        iceGatheringTimeout: ICE_GATHERING_TIMEOUT_MS,
        peerConnectionConfiguration: { iceServers: iceServers.map((urls) => ({ urls })) },
      },
      delegate: {
        onInvite: (invitation) => this.#invited(invitation),
        onDisconnect: () => this.#linkLost(),
      },
    });
    this.#registerer = this.#newRegisterer();
    this.#heartbeat = new SipHeartbeat(this.#agent, () => this.#dropSocket());
    addEventListener("online", this.#nudge);
    document.addEventListener("visibilitychange", this.#nudge);
  }

  start(): void {
    this.#listener.registration("connecting");
    this.#connect(this.#agent.start());
  }

  /** A newer login took over: no more registering; gone with the last call. */
  retire(): void {
    this.#retired = true;
    this.#heartbeat.stop();
    this.#closeWhenIdle();
  }

  /** Signing out: the registration is taken back and the socket closed. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    if (this.#retry !== null) clearTimeout(this.#retry);
    this.#heartbeat.stop();
    removeEventListener("online", this.#nudge);
    document.removeEventListener("visibilitychange", this.#nudge);
    this.#agent.stop().catch((error: unknown) => this.#options.log("SIP stop", error));
  }

  #invited(invitation: Invitation): void {
    const callId = invitation.id;
    const raw = invitation.request.getHeader(CONTACT_HEADER)?.trim() ?? "";
    const contactId = CONTACT_ID.test(raw) ? asId<ContactId>(raw) : null;
    const call = new SipCall(invitation, this.#options.openMicrophone, {
      established: (remote) => this.#listener.established(callId, remote),
      ended: () => {
        this.#calls.delete(call);
        this.#listener.ended(callId);
        this.#closeWhenIdle();
      },
      microphoneLost: () => this.#listener.microphoneLost(),
      microphoneChanged: (label) => this.#listener.microphoneChanged(label),
      trouble: (what, error) => this.#options.log(what, error),
      voiceLost: () => this.#listener.voiceLost(callId),
    });
    this.#calls.add(call);
    this.#listener.invited(call, callId, contactId);
  }

  #linkUp(): void {
    this.#retryMs = RETRY_FIRST_MS;
    this.#heartbeat.start();
    // Asterisk closes a WebSocket on which no SIP came within 32 s.
    this.#register();
    for (const call of this.#calls) call.restartMedia();
  }

  #linkLost(): void {
    this.#heartbeat.stop();
    if (this.#closed) return;
    if (!this.#retired) this.#listener.registration(this.#wasRegistered ? "reconnecting" : "connecting");
    this.#retryLater();
  }

  #register(): void {
    if (this.#retired || this.#closed) return;
    const registerer = this.#registerer;
    // SIP.js keeps the state `Registered` over a lost socket, so only the answer itself says that it is so again.
    const onAccept = () => {
      if (registerer === this.#registerer) this.#registered();
    };
    registerer
      .register({ requestDelegate: { onAccept, onReject: () => this.#registerLater() } })
      .catch((error: unknown) => {
        // The REGISTER of before the loss still hangs in SIP.js and would block this one: a fresh registerer has no past.
        this.#options.log("REGISTER", error);
        this.#registerer = this.#newRegisterer();
        this.#registerLater();
      });
  }

  #registered(): void {
    if (this.#retired || this.#closed) return;
    this.#wasRegistered = true;
    this.#retryMs = RETRY_FIRST_MS;
    this.#listener.registration("registered");
  }

  #newRegisterer(): Registerer {
    const registerer = new Registerer(this.#agent, {
      expires: REGISTER_EXPIRES_S,
      refreshFrequency: REFRESH_PERCENT,
      logConfiguration: false,
    });
    registerer.stateChange.addListener((state) => {
      if (registerer !== this.#registerer || this.#retired || this.#closed) return;
      if (state === RegistererState.Registered) this.#registered();
      // A refresh was refused: SIP.js stops refreshing then.
      if (state === RegistererState.Unregistered) {
        this.#listener.registration(this.#wasRegistered ? "reconnecting" : "connecting");
        this.#registerLater();
      }
    });
    return registerer;
  }

  #registerLater(): void {
    this.#again(() => {
      if (this.#agent.isConnected()) this.#register();
      else this.#reconnect();
    });
  }

  #retryLater(): void {
    this.#again(() => this.#reconnect());
  }

  /** Jitter: after a restart of the PBX a hundred consoles must not come back in the same instant. */
  #again(action: () => void): void {
    if (this.#closed) return;
    if (this.#retry !== null) clearTimeout(this.#retry);
    this.#retry = setTimeout(action, this.#retryMs * (0.6 + Math.random() * 0.8));
    this.#retryMs = Math.min(this.#retryMs * 2, RETRY_MAX_MS);
  }

  #reconnect(): void {
    if (this.#closed || this.#connecting || this.#agent.isConnected()) return;
    this.#connect(this.#agent.reconnect());
  }

  /** One attempt at a time: SIP.js lets a second one ride along, and both would register. Ends within CONNECT_TIMEOUT_S. */
  #connect(attempt: Promise<void>): void {
    this.#connecting = true;
    attempt.then(
      () => {
        this.#connecting = false;
        this.#linkUp();
      },
      (error: unknown) => {
        this.#connecting = false;
        this.#options.log("SIP socket", error);
        this.#retryLater();
      },
    );
  }

  async echo(listener: EchoListener): Promise<EchoTest | null> {
    return this.#agent.isConnected() ? EchoCall.start(this.#agent, listener) : null;
  }

  /** Something else says that the network broke or is back: do not wait for the next beat or try. */
  nudge(): void {
    if (this.#closed) return;
    if (this.#agent.isConnected()) this.#heartbeat.suspect();
    else this.#reconnect();
  }

  readonly #nudge = (): void => {
    if (document.visibilityState !== "hidden") this.nudge();
  };

  #dropSocket(): void {
    this.#agent.transport.disconnect().catch((error: unknown) => this.#options.log("SIP disconnect", error));
  }

  #closeWhenIdle(): void {
    if (this.#retired && this.#calls.size === 0) this.close();
  }
}
