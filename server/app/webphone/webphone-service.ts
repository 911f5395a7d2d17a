import type { EpochMs } from "../../../shared/domain/time.ts";
import type { Clock, RandomSource, Scheduler } from "../../ports/clock.ts";
import { CommandError } from "../../ports/console-app.ts";
import type { Journal } from "../../ports/journal.ts";
import type { LogSink } from "../../ports/log-sink.ts";
import type { Telephony, TelephonyEvent } from "../../ports/telephony.ts";
import type { RoutingConfigStore } from "../../ports/user-store.ts";
import type { WebphoneLogin, WebphoneLogins } from "../../ports/webphone-logins.ts";
import { readCallerNumber } from "./read-caller-number.ts";

export const WEBPHONE_LIMITS = {
  loginMs: 3_600_000,
  loginsMax: 50,
  loginsPerAddressMax: 5,
  /** A fresh page needs this long to register; until then its login is not taken for an abandoned one. */
  settlingMs: 5_000,
  revokeRetryMs: 30_000,
} as const satisfies Record<string, number>;
/** The PBX adapter's dial plan and endpoint template go by this prefix. */
const NAME_PREFIX = "webphone";

export interface WebphoneServiceDeps {
  readonly telephony: Pick<Telephony, "pushEndpoint" | "revokeEndpoint" | "listEndpoints">;
  readonly routingConfig: Pick<RoutingConfigStore, "entryPoints">;
  readonly journal: Journal;
  readonly clock: Clock;
  readonly scheduler: Scheduler;
  readonly random: RandomSource;
  readonly log: LogSink;
  readonly settings: {
    readonly sipWsUrl: string;
    readonly sipDomain: string;
    /** A demonstration lets callers choose who they are; otherwise every web call is "number withheld". */
    readonly demo: boolean;
    readonly callers: WebphoneLogin["callers"];
  };
}

interface Login {
  readonly name: string;
  readonly number: string | null;
  readonly clientAddress: string;
  readonly issuedAt: EpochMs;
  registered: boolean;
}

/**
 * Telephones in the browser: each page gets its own SIP login that can only dial into the application, for an hour. A
 * page that is reloaded leaves its old login behind; those are the first to go when the number of logins gets short.
 */
export class WebphoneService implements WebphoneLogins {
  readonly #deps: WebphoneServiceDeps;
  /** In the order they were issued. */
  readonly #logins = new Map<string, Login>();

  constructor(deps: WebphoneServiceDeps) {
    this.#deps = deps;
  }

  /** Revokes what an earlier run left behind. Call once the PBX is connected, and again whenever it came back. */
  async reap(): Promise<void> {
    for (const { name, registered } of await this.#deps.telephony.listEndpoints()) {
      if (!name.startsWith(`${NAME_PREFIX}-`)) continue;
      const login = this.#logins.get(name);
      if (login) login.registered = registered;
      else await this.#revoke(name, "left behind by an earlier run");
    }
  }

