import type { BridgeId, ChannelId, PlaybackId } from "../../../shared/domain/ids.ts";
import type { LogSink } from "../../ports/log-sink.ts";
import {
  TelephonyError,
  type EndpointStatus,
  type HangupCause,
  type OriginateRequest,
  type SipEndpoint,
  type Telephony,
  type TelephonyEvent,
  type TelephonySnapshot,
} from "../../ports/telephony.ts";
import { AriClient } from "./ari-client.ts";
import { DigitEchoes } from "./digit-echoes.ts";
import type { AriEvent, AriOperations } from "./ari-types.generated.ts";
import { AriWishes, alreadyGone, existsAlready, neverDone, notInBridge } from "./ari-wishes.ts";
import { callerIdText, isPushedName, sipEndpointObjects } from "./sip-endpoint-fields.ts";
import { SurvivalAgents } from "./survival-agents.ts";
import { snapshotOf } from "./telephony-snapshot.ts";
import { DENIED_EVENTS, LEG_ARGUMENT, encodeTag, telephonyEvent } from "./telephony-event.ts";

export interface AriTelephonyOptions {
  /** Base of the PBX's HTTP server, without `/ari`. */
  readonly httpUrl: string;
  readonly user: string;
  readonly secret: string;
  readonly app: string;
  readonly log: LogSink;
  /** 0 <= n < 1, for the jitter of reconnects. */
  readonly random: () => number;
  /** Address media of pushed logins is bound to; undefined: every interface. */
  readonly mediaAddress?: string;
  /** Dial-plan variable with the logins the survival queue may ring. */
  readonly survivalVariable?: string;
  readonly requestTimeoutMs?: number;
  readonly pingIntervalMs?: number;
}

/** Q.850 causes. */
const CAUSES: Readonly<Record<HangupCause, string>> = {
  normal: "16",
  busy: "17",
  congestion: "42",
  "no-answer": "19",
  rejected: "21",
};

const ENDED_MAX = 5_000;

/** `Telephony` on Asterisk: one small request per wish, ids chosen by the caller, what is so already counts as done. */
export class AriTelephony implements Telephony {
  readonly #options: AriTelephonyOptions;
  readonly #client: AriClient;
  readonly #wishes: AriWishes;
  readonly #listeners: ((event: TelephonyEvent) => void)[] = [];
  readonly #registered = new Map<string, boolean>();
  readonly #survival: SurvivalAgents;
  readonly #echoes = new DigitEchoes();
  readonly #ended = new Set<ChannelId>();
  #connected = false;
  #firstConnect: (() => void) | undefined;

