import type { DurationMs } from "../../shared/domain/time.ts";

/** How an answer is typed. */
export interface CollectSpec {
  readonly maxDigits: number;
  /** `#` ends the answer and `*` starts it over; else both are keys like any other. */
  readonly hashEnds: boolean;
  readonly firstDigitTimeoutMs: DurationMs;
  readonly interDigitTimeoutMs: DurationMs;
}

export type CollectorOutput =
  | { readonly type: "answer"; readonly digits: string; readonly endedBy: "length" | "hash" | "pause" }
  | { readonly type: "correct"; readonly typed: number }
  | { readonly type: "silence" }
  /** Replaces the timer armed before. */
  | { readonly type: "arm"; readonly delayMs: DurationMs }
  | { readonly type: "disarm" };

/** Keys typed ahead; a caller leaning on a key cannot grow it further. */
export const TYPE_AHEAD_MAX = 64;

/**
 * Turns keys into answers. Keys typed while nothing is asked wait, in order, for the next question. Deterministic: time comes
 * in as `timeout()`, timers go out as data.
 *
 *   idle --begin--> prompting --key--> typing --length | # | pause--> idle (answer)
 *                   prompting --promptEnded--> waiting --key--> typing
 *                                              waiting --timeout--> idle (silence)
 */
export class DigitCollector {
  private readonly ahead: string[] = [];
  private spec: CollectSpec | null = null;
  private digits = "";
  /** An answer was complete before its `#`: the `#` that many people type all the same belongs to it. */
  private hashExpected = false;

  /** True when a key waits or an answer has begun: a prompt would only talk over the caller. */
  get hasInput(): boolean {
    return this.ahead.length > 0 || this.digits !== "";
  }

  /** `null`: the key means nothing here or there is no more room. */
  press(key: string): readonly CollectorOutput[] | null {
    if (!/^[0-9*#]$/.test(key)) return null;
    const trailing = this.hashExpected && key === "#";
    this.hashExpected = false;
    if (trailing || this.ahead.length >= TYPE_AHEAD_MAX) return null;
    this.ahead.push(key);
    return this.consume();
  }

  begin(spec: CollectSpec): readonly CollectorOutput[] {
    this.spec = spec;
    this.digits = "";
    return this.consume();
  }

  /** The silence counts from here. */
  promptEnded(): readonly CollectorOutput[] {
    if (this.spec === null || this.digits !== "") return [];
    return [{ type: "arm", delayMs: this.spec.firstDigitTimeoutMs }];
  }

  timeout(): readonly CollectorOutput[] {
    if (this.spec === null) return [];
    if (this.digits === "") {
      this.spec = null;
      return [{ type: "silence" }];
    }
    return [this.answer("pause")];
  }

  /** Nobody waits for this answer any more. */
  cancel(): readonly CollectorOutput[] {
    this.spec = null;
    this.digits = "";
    return [{ type: "disarm" }];
  }

  /** Returns how many keys were thrown away. */
  discardTypeAhead(): number {
    return this.ahead.splice(0).length;
  }

  private consume(): readonly CollectorOutput[] {
    let typed = false;
    while (this.spec !== null) {
      const key = this.ahead.shift();
      if (key === undefined) break;
      typed = true;
      if (key === "*" && this.spec.hashEnds) {
        const thrownAway = this.digits.length;
        this.spec = null;
        this.digits = "";
        return [{ type: "disarm" }, { type: "correct", typed: thrownAway }];
      }
      if (key === "#" && this.spec.hashEnds) return [{ type: "disarm" }, this.answer("hash")];
      this.digits += key;
      if (this.digits.length >= this.spec.maxDigits) return [{ type: "disarm" }, this.answer("length")];
    }
    return typed && this.spec !== null ? [{ type: "arm", delayMs: this.spec.interDigitTimeoutMs }] : [];
  }

  private answer(endedBy: "length" | "hash" | "pause"): CollectorOutput {
    const digits = this.digits;
    if (endedBy !== "hash" && this.spec?.hashEnds === true) {
      if (this.ahead[0] === "#") this.ahead.shift();
      else this.hashExpected = this.ahead.length === 0;
    }
    this.spec = null;
    this.digits = "";
    return { type: "answer", digits, endedBy };
  }
}
