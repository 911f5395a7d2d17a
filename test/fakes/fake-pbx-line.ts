import type { ChannelId } from "../../shared/domain/ids.ts";
import type { CallerAudio } from "../../server/ports/caller-audio.ts";
import type { Clock, Scheduler } from "../../server/ports/clock.ts";
import { type Telephony, TelephonyError, type TelephonyEvent } from "../../server/ports/telephony.ts";
import type { PbxFaults } from "./pbx-faults.ts";

/** What a request gives up after, as the adapter's time-out. */
const REPLY_LIMIT_MS = 2_000;
/** Requests kept for the messages of failing tests. */
const REQUESTS_KEPT = 2_000;

type Method = Exclude<keyof Telephony | keyof CallerAudio, "start" | "stop" | "onEvent" | "callerAudio">;

/**
 * The line between a server and the PBX in memory. Requests are carried out in the order they were made; events are delivered in
 * order, after the call that caused them, as the port promises. Any request can be made to fail.
 *
 * With `faults` and `time` replies and events get lost, late or come twice; `disconnect` cuts the line, on which the telephone calls
 * themselves go on.
 */
export abstract class FakePbxLine {
  readonly requests: string[] = [];
  faults: PbxFaults | null = null;
  time: (Clock & Scheduler) | null = null;
  connected = false;
  #listener: ((event: TelephonyEvent) => void) | null = null;
  /** Counts the servers that used it: replies to an earlier one reach nobody. */
  #client = 0;
  #timers = 0;
  #events: TelephonyEvent[] = [];
  #delivering = false;
  readonly #planned = new Map<Method, TelephonyError[]>();

  failNext(method: Method, error: TelephonyError): void {
    this.#planned.set(method, [...(this.#planned.get(method) ?? []), error]);
  }

  /** The leg a request is about dies under it. */
  abstract end(channelId: ChannelId, cause?: number): void;

  /** The line to the server breaks: requests fail, what happens meanwhile is not reported. */
  disconnect(reason = "cut by the test"): void {
    if (!this.connected) return;
    this.emit({ type: "pbx-disconnected", reason });
    this.connected = false;
  }

  reconnect(): void {
    if (this.connected) return;
    this.connected = true;
    this.emit({ type: "pbx-connected", version: "fake" });
  }

  /** The server is killed: nobody listens, and no reply reaches it any more. */
  abandon(): void {
    this.#client += 1;
    this.#listener = null;
    this.#events = [];
    this.#delivering = false;
    this.connected = false;
  }

  emit(event: TelephonyEvent): void {
    if (!this.#listener) return;
    const isOfTheLine = event.type === "pbx-connected" || event.type === "pbx-disconnected";
    if (!this.connected && !isOfTheLine) return;
    const fault = isOfTheLine ? null : (this.faults?.event() ?? null);
    if (fault === "eventDropped") return;
    this.#events.push(event);
    if (fault === "eventTwice") this.#events.push(event);
    if (this.#delivering) return;
    this.#delivering = true;
    const client = this.#client;
    const deliver = () => {
      this.#delivering = false;
      if (client !== this.#client) return;
      for (const next of this.#events.splice(0)) this.#listener?.(next);
    };
    if (fault === "eventLate" && this.faults) this.later(this.faults.lateMs(), deliver);
    else setImmediate(deliver);
  }

  async start(): Promise<void> {
    this.connected = true;
    this.emit({ type: "pbx-connected", version: "fake" });
  }

  async stop(): Promise<void> {
    this.#listener = null;
  }

  onEvent(listener: (event: TelephonyEvent) => void): void {
    this.#listener = listener;
  }

  async request<Result>(
    method: Method,
    detail: string,
    channelId: ChannelId | null,
    carryOut: () => Result,
  ): Promise<Result> {
    this.requests.push(`${method} ${detail}`.trimEnd());
    if (this.requests.length > REQUESTS_KEPT) this.requests.splice(0, REQUESTS_KEPT / 2);
    const client = this.#client;
    const planned = this.#planned.get(method)?.shift();
    if (planned) throw planned;
    if (!this.connected) throw new TelephonyError("pbx-unavailable", "the line is cut");
    const fault = this.faults?.request() ?? null;
    if (fault === "refused") throw new TelephonyError("pbx-refused", `${method} refused by the fake`, 500);
    if (fault === "legDies" && channelId) this.end(channelId, 16);
    if (fault !== "lost") {
      const result = carryOut();
      if (fault === "replyLate" && this.faults) await this.#wait(this.faults.lateMs());
      if (client !== this.#client) return new Promise<Result>(() => undefined);
      if (fault !== "replyLost") return result;
    }
    await this.#wait(REPLY_LIMIT_MS);
    if (client !== this.#client) return new Promise<Result>(() => undefined);
    throw new TelephonyError("pbx-timeout", `no reply to ${method}`);
  }

  #wait(ms: number): Promise<void> {
    return new Promise((resolve) => this.later(ms, resolve));
  }

  protected later(ms: number, fire: () => void): void {
    const { time } = this;
    if (!time) throw new Error("faults that take time need FakePbx.time");
    this.#timers += 1;
    time.schedule(`fake-pbx:${this.#timers}`, time.now() + ms, fire);
  }
}