  constructor(options: AriTelephonyOptions) {
    this.#options = options;
    this.#client = new AriClient({
      httpUrl: options.httpUrl,
      user: options.user,
      secret: options.secret,
      app: options.app,
      random: options.random,
      deniedEvents: DENIED_EVENTS,
      // Registrations as device states: `endpoint:PJSIP` would deliver every channel event (and digit) a second time, and is
      // refused while there is no endpoint.
      subscriptions: ["deviceState:"],
      onEvent: (event) => this.#received(event),
      onConnected: ({ version, transport }) => {
        this.#connected = true;
        this.#registered.clear();
        options.log.info({ version, transport }, "connected to the PBX");
        this.#survival
          .restore(() => this.listEndpoints())
          .catch((error: unknown) => {
            options.log.warn({ err: error }, "the survival queue's list of agents could not be set");
          });
        this.#emit({ type: "pbx-connected", version });
        this.#firstConnect?.();
      },
      onDisconnected: (reason) => {
        // Only the first of a row is news.
        if (!this.#connected) return;
        this.#connected = false;
        this.#emit({ type: "pbx-disconnected", reason });
      },
      ...(options.requestTimeoutMs === undefined ? {} : { requestTimeoutMs: options.requestTimeoutMs }),
      ...(options.pingIntervalMs === undefined ? {} : { pingIntervalMs: options.pingIntervalMs }),
    });
    this.#wishes = new AriWishes(this.#client);
    this.#survival = new SurvivalAgents(this.#wishes, options.survivalVariable);
  }

  start(): Promise<void> {
    return new Promise((resolve) => {
      this.#firstConnect = resolve;
      this.#client.start();
    });
  }

  stop(): Promise<void> {
    this.#connected = false;
    return this.#client.stop();
  }

  onEvent(listener: (event: TelephonyEvent) => void): void {
    this.#listeners.push(listener);
  }

  answer(channelId: ChannelId): Promise<void> {
    return this.#wishes.do("channels.answer", { channelId });
  }

  ring(channelId: ChannelId): Promise<void> {
    return this.#wishes.do("channels.ring", { channelId });
  }

  startMusic(channelId: ChannelId): Promise<void> {
    return this.#wishes.do("channels.startMoh", { channelId });
  }

  stopMusic(channelId: ChannelId): Promise<void> {
    return this.#wishes.do("channels.stopMoh", { channelId }, alreadyGone);
  }

  play(playbackId: PlaybackId, channelId: ChannelId, media: readonly string[]): Promise<void> {
    const request = { channelId, playbackId, media: media.join(",") };
    return this.#wishes.do("channels.playWithId", request, neverDone, () =>
      this.#wishes.exists("playbacks.get", { playbackId }),
    );
  }

  stopPlayback(playbackId: PlaybackId): Promise<void> {
    return this.#wishes.do("playbacks.stop", { playbackId }, alreadyGone);
  }

  sendDigits(channelId: ChannelId, digits: string): Promise<void> {
    return this.#wishes.do("channels.sendDTMF", { channelId, dtmf: digits });
  }

  hangup(channelId: ChannelId, cause: HangupCause): Promise<void> {
    const isOver = async (): Promise<boolean> => !(await this.#wishes.exists("channels.get", { channelId }));
    return this.#wishes.do("channels.hangup", { channelId, reason_code: CAUSES[cause] }, alreadyGone, isOver);
  }

  continueInDialplan(channelId: ChannelId): Promise<void> {
    return this.#wishes.do("channels.continueInDialplan", {
      channelId,
      context: "survival",
      extension: "s",
      priority: 1,
    });
  }

  async originate(request: OriginateRequest): Promise<void> {
    const { channelId, to } = request;
    const variables = Object.entries(request.headers).map(([name, value]) => [
      `PJSIP_HEADER(add,${headerName(name)})`,
      value.replace(/\p{Cc}/gu, " "),
    ]);
    const params: AriOperations["channels.originateWithId"]["params"] = {
      channelId,
      endpoint: to.kind === "endpoint" ? `PJSIP/${to.name}` : `PJSIP/${dialable(to.number)}@${to.trunk}`,
      app: this.#options.app,
      appArgs: `${LEG_ARGUMENT},${encodeTag(request.tag)}`,
      callerId: callerIdText(request.callerId),
      timeout: Math.max(1, Math.ceil(request.ringTimeoutMs / 1_000)),
      ...(variables.length === 0 ? {} : { body: { variables: Object.fromEntries(variables) } }),
    };
    await this.#wishes.do("channels.originateWithId", params, existsAlready, () =>
      this.#wishes.exists("channels.get", { channelId }),
    );
  }

  createBridge(bridgeId: BridgeId): Promise<void> {
    // dtmf_events: digits typed during a talk are still reported.
    const params = { bridgeId, type: "mixing,dtmf_events" };
    return this.#wishes.do("bridges.createWithId", params, existsAlready, () =>
      this.#wishes.exists("bridges.get", { bridgeId }),
    );
  }

  addToBridge(bridgeId: BridgeId, channelIds: readonly ChannelId[]): Promise<void> {
    return this.#wishes.do("bridges.addChannel", {
      bridgeId,
      channel: channelIds.join(","),
      inhibitConnectedLineUpdates: true,
    });
  }

  removeFromBridge(bridgeId: BridgeId, channelId: ChannelId): Promise<void> {
    return this.#wishes.do("bridges.removeChannel", { bridgeId, channel: channelId }, notInBridge);
  }

  destroyBridge(bridgeId: BridgeId): Promise<void> {
    // 409 "not in Stasis application": it is on its way out, as happens when its last leg leaves in the same moment.
    return this.#wishes.do("bridges.destroy", { bridgeId }, (error) => alreadyGone(error) || error.status === 409);
  }

  async pushEndpoint(endpoint: SipEndpoint): Promise<void> {
    if (!isPushedName(endpoint.name)) {
      throw new TelephonyError("pbx-refused", `"${endpoint.name.slice(0, 40)}" cannot name a SIP login`);
    }
    // Sent together, served in this order.
    await Promise.all(
      sipEndpointObjects(endpoint, this.#options.mediaAddress).map(({ type, fields }) =>
        this.#wishes.do("asterisk.updateObject", {
          configClass: "res_pjsip",
          objectType: type,
          id: endpoint.name,
          body: { fields },
        }),
      ),
    );
    if (endpoint.kind === "agent") await this.#survival.add(endpoint.name);
  }

  async revokeEndpoint(endpointName: string): Promise<void> {
    await Promise.all(
      (["endpoint", "aor", "auth"] as const).map((objectType) =>
        this.#wishes.do(
          "asterisk.deleteObject",
          { configClass: "res_pjsip", objectType, id: endpointName },
          alreadyGone,
        ),
      ),
    );
    this.#registered.delete(endpointName);
    await this.#survival.remove(endpointName);
  }

  async listEndpoints(): Promise<readonly EndpointStatus[]> {
    // Asterisk 22 answers 404 "invalid tech" while not a single endpoint of the technology exists.
    const endpoints = await this.#wishes.ask("endpoints.listByTech", { tech: "PJSIP" }).catch((error: unknown) => {
      if (error instanceof TelephonyError && error.status === 404) return [];
      throw error;
    });
    return endpoints
      .filter((endpoint) => isPushedName(endpoint.resource))
      .map((endpoint) => ({ name: endpoint.resource, registered: endpoint.state === "online" }));
  }

  async snapshot(): Promise<TelephonySnapshot> {
    const [channels, bridges] = await Promise.all([
      this.#wishes.ask("channels.list", {}),
      this.#wishes.ask("bridges.list", {}),
    ]);
    return snapshotOf(channels, bridges, this.#options.app);
  }

  adopt(channelId: ChannelId): Promise<void> {
    return this.#wishes.do("applications.subscribe", {
      applicationName: this.#options.app,
      eventSource: `channel:${channelId}`,
    });
  }

  #received(event: AriEvent): void {
    const mapped = telephonyEvent(event);
    if (mapped === undefined) return;
    if (mapped.type === "endpoint-registered") {
      if (!isPushedName(mapped.endpointName) || this.#registered.get(mapped.endpointName) === mapped.registered) return;
      this.#registered.set(mapped.endpointName, mapped.registered);
    }
    if (mapped.type === "digit" && this.#isEcho(mapped, event)) return;
    if (mapped.type === "leg-ended") {
      if (!this.#isFirstEnd(mapped.channelId)) return;
      this.#echoes.forget(mapped.channelId);
    }
    this.#emit(mapped);
  }

  #isEcho({ channelId, digit }: Extract<TelephonyEvent, { type: "digit" }>, event: AriEvent): boolean {
    return this.#echoes.isEcho(channelId, digit, Date.parse(event.timestamp));
  }

  /** A leg we rang ends twice for ARI, StasisEnd and ChannelDestroyed: once for the application. */
  #isFirstEnd(channelId: ChannelId): boolean {
    if (this.#ended.has(channelId)) return false;
    this.#ended.add(channelId);
    if (this.#ended.size > ENDED_MAX) {
      const [oldest] = this.#ended;
      if (oldest !== undefined) this.#ended.delete(oldest);
    }
    return true;
  }

  #emit(event: TelephonyEvent): void {
    for (const listener of this.#listeners) {
      try {
        listener(event);
      } catch (error) {
        // One broken listener must cost neither the others nor the next events.
        this.#options.log.error({ err: error, type: event.type }, "a telephony event could not be handled");
      }
    }
  }
}

/** RFC 3261 25.1 token characters. */
function headerName(name: string): string {
  if (!/^X-[A-Za-z0-9-]{1,60}$/.test(name))
    throw new TelephonyError("pbx-refused", `"${name.slice(0, 40)}" is not a header the PBX may add`);
  return name;
}

/** What may be dialled over a trunk: anything else could smuggle a host or parameters into the request URI. */
function dialable(number: string): string {
  if (!/^\+?[0-9*#]{1,32}$/.test(number))
    throw new TelephonyError("pbx-refused", "this is not a number that can be dialled");
  return number;
}
