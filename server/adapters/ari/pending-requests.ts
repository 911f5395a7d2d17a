import { AriError } from "./ari-error.ts";

export interface AriReply {
  readonly status: number;
  readonly reason: string;
  readonly body: string;
}

interface Pending {
  readonly operation: string;
  readonly resolve: (reply: AriReply) => void;
  readonly reject: (error: AriError) => void;
  readonly expiresAtTick: number;
}

/** Requests on one socket that wait for a reply; one ticking timer for all of them, timers per call would cost more than the call. */
const TICK_MS = 50;
const PENDING_MAX = 10_000;

export class PendingRequests {
  readonly #pending = new Map<string, Pending>();
  readonly #timeoutTicks: number;
  readonly #timer: NodeJS.Timeout;
  #tick = 0;
  #lastId = 0;

  constructor(timeoutMs: number) {
    this.#timeoutTicks = Math.max(1, Math.ceil(timeoutMs / TICK_MS)) + 1;
    this.#timer = setInterval(() => this.#expire(), TICK_MS);
    this.#timer.unref();
  }

  /** Registers a request; the id goes out with it and comes back in the reply. */
  add(operation: string): { readonly id: string; readonly reply: Promise<AriReply> } {
    this.#lastId += 1;
    const id = String(this.#lastId);
    if (this.#pending.size >= PENDING_MAX) {
      return { id, reply: Promise.reject(new AriError("unavailable", 0, operation, "too many requests are waiting")) };
    }
    const reply = new Promise<AriReply>((resolve, reject) => {
      this.#pending.set(id, { operation, resolve, reject, expiresAtTick: this.#tick + this.#timeoutTicks });
    });
    return { id, reply };
  }

  /** A reply may come in any order, twice, or after its time-out: only the first counts. */
  settle(id: string, reply: AriReply): void {
    const pending = this.#pending.get(id);
    if (pending === undefined) return;
    this.#pending.delete(id);
    pending.resolve(reply);
  }

  /** Fails everything that waits: the socket is gone, nobody will answer. */
  close(reason: string): void {
    clearInterval(this.#timer);
    for (const pending of this.#pending.values()) {
      pending.reject(new AriError("timeout", 0, pending.operation, reason));
    }
    this.#pending.clear();
  }

  #expire(): void {
    this.#tick += 1;
    // Insertion order is expiry order: all requests have the same time-out.
    for (const [id, pending] of this.#pending) {
      if (pending.expiresAtTick > this.#tick) return;
      this.#pending.delete(id);
      pending.reject(new AriError("timeout", 0, pending.operation, "no answer in time"));
    }
  }
}