  async issue(request: Parameters<WebphoneLogins["issue"]>[0]): Promise<WebphoneLogin> {
    const { telephony, routingConfig, clock, scheduler, random, journal, settings } = this.#deps;
    const number = settings.demo ? readCallerNumber(request.callerNumber) : null;
    const replaced = this.#makeRoom(request.clientAddress);
    const issuedAt = clock.now();
    const expiresAt = issuedAt + WEBPHONE_LIMITS.loginMs;
    const name = random.id(NAME_PREFIX);
    const secret = random.secret(24);
    const login: Login = { name, number, clientAddress: request.clientAddress, issuedAt, registered: false };
    // Counted before the PBX answers: parallel requests must not slip past the limit together.
    this.#logins.set(name, login);
    for (const { name: old } of replaced) await this.#revoke(old, "replaced by a newer one");
    try {
      await telephony.pushEndpoint({ name, secret, kind: "webphone", callerId: { name: "", number: number ?? "" } });
    } catch (error) {
      this.#logins.delete(name);
      throw error;
    }
    scheduler.schedule(timerOf(name), expiresAt, () => this.#expire(name));
    journal.append({
      at: issuedAt,
      type: "webphone-issued",
      contactId: null,
      agentId: null,
      payload: { name, number, expiresAt },
    });
    const numbers = (await routingConfig.entryPoints())
      .slice(0, 50)
      .map(({ dnis, names }) => ({ dnis, names: { ...names } }));
    return {
      sip: { username: name, secret, wsUrl: settings.sipWsUrl, domain: settings.sipDomain },
      expiresAt,
      numbers,
      callers: settings.demo ? settings.callers.slice(0, 20) : [],
    };
  }

  /** Whose number a web phone calls from; null when this is no web phone of ours. */
  callerOf(endpointName: string): { readonly number: string | null } | null {
    const login = this.#logins.get(endpointName);
    return login ? { number: login.number } : null;
  }

  /** The registered web phone that has this E.164 number now; the newest one if there are several. */
  endpointFor(e164: string): string | null {
    return [...this.#logins.values()].findLast((login) => login.registered && login.number === e164)?.name ?? null;
  }

  /** Feed every telephony event in here: registrations tell which logins are in use. */
  telephonyEvent(event: TelephonyEvent): void {
    if (event.type !== "endpoint-registered") return;
    const login = this.#logins.get(event.endpointName);
    if (login) login.registered = event.registered;
  }

  /** On stop: all logins end. Resolves when each was tried once. */
  async revokeAll(): Promise<void> {
    const names = [...this.#logins.keys()];
    await Promise.all(
      names.map((name) => {
        this.#deps.scheduler.cancel(timerOf(name));
        return this.#revoke(name, "the server stops");
      }),
    );
  }

  /** Takes abandoned logins off the books until one more fits; `webphone-busy` when all are in use. */
  #makeRoom(clientAddress: string): readonly Login[] {
    const replaced: Login[] = [];
    const all = [...this.#logins.values()];
    const ofAddress = all.filter((login) => login.clientAddress === clientAddress);
    if (ofAddress.length >= WEBPHONE_LIMITS.loginsPerAddressMax)
      replaced.push(this.#takeAbandoned(ofAddress, Infinity));
    // Other people's: one that was issued just now is about to register.
    const settledBefore = this.#deps.clock.now() - WEBPHONE_LIMITS.settlingMs;
    if (this.#logins.size >= WEBPHONE_LIMITS.loginsMax) replaced.push(this.#takeAbandoned(all, settledBefore));
    return replaced;
  }

  #takeAbandoned(logins: readonly Login[], issuedBefore: EpochMs): Login {
    const oldest = logins.find((login) => !login.registered && login.issuedAt <= issuedBefore);
    if (!oldest) throw new CommandError("webphone-busy");
    this.#logins.delete(oldest.name);
    this.#deps.scheduler.cancel(timerOf(oldest.name));
    return oldest;
  }

  #expire(name: string): void {
    this.#revoke(name, "expired").catch((error: unknown) => {
      this.#deps.log.error({ err: error, endpointName: name }, "an expired web phone login could not be revoked");
    });
  }

  /** A login the PBX could not forget yet is tried again: a secret that outlives its hour is a hole. */
  async #revoke(name: string, because: string): Promise<void> {
    const { telephony, scheduler, clock, log, journal } = this.#deps;
    this.#logins.delete(name);
    try {
      await telephony.revokeEndpoint(name);
      journal.append({
        at: clock.now(),
        type: "webphone-revoked",
        contactId: null,
        agentId: null,
        payload: { name, because },
      });
    } catch (error) {
      log.warn({ err: error, endpointName: name }, "a web phone login could not be revoked; trying again");
      scheduler.schedule(timerOf(name), clock.now() + WEBPHONE_LIMITS.revokeRetryMs, () => this.#expire(name));
    }
  }
}

function timerOf(name: string): string {
  return `webphone:${name}`;
}
