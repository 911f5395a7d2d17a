import type { UserId } from "../../shared/domain/ids.ts";
import type { EpochMs } from "../../shared/domain/time.ts";
import type { User } from "../../shared/domain/user.ts";
import type { SipLogin } from "../../shared/wire/console.ts";
import type { Centre } from "./centre.ts";
import { agentOfEndpoint, endpointName } from "./endpoint-names.ts";

/** A phone that registers over one that is still there changes nothing the PBX would report: asked when the page says so, and again then. */
const CHECKS_AFTER_MS = [1_500, 3_000, 6_000] as const;
/** The list is long (a thousand agents: 10 to 20 ms of the PBX), and while they all come back somebody is always unsure. */
const LIST_EVERY_MS = 1_000;
/** After a restart of the server its agents come back for their logins by themselves; until then their phones need not register anew. */
const UNOWNED_MS = 60_000;
const NOBODY: ReadonlySet<string> = new Set();

interface PhoneLogin {
  readonly user: User;
  readonly secret: string;
  /** The page has registered with this secret. Until then the PBX may know a phone that registered with the one before. */
  isInUse: boolean;
}

/** The SIP logins of agents on the PBX: made at the start of a console, revoked at sign-out, made again after the PBX lost them. */
export class PhoneLogins {
  readonly #centre: Centre;
  readonly #secrets = new Map<UserId, PhoneLogin>();
  /** Being answered by the PBX. */
  #asked: { readonly at: EpochMs; readonly names: Promise<ReadonlySet<string>> } | null = null;
  #askedAt: EpochMs = Number.NEGATIVE_INFINITY;
  /** Logins on the PBX that are of an earlier run, by name. */
  #unownedSince = new Map<string, EpochMs>();

  constructor(centre: Centre) {
    this.#centre = centre;
  }

  has(agentId: UserId): boolean {
    return this.#secrets.has(agentId);
  }

  /**
   * Whether a phone of this agent that the PBX knows is the one that has their login. After a start the phone of before is registered
   * until the page closes it (the PBX reports it anew with each pushed login): whoever was rung there was not reached (cause 34, or 18
   * after 6 s). So only the page's word begins it (2026-11-24).
   */
  isInUse(agentId: UserId): boolean {
    return this.#secrets.get(agentId)?.isInUse ?? false;
  }

  /** A fresh secret, in effect when the promise resolves; or the one the page has, while its call goes on with it. */
  async issue(user: User, keep: boolean): Promise<SipLogin> {
    const { random, settings } = this.#centre;
    const name = endpointName(user.userId);
    const kept = keep ? this.#secrets.get(user.userId) : undefined;
    const login = kept ?? { user, secret: random.secret(24), isInUse: false };
    if (!kept) {
      this.#secrets.set(user.userId, login);
      await this.#push(login);
    }
    return { username: name, secret: login.secret, wsUrl: settings.sipWsUrl, domain: settings.sipDomain };
  }

  /** The page says that its phone has registered: the PBX is asked, and only what it says counts. */
  async saysRegistered(agentId: UserId): Promise<void> {
    const { legsAhead, router, clock } = this.#centre;
    const login = this.#secrets.get(agentId);
    // It may have another address now.
    legsAhead.drop(agentId);
    if (router.status(agentId)?.state === "ready") legsAhead.wanted(agentId);
    if (!login) return;
    login.isInUse = true;
    this.#check(agentId, clock.now(), 0);
    await this.lookUp(agentId);
  }

