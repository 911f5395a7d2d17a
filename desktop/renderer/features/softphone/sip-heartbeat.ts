import type { UserAgent } from "sip.js";

const BEAT_MS = 20_000;
const ANSWER_LIMIT_MS = 6_000;
/** When something else says that the network broke: sooner than ICE misses the voice (6 s), so that the new socket carries its re-INVITE. */
const SUSPECTED_LIMIT_MS = 2_000;

/**
 * A dead WebSocket looks open for minutes, and an agent who cannot be rung looks ready. So an OPTIONS every 20 s: any answer
 * is a sign of life, none within 6 s means that the socket is dead (RFC 3261 11, used as a ping).
 *
 * 2026-11-24: the machine's address changed in a call (`test/e2e/network.test.ts`): after 6 s of waiting here the re-INVITE for the voice was
 * already on its way on the dead socket, and the customer was without the agent for 16 s. With 2 s they are for about 4.
 */
export class SipHeartbeat {
  readonly #agent: UserAgent;
  readonly #onDead: () => void;
  #beat: ReturnType<typeof setInterval> | null = null;
  #limit: ReturnType<typeof setTimeout> | null = null;
  /** Monotonic, in milliseconds: when an answer that is waited for is due. */
  #dueAtMs = 0;

  constructor(agent: UserAgent, onDead: () => void) {
    this.#agent = agent;
    this.#onDead = onDead;
  }

  start(): void {
    this.stop();
    this.#beat = setInterval(() => this.check(), BEAT_MS);
  }

  stop(): void {
    if (this.#beat !== null) clearInterval(this.#beat);
    if (this.#limit !== null) clearTimeout(this.#limit);
    this.#beat = null;
    this.#limit = null;
  }

  /** The machine wakes up, the network is back, another link broke: an answer that is waited for is due sooner then. */
  suspect(): void {
    this.check(SUSPECTED_LIMIT_MS);
  }

  check(limitMs = ANSWER_LIMIT_MS): void {
    if (!this.#agent.isConnected()) return;
    if (this.#limit === null) this.#ask();
    else if (performance.now() + limitMs >= this.#dueAtMs) return;
    else clearTimeout(this.#limit);
    this.#dueAtMs = performance.now() + limitMs;
    this.#limit = setTimeout(() => {
      this.#limit = null;
      this.#onDead();
    }, limitMs);
  }

  #ask(): void {
    const { uri } = this.#agent.configuration;
    const { userAgentCore } = this.#agent;
    const target = uri.clone();
    target.user = undefined;
    const message = userAgentCore.makeOutgoingRequestMessage("OPTIONS", target, uri, target, {});
    const alive = () => {
      if (this.#limit !== null) clearTimeout(this.#limit);
      this.#limit = null;
    };
    // A final answer of whatever kind came over the wire; SIP.js makes up 408 and 503 by itself.
    userAgentCore.request(message, {
      onAccept: alive,
      onReject: ({ message: { statusCode } }) => {
        if (statusCode !== 408 && statusCode !== 503) alive();
      },
    });
  }
}
