import type { UserAgent } from "sip.js";

const BEAT_MS = 20_000;
const ANSWER_LIMIT_MS = 6_000;

/**
 * A dead WebSocket looks open for minutes, and an agent who cannot be rung looks ready. So an OPTIONS every 20 s: any answer
 * is a sign of life, none within 6 s means that the socket is dead (RFC 3261 11, used as a ping).
 */
export class SipHeartbeat {
  readonly #agent: UserAgent;
  readonly #onDead: () => void;
  #beat: ReturnType<typeof setInterval> | null = null;
  #limit: ReturnType<typeof setTimeout> | null = null;

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

  /** Also called when the machine wakes up or the network is back. */
  check(): void {
    if (this.#limit !== null || !this.#agent.isConnected()) return;
    const { uri } = this.#agent.configuration;
    const { userAgentCore } = this.#agent;
    const target = uri.clone();
    target.user = undefined;
    const message = userAgentCore.makeOutgoingRequestMessage("OPTIONS", target, uri, target, {});
    const alive = () => {
      if (this.#limit !== null) clearTimeout(this.#limit);
      this.#limit = null;
    };
    this.#limit = setTimeout(() => {
      this.#limit = null;
      this.#onDead();
    }, ANSWER_LIMIT_MS);
    // A final answer of whatever kind came over the wire; SIP.js makes up 408 and 503 by itself.
    userAgentCore.request(message, {
      onAccept: alive,
      onReject: ({ message: { statusCode } }) => {
        if (statusCode !== 408 && statusCode !== 503) alive();
      },
    });
  }
}