  /** For whom it matters at once, a phone that may have registered without a report. */
  async lookUp(agentId: UserId): Promise<void> {
    const { agents, lines } = this.#centre;
    const login = this.#secrets.get(agentId);
    if (!login || agents.reachability(agentId).phoneRegistered) return;
    const name = endpointName(agentId);
    const isRegistered = await lines.isRegistered(name);
    // Replaced or revoked while the PBX was asked: the answer is about the one before.
    if (isRegistered && this.#secrets.get(agentId) === login) agents.phoneRegistered(name, true);
  }

  /**
   * The PBX reports a phone as gone. Of one that has just registered anew this may be the late end of the registration before,
   * and nothing would report the new one: it is looked up again.
   */
  reportedGone(agentId: UserId): void {
    if (this.#secrets.has(agentId)) this.#check(agentId, this.#centre.clock.now(), 0);
  }

  async revoke(agentId: UserId): Promise<void> {
    const { telephony, scheduler } = this.#centre;
    this.#secrets.delete(agentId);
    scheduler.cancel(checkTimer(agentId));
    await telephony.revokeEndpoint(endpointName(agentId));
  }

  /**
   * Registration reports may have been missed: ask. Logins that the PBX lost (it was restarted) are made again; those of an
   * earlier run that nobody has come back for a minute later are revoked.
   */
  async compare(): Promise<void> {
    const { telephony, agents } = this.#centre;
    const secretsBefore = new Map(this.#secrets);
    const listed = new Map((await telephony.listEndpoints()).map(({ name, registered }) => [name, registered]));
    for (const [agentId, login] of secretsBefore) {
      // Replaced or revoked while the PBX was asked: the answer is about the one before.
      if (this.#secrets.get(agentId) !== login) continue;
      const name = endpointName(agentId);
      agents.phoneRegistered(name, listed.get(name) ?? false);
      if (!listed.has(name)) await this.#push(login);
      listed.delete(name);
    }
    await this.#revokeUnowned([...listed.keys()]);
  }

  async #revokeUnowned(names: readonly string[]): Promise<void> {
    const { telephony, registry, clock } = this.#centre;
    const before = this.#unownedSince;
    this.#unownedSince = new Map();
    for (const name of names) {
      const agentId = agentOfEndpoint(name);
      // Looked at anew for each: somebody may have come back while the one before was revoked.
      if (agentId === null || this.#secrets.has(agentId) || registry.ofAgent(agentId)) continue;
      const since = before.get(name) ?? clock.now();
      if (clock.now() - since < UNOWNED_MS) this.#unownedSince.set(name, since);
      else await telephony.revokeEndpoint(name);
    }
  }

  #push({ user, secret }: { readonly user: User; readonly secret: string }): Promise<void> {
    const { telephony } = this.#centre;
    return telephony.pushEndpoint({
      name: endpointName(user.userId),
      secret,
      kind: "agent",
      callerId: { name: user.displayName, number: user.login },
    });
  }

  #check(agentId: UserId, from: EpochMs, step: number): void {
    const afterMs = CHECKS_AFTER_MS[step];
    if (afterMs !== undefined) this.#checkAt(agentId, from, step, from + afterMs);
  }

  #checkAt(agentId: UserId, from: EpochMs, step: number, at: EpochMs): void {
    const { scheduler, agents, clock, log } = this.#centre;
    scheduler.schedule(checkTimer(agentId), at, () => {
      const login = this.#secrets.get(agentId);
      if (!login || agents.reachability(agentId).phoneRegistered) return;
      const mayAskAt = this.#asked === null ? this.#askedAt + LIST_EVERY_MS : clock.now();
      if (clock.now() < mayAskAt) return this.#checkAt(agentId, from, step, mayAskAt);
      const name = endpointName(agentId);
      this.#registered(from)
        .catch((error: unknown) => {
          log.warn({ err: error, agentId }, "phone could not be looked up");
          return NOBODY;
        })
        .then((registered) => {
          // Replaced or revoked while the PBX was asked: the answer is about the one before, and the new one has its own checks.
          if (this.#secrets.get(agentId) !== login) return;
          if (registered.has(name)) agents.phoneRegistered(name, true);
          else this.#check(agentId, from, step + 1);
        })
        .catch((error: unknown) => log.error({ err: error, agentId }, "phone could not be seen to"));
    });
  }

  /** Names of the phones that are registered, as asked after `since`. The list is long, and many phones drop together. */
  #registered(since: EpochMs): Promise<ReadonlySet<string>> {
    const { telephony, clock } = this.#centre;
    if (this.#asked && this.#asked.at > since) return this.#asked.names;
    const names = telephony
      .listEndpoints()
      .then((endpoints) => new Set(endpoints.filter(({ registered }) => registered).map(({ name }) => name)));
    const asked = { at: clock.now(), names };
    this.#askedAt = asked.at;
    const done = () => {
      if (this.#asked === asked) this.#asked = null;
    };
    this.#asked = asked;
    names.then(done, done);
    return names;
  }
}

function checkTimer(agentId: UserId): string {
  return `phone:${agentId}`;
}
